//! Which audiences a role receives, on which relation of places: exactly these.

use crate::{
    cells::Cells,
    oracle,
    town::*,
    who::{At, Lives, ME, When, Who, other_team, wide_town},
};
use linli_domain::{
    Audience, Document, DocumentKey,
    person::Role::{self, *},
};

pub fn walk(all: &[Who], cells: &mut Cells) {
    let mut town = wide_town();
    town.registers(ME, about("Me", HOME));
    town.at(120);
    let Document::Person(me) = &town.docs[&DocumentKey::Person(ME)] else {
        panic!("the caller")
    };
    for who in all {
        cells.walked("audience × role × relation");
        let read = linli_domain::audiences_of(&who.dressed(me), town.now);
        let expected = expected(who, &town);
        if read != expected {
            cells.leak(format!(
                "{who:?} reads {read:?} and should read {expected:?}"
            ));
        }
    }
}

fn expected(who: &Who, town: &Town) -> Vec<Audience> {
    let home = if who.lives == Lives::Here {
        HOME
    } else {
        crate::who::FAR
    };
    let public = |place: &str| Audience::Public(code(place));
    if oracle::is_turned_away(who) {
        return vec![Audience::Person(ME)];
    }
    let mut expected = vec![Audience::Person(ME), public(home)];
    let reads = oracle::reads(who);
    let place = match who.at {
        At::Own => Some(HOME),
        At::Ancestor => Some(crate::who::STREET),
        At::Descendant => Some(GRID),
        At::Sibling => Some(NEXT_DOOR),
        At::OtherCity => Some("310101001002"),
        At::OwnTeam | At::OtherTeam => None,
    };
    let holds = who.when == When::Holds;
    let nothing: &[Role] = &[New, DistrictViewer, CityViewer, SystemAdmin];
    if let (Some(place), true, Some(role)) = (place, holds, who.role)
        && !nothing.contains(&role)
    {
        expected.push(public(place));
        if matches!(role, CommunityWorker | CommunityAdmin) {
            expected.push(Audience::Desk(code(place)));
        }
    }
    let own = Who {
        at: At::OwnTeam,
        ..who.clone()
    };
    let in_team = oracle::reads(&own);
    if matches!(who.at, At::OwnTeam | At::OtherTeam) && holds {
        let (team, community) = match who.at {
            At::OwnTeam => (town.team, HOME),
            _ => (other_team(), NEXT_DOOR),
        };
        if in_team.team || who.role == Some(New) {
            expected.push(public(community));
        }
        expected.extend(in_team.team.then_some(Audience::Team(team)));
        expected.extend(in_team.team_lead.then_some(Audience::TeamLead(team)));
    }
    assert!(!reads.desk || expected.contains(&Audience::Desk(code(HOME))));
    expected.sort();
    expected.dedup();
    expected
}
