//! What a change publishes anew. A shift goes to everyone on its roster, and mostly one entry changes: making every
//! view twice, only to find that nearly all are as before, was most of what a sign-up cost.

use crate::{
    audience::{Audience, keeps_own_view},
    document::Document,
    ids::{OrganizationId, PersonId},
    shift::{Shift, ShiftState, SignUp},
    view::{View, counts, publish, shift_view},
};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The audiences whose view differs between `before` and `after`: each with its new view, or none where the view
/// vanished. Exactly what comparing [`publish`] of both would give.
pub fn republish(before: Option<&Document>, after: &Document) -> Vec<(Audience, Option<View>)> {
    if let (Some(Document::Shift(before)), Document::Shift(after)) = (before, after)
        && only_the_roster_differs(before, after)
    {
        return of_roster(before, after);
    }
    let mut old: BTreeMap<_, _> = before
        .map(publish)
        .unwrap_or_default()
        .into_iter()
        .collect();
    let mut anew = Vec::new();
    for (audience, view) in publish(after) {
        if old.remove(&audience).as_ref() != Some(&view) {
            anew.push((audience, Some(view)));
        }
    }
    anew.extend(old.into_keys().map(|audience| (audience, None)));
    anew
}

fn only_the_roster_differs(before: &Shift, after: &Shift) -> bool {
    before.id == after.id
        && before.desk == after.desk
        && before.about == after.about
        && before.state == after.state
        && before.lead == after.lead
        && before.deputy == after.deputy
        && before.secret == after.secret
        && before.arranged == after.arranged
}

fn of_roster(before: &Shift, after: &Shift) -> Vec<(Audience, Option<View>)> {
    let changed = changed_people(before, after);
    let whole = !changed.is_empty()
        || before.roster != after.roster
        || before.blocks != after.blocks
        || before.next_rank != after.next_rank
        || before.sheets != after.sheets;
    if !whole {
        return Vec::new();
    }
    let mut anew = Vec::new();
    let mut show = |audience: Audience| {
        let view = View::Shift(Box::new(shift_view(after, &audience)));
        anew.push((audience, Some(view)));
    };
    show(Audience::Desk(after.desk.clone()));
    if after.state == ShiftState::Draft {
        return anew;
    }
    let (was, is) = (
        counts(&before.roster, before.next_rank),
        counts(&after.roster, after.next_rank),
    );
    if was != is {
        show(Audience::Public(after.desk.clone()));
    }
    let leaders: BTreeSet<PersonId> = after
        .lead
        .iter()
        .chain(&after.deputy)
        .map(|contact| contact.id)
        .collect();
    for leader in &leaders {
        show(Audience::Person(*leader));
    }
    of_teams(before, after, &mut anew);
    let mut show = |audience: Audience| {
        let view = View::Shift(Box::new(shift_view(after, &audience)));
        anew.push((audience, Some(view)));
    };
    for person in changed.difference(&leaders) {
        let (was, is) = (own(before, *person), own(after, *person));
        match is {
            Some(_) if was != is => show(Audience::Person(*person)),
            _ => {}
        }
    }
    for person in changed.difference(&leaders) {
        if own(before, *person).is_some() && own(after, *person).is_none() {
            anew.push((Audience::Person(*person), None));
        }
    }
    anew
}

/// Who leads a team with a block sees its places.
fn of_teams(before: &Shift, after: &Shift, anew: &mut Vec<(Audience, Option<View>)>) {
    let teams = |shift: &Shift| -> BTreeSet<OrganizationId> {
        shift.blocks.iter().map(|block| block.team).collect()
    };
    let (was, is) = (teams(before), teams(after));
    for team in was.union(&is) {
        let audience = Audience::TeamLead(*team);
        let seen = is.contains(team).then(|| shift_view(after, &audience));
        let same = was.contains(team) && seen.as_ref() == Some(&shift_view(before, &audience));
        if !same {
            anew.push((audience, seen.map(|view| View::Shift(Box::new(view)))));
        }
    }
}

/// What a person's own view shows, where they have one.
fn own(shift: &Shift, person: PersonId) -> Option<&SignUp> {
    let mut entries = shift
        .roster
        .iter()
        .filter(|entry| entry.person == Some(person));
    let first = entries.clone().next();
    first.filter(|_| entries.any(|entry| keeps_own_view(entry.state)))
}

/// Everybody of whom some entry came, went or differs.
fn changed_people(before: &Shift, after: &Shift) -> BTreeSet<PersonId> {
    let same = before.roster.iter().zip(&after.roster);
    let same = same.take_while(|(was, is)| was == is).count();
    let (was, is) = (&before.roster[same..], &after.roster[same..]);
    let by_id: HashMap<_, _> = was.iter().map(|entry| (entry.id.0, entry)).collect();
    let mut changed = BTreeSet::new();
    let mut kept = BTreeSet::new();
    for entry in is {
        match by_id.get(&entry.id.0) {
            Some(there) if *there == entry => {
                kept.insert(entry.id);
            }
            _ => changed.extend(entry.person),
        }
    }
    let gone = was.iter().filter(|entry| !kept.contains(&entry.id));
    changed.extend(gone.filter_map(|entry| entry.person));
    changed
}
