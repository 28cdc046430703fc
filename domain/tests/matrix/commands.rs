//! What is asked in the cells: each command, about something that is there and about something that is not.

use crate::{
    oracle::Thing,
    town::*,
    who::*,
    world::{HELGA, NINA, TOKEN, VERA, WANDA, World, XENIA, team_code},
};
use linli_domain::{
    Audience, CaseId, Command, DocumentKey, GrantId, InvitationId, NoticeId, OrganizationId,
    PersonId, RecordId, ShiftId, SignUpId,
    case::{Assignee, NeedAbout},
    codes,
    command::{NeedStep, PaperEntry, Proof},
    invitation::{InvitationKey, InvitedTo, hash_of},
    organization::OrganizationKind,
    person::{Role, Scope},
    place::Level,
    shift::Consented,
};
use uuid::Uuid;

/// A command in a cell.
pub struct Asked {
    /// Its line in the oracle: the command's name, and after a colon which of several.
    pub line: &'static str,
    pub thing: Thing,
    pub command: Command,
    /// The same, about what is not there; none where nothing is addressed that may be hidden.
    pub absent: Option<Command>,
}

fn nowhere() -> Uuid {
    Uuid::from_u128(0xdead)
}

type Lines = Vec<(&'static str, Command)>;

fn asked(thing: Thing, there: Lines, absent: Lines) -> Vec<Asked> {
    let absent = absent.into_iter().map(|(_, command)| Some(command));
    let pairs = there.into_iter().zip(absent);
    let asked = pairs.map(|((line, command), absent)| Asked {
        line,
        thing,
        command,
        absent,
    });
    asked.collect()
}

/// All that is asked about a shift, its people, its records and its month.
pub fn about_shift(world: &World) -> Vec<Asked> {
    let mut all = asked(
        Thing::Shift,
        of_shift(world, world.shift),
        of_shift(world, ShiftId(nowhere())),
    );
    for (thing, person) in [(Thing::RecordOfVera, VERA), (Thing::RecordOfMe, ME)] {
        let record = world.record(person);
        if world.town.docs.contains_key(&DocumentKey::Record(record)) {
            let absent = of_record(RecordId(nowhere()));
            all.extend(asked(thing, of_record(record), absent));
        }
    }
    let notices = [
        (Thing::NoticeToVera, Audience::Person(VERA)),
        (Thing::NoticeToMe, Audience::Person(ME)),
        (Thing::NoticeToTeam, Audience::Team(world.town.team)),
    ];
    for (thing, audience) in notices {
        if let Some(notice) = world.notice_to(&audience) {
            let seen = |notice| vec![("mark_seen", Command::MarkSeen { notice })];
            all.extend(asked(thing, seen(notice), seen(NoticeId(nowhere()))));
        }
    }
    all.extend(creating(submit_month()));
    all
}

fn of_shift(w: &World, shift: ShiftId) -> Lines {
    let (vera, wanda, team) = (w.entry(VERA), w.entry(WANDA), w.town.team);
    let (fresh, at) = (SignUpId(Uuid::from_u128(0xf4e5)), w.town.now);
    let reason = || "because".to_owned();
    let consent = Consented::ByPhone;
    let member = |sign_up, person| Command::NameMember {
        shift,
        sign_up,
        person,
        consent,
    };
    let mut about = w.town.shift(w.shift).about.clone();
    about.bring = "Gloves".into();
    let secret = w.town.secret(w.shift);
    let mac = codes::printed(&secret, shift);
    let or_wait = true;
    let sheet = PaperEntry {
        sign_up: wanda,
        person: WANDA,
        from: None,
        to: None,
    };
    let later = span(START + 4000, END + 4000);
    let mut lines: Lines = vec![
        (
            "correct_shift",
            Command::CorrectShift {
                shift,
                about: Box::new(about),
            },
        ),
        (
            "cancel_shift",
            Command::CancelShift {
                shift,
                reason: reason(),
            },
        ),
        (
            "postpone_shift",
            Command::PostponeShift {
                shift,
                span: later,
                reason: reason(),
            },
        ),
        ("ask_team", Command::AskTeam { shift, team }),
        ("tell_resident", Command::TellResident { shift }),
        (
            "sign_up",
            Command::SignUp {
                shift,
                sign_up: fresh,
                or_wait,
            },
        ),
        ("withdraw", Command::Withdraw { shift }),
        ("reconfirm", Command::Reconfirm { shift }),
        ("accept_offer", Command::AcceptOffer { shift }),
        ("say_coming", Command::SayComing { shift }),
        (
            "check_in",
            Command::CheckIn {
                shift,
                proof: Proof::Printed { mac },
                at,
            },
        ),
        (
            "check_in",
            Command::CheckIn {
                shift,
                proof: Proof::Arrived,
                at,
            },
        ),
        ("check_out", Command::CheckOut { shift, at }),
        (
            "contest_absence",
            Command::ContestAbsence {
                shift,
                reason: reason(),
            },
        ),
        (
            "sign_up_for",
            Command::SignUpFor {
                shift,
                sign_up: fresh,
                person: XENIA,
                consent,
                or_wait,
            },
        ),
        (
            "withdraw_for",
            Command::WithdrawFor {
                shift,
                sign_up: vera,
            },
        ),
        (
            "add_on_site",
            Command::AddOnSite {
                shift,
                sign_up: fresh,
                person: XENIA,
            },
        ),
        (
            "tell_by_phone",
            Command::TellByPhone {
                shift,
                person: VERA,
            },
        ),
        (
            "approve",
            Command::Approve {
                shift,
                sign_up: vera,
            },
        ),
        (
            "decline_request",
            Command::DeclineRequest {
                shift,
                sign_up: vera,
                reason: reason(),
            },
        ),
        (
            "mark_present",
            Command::MarkPresent {
                shift,
                sign_up: wanda,
                at,
            },
        ),
        (
            "mark_left",
            Command::MarkLeft {
                shift,
                sign_up: vera,
                at,
            },
        ),
        (
            "mark_absent",
            Command::MarkAbsent {
                shift,
                sign_up: wanda,
            },
        ),
        (
            "clear_mark",
            Command::ClearMark {
                shift,
                sign_up: vera,
            },
        ),
        (
            "confirm_hours",
            Command::ConfirmHours {
                shift,
                entries: w.hours_of(VERA),
            },
        ),
        (
            "answer_contest",
            Command::AnswerContest {
                shift,
                sign_up: vera,
                reason: reason(),
            },
        ),
        (
            "enter_attendance",
            Command::EnterAttendance {
                shift,
                photo: None,
                entries: vec![sheet],
            },
        ),
        ("hand_over", Command::HandOver { shift, to: WANDA }),
        (
            "reserve_block",
            Command::ReserveBlock {
                shift,
                block: linli_domain::BlockId(fresh.0),
                team,
                headcount: 2,
            },
        ),
        (
            "reserve_block:other_team",
            Command::ReserveBlock {
                shift,
                block: linli_domain::BlockId(fresh.0),
                team: other_team(),
                headcount: 2,
            },
        ),
        (
            "reduce_block",
            Command::ReduceBlock {
                shift,
                block: w.block,
                headcount: 0,
            },
        ),
        ("name_member", member(vera, None)),
    ];
    // A place of somebody else's team, and one that is nowhere: nobody may tell them apart who may not name for them.
    lines.push(("name_member", member(w.place_of_block(), None)));
    lines
}

fn of_record(record: RecordId) -> Lines {
    let reason = || "because".to_owned();
    let minutes = Some(30);
    vec![
        (
            "request_correction",
            Command::RequestCorrection {
                record,
                reason: reason(),
            },
        ),
        (
            "answer_correction",
            Command::AnswerCorrection {
                record,
                minutes,
                reason: reason(),
            },
        ),
    ]
}

fn submit_month() -> Lines {
    let (place, month) = (code(HOME), "2026-05".parse().unwrap());
    vec![("submit_month", Command::SubmitMonth { place, month })]
}

/// All that is asked about a need, and about the shift that it had.
pub fn about_need(world: &World) -> Vec<Asked> {
    let there = of_need(world, world.case);
    let absent = of_need(world, CaseId(nowhere()));
    asked(Thing::Case, there, absent)
}

fn of_need(w: &World, case: CaseId) -> Lines {
    let step = |step| Command::HandleNeed { case, step };
    let reason = || "because".to_owned();
    let about = NeedAbout {
        risks: "Stairs".into(),
        ..w.town.case(w.case).about.clone()
    };
    let assignee = Assignee::Person(VERA);
    let back = NeedStep::CallBack {
        helped: false,
        words: String::new(),
        rating: None,
    };
    vec![
        (
            "correct_need",
            Command::CorrectNeed {
                case,
                about: Box::new(about),
            },
        ),
        ("read_sealed", Command::ReadSealed { case }),
        ("handle_need:verify", step(NeedStep::Verify)),
        ("handle_need:accept", step(NeedStep::Accept)),
        (
            "handle_need:reject",
            step(NeedStep::Reject { reason: reason() }),
        ),
        ("handle_need:assign", step(NeedStep::Assign { assignee })),
        ("handle_need:start", step(NeedStep::Start)),
        (
            "handle_need:resolve",
            step(NeedStep::Resolve { evidence: reason() }),
        ),
        ("handle_need:close", step(NeedStep::Close)),
        ("handle_need:call_back", step(back)),
        (
            "handle_need:reopen",
            step(NeedStep::Reopen { reason: reason() }),
        ),
        (
            "handle_need:withdraw",
            step(NeedStep::Withdraw { reason: reason() }),
        ),
    ]
}

/// All that is asked about people, and all that creates something.
pub fn about_people(world: &World) -> Vec<Asked> {
    let there = of_person(world, VERA);
    let absent = of_person(world, PersonId(nowhere()));
    let mut all = asked(Thing::Vera, there, absent);
    let (there, nobody) = (of_myself(ME), of_myself(PersonId(nowhere())));
    all.extend(asked(Thing::Me, there, nobody));
    // What is only named is not told either: a team next door looks like none.
    let in_team = |team| {
        grant_in(
            "grant_role:other_team",
            VERA,
            Role::TeamLead,
            Scope::Organization(team),
        )
    };
    let no_team = OrganizationId(nowhere());
    all.extend(asked(
        Thing::Vera,
        vec![in_team(other_team())],
        vec![in_team(no_team)],
    ));
    let of_code = |invitation| vec![("end_invitation", Command::EndInvitation { invitation })];
    let no_code = InvitationId(nowhere());
    all.extend(asked(
        Thing::TeamCode,
        of_code(team_code()),
        of_code(no_code),
    ));
    let (new, nobody) = (
        of_newcomer(world, NINA),
        of_newcomer(world, PersonId(nowhere())),
    );
    all.extend(asked(Thing::Vera, new, nobody));
    all.extend(creating(invitations(world)));
    all.extend(creating(fresh(world)));
    // An id that something hidden has already: whoever could not have used it anyway is told no more.
    let pairs = taken(world).into_iter().zip(taken_not(world));
    all.extend(pairs.map(|((line, command), (_, absent))| Asked {
        line,
        thing: Thing::Nothing,
        command,
        absent: Some(absent),
    }));
    all
}

fn grant_in(
    line: &'static str,
    person: PersonId,
    role: Role,
    scope: Scope,
) -> (&'static str, Command) {
    let grant = GrantId(Uuid::from_u128(0x9999));
    let to = None;
    let command = Command::GrantRole {
        person,
        grant,
        role,
        scope,
        to,
    };
    (line, command)
}

fn of_person(w: &World, person: PersonId) -> Lines {
    let here = || Scope::Place(code(HOME));
    let team = Scope::Organization(w.town.team);
    let vera = w.town.docs.get(&DocumentKey::Person(VERA));
    let Some(linli_domain::Document::Person(vera)) = vera else {
        panic!("Vera")
    };
    let grant = vera.grants[0].id;
    vec![
        grant_in("grant_role", person, Role::CommunityWorker, here()),
        grant_in("grant_role:system", person, Role::SystemAdmin, here()),
        grant_in("grant_role", person, Role::TeamLead, team),
        grant_in(
            "grant_role:next_door",
            person,
            Role::Volunteer,
            Scope::Place(code(NEXT_DOOR)),
        ),
        grant_in(
            "grant_role:above",
            person,
            Role::Volunteer,
            Scope::Place(code(STREET)),
        ),
        ("end_role", Command::EndRole { person, grant }),
        (
            "name_helper",
            Command::NameHelper {
                person,
                helper: WANDA,
            },
        ),
        (
            "end_helper",
            Command::EndHelper {
                person,
                helper: HELGA,
            },
        ),
        ("ask_erasure", Command::AskErasure { person }),
        ("call_off_erasure", Command::CallOffErasure { person }),
        ("forget", forgetting(person)),
    ]
}

fn forgetting(person: PersonId) -> Command {
    let named_in = vec![DocumentKey::Person(HELGA)];
    Command::Forget { person, named_in }
}

/// Whoever came in by the team's code is seen by whom a member is seen.
fn of_newcomer(w: &World, person: PersonId) -> Lines {
    let (team, grant) = (w.town.team, GrantId(Uuid::from_u128(0x9998)));
    vec![
        (
            "know",
            Command::Know {
                person,
                team,
                grant,
            },
        ),
        ("turn_away", Command::TurnAway { person, team }),
    ]
}

fn invitations(w: &World) -> Lines {
    let to_role = |role| InvitedTo::Role {
        role,
        scope: Scope::Place(code(HOME)),
        to: None,
    };
    let invite = |to: InvitedTo| {
        let key = match to {
            InvitedTo::Team { .. } => InvitationKey::Shown(TOKEN.into()),
            _ => InvitationKey::Hashed(hash_of(TOKEN)),
        };
        Command::Invite {
            invitation: InvitationId(nowhere()),
            to,
            key,
        }
    };
    let join = Command::Join {
        invitation: team_code(),
        token: TOKEN.into(),
        person: ME,
        grant: GrantId(Uuid::from_u128(0x9997)),
        newcomer: None,
    };
    vec![
        ("invite:team", invite(InvitedTo::Team { team: w.town.team })),
        ("invite:volunteer", invite(to_role(Role::Volunteer))),
        ("invite:admin", invite(to_role(Role::CommunityAdmin))),
        ("invite:above", invite(to_role(Role::SystemAdmin))),
        ("invite:device", invite(InvitedTo::Device { person: VERA })),
        ("join", join),
    ]
}

fn of_myself(person: PersonId) -> Lines {
    let here = || Scope::Place(code(HOME));
    vec![
        grant_in("grant_role:myself", person, Role::CommunityAdmin, here()),
        grant_in("grant_role:myself", person, Role::TeamLead, here()),
        (
            "name_helper:myself",
            Command::NameHelper {
                person,
                helper: WANDA,
            },
        ),
        (
            "end_helper:myself",
            Command::EndHelper {
                person,
                helper: WANDA,
            },
        ),
        ("ask_erasure:myself", Command::AskErasure { person }),
        (
            "call_off_erasure:myself",
            Command::CallOffErasure { person },
        ),
        ("forget", forgetting(person)),
    ]
}

fn creating(lines: Lines) -> Vec<Asked> {
    let asked = lines.into_iter().map(|(line, command)| Asked {
        line,
        thing: Thing::Nothing,
        command,
        absent: None,
    });
    asked.collect()
}

fn fresh(w: &World) -> Lines {
    let (id, desk) = (nowhere(), code(HOME));
    let organization = Command::RegisterOrganization {
        organization: OrganizationId(id),
        kind: OrganizationKind::VolunteerTeam,
        name: text("New vests"),
        places: vec![desk.clone()],
        desk: desk.clone(),
        specialty: None,
        is_brand: false,
        external_ref: None,
    };
    let place = Command::RegisterPlace {
        code: code("210204011009007"),
        level: Level::Grid,
        name: text("Grid seven"),
        desk: desk.clone(),
    };
    let document = DocumentKey::Shift(w.shift);
    let person = |person| Command::RegisterPerson {
        person,
        desk: code(HOME),
        about: Box::new(about("New", HOME)),
    };
    vec![
        ("register_place", place),
        ("register_organization", organization),
        ("register_person", person(PersonId(id))),
        ("register_person", person(VERA)),
        (
            "tick",
            Command::Tick {
                document,
                due: w.town.now,
            },
        ),
    ]
    .into_iter()
    .chain(taken_not(w))
    .collect()
}

fn of_new(w: &World, case: CaseId, shift: ShiftId) -> Lines {
    let _ = w;
    let at = w.town.now + linli_domain::time::hours(48);
    let later = linli_domain::time::Span {
        start: at,
        end: at + linli_domain::time::hours(2),
    };
    let about = linli_domain::shift::ShiftAbout {
        span: later,
        withdraw_by: None,
        lead: None,
        deputy: None,
        title: text("Another"),
        ..post(3)
    };
    let another = NeedAbout {
        title: text("Another"),
        ..need()
    };
    vec![
        (
            "post_need",
            Command::PostNeed {
                case,
                about: Box::new(another),
            },
        ),
        (
            "open_shift",
            Command::OpenShift {
                shift,
                about: Box::new(about),
            },
        ),
    ]
}

fn taken(w: &World) -> Lines {
    of_new(w, w.case, w.shift)
}

fn taken_not(w: &World) -> Lines {
    of_new(w, CaseId(nowhere()), ShiftId(nowhere()))
}
