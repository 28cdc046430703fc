//! What may be, in plain tables, after DOMAIN.md, PEOPLE.md and DESIGN.md. Nothing here looks at the rule book or at a
//! document: a cell is judged by the caller's role, where it is held, where they live, and how they stand to what is
//! addressed.

use crate::{
    who::{At, Lives, When, Who},
    world::{Canary, Need, Rel, Stands, World},
};
use At::*;
use linli_domain::person::Role::{self, *};

/// What is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Thing {
    Shift,
    Case,
    Vera,
    Me,
    RecordOfVera,
    RecordOfMe,
    NoticeToVera,
    NoticeToMe,
    NoticeToTeam,
    Month,
    /// A team's code.
    TeamCode,
    /// A place, an organization, a notice to somebody else: nobody is in it whom everybody may not know.
    Other,
    /// What is yet to be.
    Nothing,
}

/// A ground, in the words of the product's documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum May {
    /// community_worker and community_admin run the desk, in their place and below it.
    Desk,
    /// community_admin and system_admin enter the register.
    Register,
    /// system_admin alone gives what reaches beyond a community.
    SystemAlone,
    /// Of these, whoever also runs the desk: nobody makes themselves what they are not.
    RegisterAndDesk,
    /// The desk, and the grid worker of one of its grids, say whether a need is done.
    Verify,
    /// Who belongs to the neighbourhood posts needs; new, viewers and system_admin do not.
    Post,
    Lead,
    OnRoster,
    Helper,
    /// team_lead of the team whose places they are.
    TheirLead,
    Reporter,
    ReporterUntilAccepted,
    Assignee,
    /// Whose hours they are.
    Served,
    Myself,
    Everybody,
}

use May::*;

/// Who may give which command, to what they see.
pub const LINES: &[(&str, &[May])] = &[
    ("register_place", &[Register]),
    ("register_organization", &[Register]),
    ("register_person", &[Register]),
    ("grant_role", &[Register]),
    // Whoever runs the installation sees no register: they invite.
    ("grant_role:system", &[]),
    ("grant_role:next_door", &[]),
    ("grant_role:above", &[]),
    ("grant_role:other_team", &[]),
    ("grant_role:myself", &[RegisterAndDesk]),
    ("end_role", &[Register]),
    ("post_need", &[Post]),
    ("correct_need", &[Desk, ReporterUntilAccepted]),
    ("read_sealed", &[Reporter, Assignee]),
    ("handle_need:verify", &[Desk]),
    ("handle_need:accept", &[Desk]),
    ("handle_need:reject", &[Desk]),
    ("handle_need:assign", &[Desk]),
    ("handle_need:start", &[Desk, Assignee]),
    ("handle_need:resolve", &[Desk, Assignee]),
    ("handle_need:close", &[Verify, Reporter]),
    ("handle_need:call_back", &[Verify]),
    ("handle_need:reopen", &[Verify, Reporter]),
    ("handle_need:withdraw", &[Desk, Reporter]),
    ("open_shift", &[Desk]),
    ("correct_shift", &[Desk]),
    ("cancel_shift", &[Desk]),
    ("postpone_shift", &[Desk]),
    ("ask_team", &[Desk]),
    ("tell_resident", &[Desk]),
    ("submit_month", &[Desk]),
    ("sign_up", &[Everybody]),
    ("withdraw", &[OnRoster]),
    ("reconfirm", &[OnRoster]),
    ("accept_offer", &[OnRoster]),
    ("say_coming", &[OnRoster]),
    ("check_in", &[OnRoster]),
    ("check_out", &[OnRoster]),
    ("contest_absence", &[OnRoster]),
    ("sign_up_for", &[Desk, Lead, Helper]),
    ("withdraw_for", &[Desk, Lead, Helper]),
    ("add_on_site", &[Desk, Lead]),
    ("tell_by_phone", &[Desk, Lead]),
    ("approve", &[Desk, Lead]),
    ("decline_request", &[Desk, Lead]),
    ("mark_present", &[Desk, Lead]),
    ("mark_left", &[Desk, Lead]),
    ("mark_absent", &[Desk, Lead]),
    ("clear_mark", &[Desk, Lead]),
    ("confirm_hours", &[Desk, Lead]),
    ("answer_contest", &[Desk, Lead]),
    ("enter_attendance", &[Desk, Lead]),
    ("hand_over", &[Desk, Lead]),
    ("reserve_block", &[Desk, TheirLead]),
    ("reserve_block:other_team", &[Desk, TheirLead]),
    ("name_member", &[Desk, Lead, TheirLead]),
    ("reduce_block", &[Desk, Lead, TheirLead]),
    ("request_correction", &[Served]),
    ("answer_correction", &[Desk]),
    ("name_helper", &[Desk]),
    ("end_helper", &[Desk]),
    ("name_helper:myself", &[Myself]),
    ("end_helper:myself", &[Myself]),
    ("mark_seen", &[Everybody]),
    ("tick", &[]),
    ("invite:team", &[Desk, TheirLead]),
    ("invite:volunteer", &[Desk, Register]),
    ("invite:admin", &[Register]),
    ("invite:above", &[SystemAlone]),
    ("invite:device", &[Desk]),
    ("end_invitation", &[Desk, TheirLead]),
    ("join", &[]),
    ("know", &[Desk, TheirLead]),
    ("turn_away", &[Desk, TheirLead]),
    ("ask_erasure", &[Desk]),
    ("ask_erasure:myself", &[Myself]),
    ("call_off_erasure", &[Desk]),
    ("call_off_erasure:myself", &[Myself]),
    ("forget", &[]),
];

/// The commands that have no line.
pub fn undeclared(names: &[String]) -> Vec<String> {
    let declared = |name: &String| {
        let mut lines = LINES.iter();
        lines.any(|(line, _)| line.split(':').next() == Some(name))
    };
    names
        .iter()
        .filter(|name| !declared(name))
        .cloned()
        .collect()
}

const IN_PLACE_AND_BELOW: &[At] = &[Own, Ancestor];
const AT_THE_DESK: &[Role] = &[CommunityWorker, CommunityAdmin];
/// Who belongs to an organization and does what it is asked to do.
const OF_A_BODY: &[Role] = &[Volunteer, TeamLead, UnitRep, Talker, Mediator, SocialWorker];
/// Who reads nothing but what their own community calls for.
const READ_NOTHING: &[Role] = &[New, DistrictViewer, CityViewer, SystemAdmin];

/// What the caller's role lets them read of the community in which everything happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    pub public: bool,
    pub desk: bool,
    pub team: bool,
    pub team_lead: bool,
}

pub fn reads(who: &Who) -> Reads {
    let reads_nothing = who.role.is_none_or(|role| READ_NOTHING.contains(&role));
    let in_place = who.when == When::Holds && who.at == Own && !reads_nothing;
    let in_team = who.is(OF_A_BODY, &[OwnTeam]) || who.is(&[New], &[OwnTeam]);
    Reads {
        public: who.lives == Lives::Here || in_place || in_team,
        desk: who.is(AT_THE_DESK, &[Own]),
        team: who.is(OF_A_BODY, &[OwnTeam]),
        team_lead: who.is(&[TeamLead], &[OwnTeam]),
    }
}

/// Whoever has the desk's duty here, whether or not they read all of it: a role above gives the duty alone.
pub fn runs_desk(who: &Who) -> bool {
    who.is(AT_THE_DESK, IN_PLACE_AND_BELOW)
}

/// Whether somebody came in by a team's code and nobody has said yet that they know them.
fn is_new(who: &Who) -> bool {
    who.role == Some(New) && who.when == When::Holds
}

/// Whether somebody came in by a team's code, and whoever looked at them did not know them.
pub fn is_turned_away(who: &Who) -> bool {
    who.role == Some(New) && who.when == When::Ended
}

fn posts(who: &Who) -> bool {
    let never = [New, DistrictViewer, CityViewer, SystemAdmin, GridWorker];
    let by_role = who.role.is_some_and(|role| {
        let grid = who.is(&[GridWorker], &[Own, Descendant]);
        grid || (!never.contains(&role) && who.is(&[role], IN_PLACE_AND_BELOW))
    });
    by_role || (who.lives == Lives::Here && !is_new(who))
}

/// Whether the caller sees what is addressed.
pub fn sees(who: &Who, world: &World, thing: Thing) -> bool {
    let reads = reads(who);
    match thing {
        Thing::Shift => {
            let draft = world.stands == Some(Stands::Draft);
            let takes_part = matches!(world.rel, Rel::Lead | Rel::Deputy | Rel::OnRoster);
            let block = world.stands == Some(Stands::Block) && reads.team_lead;
            reads.desk || (!draft && (reads.public || takes_part || block))
        }
        Thing::Case => {
            let shown = !matches!(
                world.need,
                Some(Need::Submitted | Need::Rejected | Need::Withdrawn) | None
            );
            let hidden = matches!(world.need, Some(Need::ForTheDesk | Need::Sealed));
            let public = shown && !hidden && reads.public;
            let of_team = world.need == Some(Need::WithTeam) && world.rel != Rel::Assignee;
            let assigned = shown && (world.rel == Rel::Assignee || (of_team && reads.team));
            reads.desk || world.rel == Rel::Reporter || public || assigned
        }
        Thing::Vera => reads.desk || reads.team_lead,
        Thing::Me => true,
        Thing::RecordOfVera => reads.desk,
        Thing::RecordOfMe => true,
        Thing::NoticeToVera => false,
        Thing::NoticeToMe => true,
        Thing::NoticeToTeam => reads.team,
        Thing::Month => reads.desk,
        Thing::TeamCode => reads.desk || reads.team_lead,
        Thing::Other | Thing::Nothing => true,
    }
}

/// Whether the caller may give a command to what they see.
pub fn may(line: &str, who: &Who, world: &World, thing: Thing) -> bool {
    let found = LINES.iter().find(|(name, _)| *name == line);
    let (_, grounds) = found.unwrap_or_else(|| panic!("{line} is not declared"));
    // Whoever was turned away gives back what they hold, reads what they were told, and may have it all erased.
    let going = [
        "withdraw",
        "mark_seen",
        "ask_erasure:myself",
        "call_off_erasure:myself",
    ];
    if is_turned_away(who) && !going.contains(&line) {
        return false;
    }
    grounds
        .iter()
        .any(|ground| holds(*ground, line, who, world, thing))
}

fn holds(ground: May, line: &str, who: &Who, world: &World, thing: Thing) -> bool {
    let rel = world.rel;
    match ground {
        Desk => runs_desk(who),
        Register => who.is(&[CommunityAdmin, SystemAdmin], IN_PLACE_AND_BELOW),
        SystemAlone => who.is(&[SystemAdmin], IN_PLACE_AND_BELOW),
        RegisterAndDesk => who.is(&[CommunityAdmin], IN_PLACE_AND_BELOW),
        Verify => runs_desk(who) || who.is(&[GridWorker], &[Own, Descendant]),
        Post => posts(who),
        Lead => matches!(rel, Rel::Lead | Rel::Deputy),
        OnRoster => rel == Rel::OnRoster,
        Helper => rel == Rel::Helps,
        TheirLead => match line {
            "reserve_block" | "invite:team" | "end_invitation" | "know" | "turn_away" => {
                who.is(&[TeamLead], &[OwnTeam])
            }
            "reserve_block:other_team" => who.is(&[TeamLead], &[OtherTeam]),
            // There is a block of the own team in one state alone.
            _ => who.is(&[TeamLead], &[OwnTeam]) && world.stands == Some(Stands::Block),
        },
        Reporter => rel == Rel::Reporter,
        ReporterUntilAccepted => rel == Rel::Reporter && world.need == Some(Need::Submitted),
        Assignee => {
            let of_team = world.need == Some(Need::WithTeam) && rel != Rel::Assignee;
            rel == Rel::Assignee || (of_team && who.is(OF_A_BODY, &[OwnTeam]))
        }
        Served => thing == Thing::RecordOfMe,
        Myself => thing == Thing::Me,
        Everybody => true,
    }
}

/// Where the command is not for anybody in that state, although the caller may give it in others: whoever signed up
/// themselves gives their place back themselves.
pub fn is_nobodys(line: &str, world: &World) -> bool {
    line == "withdraw_for" && matches!(world.stands, Some(Stands::Visit | Stands::VisitApproved))
}

fn is_settled(world: &World) -> bool {
    use Stands::*;
    matches!(
        world.stands,
        Some(Recorded | Disputed | Answered | MonthOver | MonthHandedUp)
    )
}

/// Whether the caller may learn something from a view of this.
pub fn may_know(canary: Canary, who: &Who, world: &World, thing: Thing) -> bool {
    use Canary::*;
    let reads = reads(who);
    let (desk, rel) = (reads.desk, world.rel);
    let leads = matches!(rel, Rel::Lead | Rel::Deputy);
    match (thing, canary) {
        // What is sealed is in nothing that goes out; that they reported it is told to whoever did.
        (Thing::Case, ReporterName) if world.need == Some(Need::Sealed) => rel == Rel::Reporter,
        (Thing::Case, _) if world.need == Some(Need::Sealed) => false,
        // Only the reporter, who told it, and the desk know who is to be helped, and what came of it.
        (
            Thing::Case,
            RecipientName | RecipientPhone | RecipientAddress | ReporterName | Outcome
            | ExternalRef,
        ) => desk || rel == Rel::Reporter,
        (Thing::Shift, VolunteerName) => {
            let of_block = world.stands == Some(Stands::Block) && reads.team_lead;
            desk || leads || of_block
        }
        // A number is for whoever may have to dial it: once all is settled, nobody.
        (Thing::Shift, VolunteerPhone) => (desk || leads) && !is_settled(world),
        (Thing::Shift, ContestReason | Photo) => desk || leads,
        (Thing::Shift, LeadPhone) => {
            let of_block = world.stands == Some(Stands::Block) && reads.team_lead;
            (desk || leads || rel == Rel::OnRoster || of_block) && !is_settled(world)
        }
        // The secret of the codes is with who leads, and with nobody else: the desk ticks.
        (Thing::Shift, Secret) => leads,
        (Thing::Shift, DoorWord) => desk,
        (Thing::Vera, VolunteerName | VolunteerPhone) => desk || reads.team_lead,
        (Thing::Vera, Birth | HelperName) => desk,
        (Thing::RecordOfVera, VolunteerName | RecordReason) => desk,
        (Thing::RecordOfMe, RecordReason) => true,
        // Whoever was approved for a home visit, in its time; whoever helps knows whom.
        (Thing::Me, RecipientName | RecipientPhone | RecipientAddress | DoorWord) => {
            rel == Rel::OnRoster && world.stands == Some(Stands::VisitApproved)
        }
        (Thing::Me, VolunteerName) => rel == Rel::Helps,
        (Thing::TeamCode, InvitationToken) => desk || reads.team_lead,
        (Thing::NoticeToMe, VolunteerName) => leads,
        (Thing::NoticeToMe, Outcome) => rel == Rel::Reporter,
        (Thing::NoticeToMe, RecordReason) => true,
        _ => false,
    }
}
