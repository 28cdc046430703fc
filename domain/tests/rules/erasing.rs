//! Erasure: what is held about somebody goes, hours and months stay, and nobody is erased by surprise.

use crate::town::*;
use linli_domain::{
    Caller, CaseId, Command, Document, DocumentKey, Kind, PersonId, Refusal, ShiftId, SignUpId,
    audiences, audiences_of,
    case::{CaseState, NeedAbout, Recipient},
    command::NeedStep,
    erasure::{ERASED, ERASURE_DAYS, ErasureStep, FORGET_MOST, Traces, without},
    notice::NoticeKind,
    person::{PersonAbout, Role, Scope},
    shift::{ShiftAbout, SignUpState::*},
};

const DAY: i64 = 24 * 60;
const NAME: &str = "Canary Wren";
const PHONE: &str = "13877776666";

fn canary(town: &mut Town) -> PersonId {
    let person = person_id(777);
    let about = PersonAbout {
        phone: Some(PHONE.into()),
        volunteer_no: "V-777".into(),
        skills: vec!["canary-skill".into()],
        external_ref: Some("canary-ref".into()),
        ..about(NAME, HOME)
    };
    town.registers(person, about);
    person
}

fn asks(town: &mut Town, who: PersonId, person: PersonId) -> Answer {
    town.by(who, &Command::AskErasure { person })
}

/// Does what an authority does: before each step of an erasure it takes the person out of whatever names them.
fn time_erases(town: &mut Town, person: PersonId) {
    let mut erased = Vec::new();
    for _ in 0..20 {
        let (document, found) = (DocumentKey::Person(person), town.person(person).clone());
        let Some(due) =
            linli_domain::next_due(&Document::Person(found.clone().into()), &town.profile)
        else {
            break;
        };
        if due > town.now {
            break;
        }
        let step = found.erasure.unwrap().step;
        let traces = Traces::of(&found);
        let named = |document: &&Document| without(document, &traces).is_some();
        let named_in: Vec<_> = town
            .docs
            .values()
            .filter(named)
            .map(Document::key)
            .collect();
        if step == ErasureStep::Asked || named_in.is_empty() {
            town.sure(Caller::System, &Command::Tick { document, due });
        } else {
            erased.extend(named_in.clone());
            let named_in = named_in.into_iter().take(FORGET_MOST).collect();
            town.sure(Caller::System, &Command::Forget { person, named_in });
        }
    }
    let step = town.person(person).erasure.map(|erasure| erasure.step);
    assert_eq!(step, Some(ErasureStep::Done), "{erased:?}");
}

pub fn erases(town: &mut Town, person: PersonId) {
    assert_eq!(asks(town, WORKER, person), Ok(()));
    town.now += linli_domain::time::hours(24 * ERASURE_DAYS);
    time_erases(town, person);
}

/// The documents in which a word stands.
fn holding(town: &Town, word: &str) -> Vec<DocumentKey> {
    let texts = town.docs.iter();
    let found =
        texts.filter(|(_, document)| serde_json::to_string(document).unwrap().contains(word));
    found.map(|(key, _)| key.clone()).collect()
}

fn nowhere(town: &Town) {
    for word in [NAME, PHONE, "V-777", "canary"] {
        assert_eq!(holding(town, word), [], "{word}");
    }
}

#[test]
fn they_or_their_desk_ask_and_within_seven_days_it_is_called_off() {
    let mut town = Town::new();
    let person = canary(&mut town);
    let neighbour = town.neighbour(1);
    let hidden = vec![Refusal::NotFound { kind: Kind::Person }];
    assert_eq!(asks(&mut town, neighbour, person), Err(hidden.clone()));
    assert_eq!(asks(&mut town, LEAD, person), Err(hidden));
    for who in [person, WORKER] {
        assert_eq!(asks(&mut town, who, person), Ok(()));
        let asked = town.person(person).erasure.unwrap();
        assert_eq!((asked.step, asked.from), (ErasureStep::Asked, at(7 * DAY)));
        assert_eq!(asks(&mut town, who, person), Ok(()), "twice is once");
        town.time_ticks();
        let command = Command::CallOffErasure { person };
        assert_eq!(town.by(who, &command), Ok(()));
        assert_eq!(town.by(who, &command), Ok(()), "twice is once");
        assert_eq!(town.person(person).erasure, None);
    }
    town.at(8 * DAY).time_ticks();
    assert_eq!(town.person(person).about.name, NAME);
}

#[test]
fn a_number_is_found_however_it_was_typed_and_a_name_alone_loses_who_and_where() {
    let mut town = Town::new();
    let person = canary(&mut town);
    let posts = |town: &mut Town, phone: Option<&str>, name: &str| {
        let case = CaseId(town.fresh());
        let about = NeedAbout {
            recipient: Some(Recipient {
                name: name.into(),
                phone: phone.map(str::to_owned),
                address: Some("Canary Lane 7".into()),
                call_back: false,
            }),
            ..need()
        };
        let about = Box::new(about);
        assert_eq!(town.by(WORKER, &Command::PostNeed { case, about }), Ok(()));
        case
    };
    let spaced = posts(&mut town, Some("138 7777-6666"), "Old Wren");
    let named = posts(&mut town, None, NAME);
    let another = posts(&mut town, Some("0411 777"), NAME);
    erases(&mut town, person);
    assert_eq!(holding(&town, PHONE), []);
    assert_eq!(town.case_state(spaced), CaseState::Withdrawn);
    assert_eq!(town.case(spaced).about.recipient, None);
    // It may be a neighbour's of that name: the desk still sees that somebody waits.
    assert_eq!(town.case_state(named), CaseState::Submitted);
    let left = town.case(named).about.recipient.clone().unwrap();
    assert_eq!((left.name.as_str(), left.address), (ERASED, None));
    // And this is one: it has a number of its own.
    assert_eq!(holding(&town, NAME), [DocumentKey::Case(another)]);
}

#[test]
fn whoever_holds_a_role_gives_it_back_first() {
    let mut town = Town::new();
    let refused = Err(vec![Refusal::EndRolesFirst]);
    assert_eq!(asks(&mut town, WORKER, WORKER), refused);
    let person = canary(&mut town);
    let team = Scope::Organization(town.team);
    town.grants(person, Role::Volunteer, team.clone(), None);
    let lead = town.grants(person, Role::TeamLead, team, None);
    assert_eq!(asks(&mut town, person, person), refused);
    town.sure(
        Caller::System,
        &Command::EndRole {
            person,
            grant: lead,
        },
    );
    assert_eq!(asks(&mut town, person, person), Ok(()));
}

#[test]
fn their_places_go_to_who_waits_and_what_they_did_stays_to_be_confirmed() {
    let mut town = Town::new();
    let person = canary(&mut town);
    let waiting = town.neighbour(1);
    let long = 9 * DAY;
    let done = town.opens(post_at(1, 60, 120));
    let ahead = town.opens(post_at(1, long, long + 60));
    town.all_sign_up(&[person], done);
    town.all_sign_up(&[person, waiting], ahead);
    assert_eq!(town.state(ahead, waiting), Waitlisted);
    assert_eq!(asks(&mut town, person, person), Ok(()));
    assert_eq!(town.at(61).ticks(LEAD, done, person), Ok(()));
    town.at(7 * DAY);
    time_erases(&mut town, person);
    assert_eq!(town.state(ahead, waiting), Confirmed);
    assert!(town.told(waiting).contains(&NoticeKind::Promoted));
    nowhere(&town);
    assert_eq!(town.state(done, person), CheckedIn);
    assert_eq!(town.confirms(LEAD, done, &[person]), Ok(()));
    let record = town.record(done, person).unwrap();
    assert_eq!((record.minutes, &*record.volunteer_name), (59, ERASED));
}

#[test]
fn nothing_holds_them_any_more_and_the_hours_stay() {
    let mut town = Town::new();
    let person = canary(&mut town);
    let [daughter, resident] = town.neighbours();
    // Hours, a helper, a place taken for somebody, a shift led, a need of one's own and one reported, reasons in texts.
    let bond = |person, helper| Command::NameHelper { person, helper };
    town.sure(Caller::Person(person), &bond(person, daughter));
    town.sure(Caller::Person(WORKER), &bond(resident, person));
    let shift = town.opens(post(5));
    town.all_sign_up(&[person], shift);
    assert_eq!(town.signs_up_for(person, resident, shift), Ok(()));
    assert_eq!(town.at(START).ticks(LEAD, shift, person), Ok(()));
    assert_eq!(town.at(END).confirms(LEAD, shift, &[person]), Ok(()));
    let minutes = town.record(shift, person).unwrap().minutes;
    let record = town.record(shift, person).unwrap().id;
    let reason = format!("{NAME} left at half past eleven");
    town.sure(
        Caller::Person(person),
        &Command::RequestCorrection { record, reason },
    );
    let answer = Command::AnswerCorrection {
        record,
        minutes: Some(100),
        reason: "canary left earlier".into(),
    };
    town.sure(Caller::Person(WORKER), &answer);
    let mut led = post_at(3, 20 * DAY, 20 * DAY + 60);
    (led.lead, led.text) = (Some(person), format!("Ask {NAME}, {PHONE}"));
    let led = town.opens(led);
    let case = CaseId(town.fresh());
    let about = NeedAbout {
        text: "canary cannot walk".into(),
        recipient: Some(Recipient {
            name: NAME.into(),
            phone: None,
            address: Some("canary street".into()),
            call_back: false,
        }),
        ..need()
    };
    let about = Box::new(about);
    town.sure(Caller::Person(person), &Command::PostNeed { case, about });
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    let posted = town.posts(person);
    assert!(
        holding(&town, NAME).len() >= 7,
        "{:?}",
        holding(&town, NAME)
    );

    let before = town.docs.clone();
    erases(&mut town, person);
    nowhere(&town);
    let kept = town.record(shift, person).unwrap();
    assert_eq!((kept.minutes, kept.id), (100, record));
    assert_ne!(minutes, 100);
    assert_eq!(town.person(daughter).helps, []);
    assert_eq!(town.person(resident).helpers, []);
    assert_eq!(town.entry(shift, resident).actor, Some(person));
    assert_eq!(town.shift(led).lead, None);
    assert_eq!(
        town.shift(led).about.text,
        format!("Ask {ERASED}, {ERASED}")
    );
    assert_eq!(town.case_state(case), CaseState::Withdrawn);
    assert_eq!(town.case_state(posted), CaseState::Submitted);
    assert_eq!(
        town.case(posted).about.title,
        need().title,
        "what is public stays"
    );
    // Everybody else is who they were.
    for other in [LEAD, WORKER, STRANGER] {
        let key = DocumentKey::Person(other);
        assert_eq!(before[&key], town.docs[&key]);
    }
}

#[test]
fn they_see_nothing_and_nobody_sees_them_or_brings_them_back() {
    let mut town = Town::new();
    let person = canary(&mut town);
    let team = Scope::Organization(town.team);
    town.grants(person, Role::Volunteer, team.clone(), None);
    let shift = town.opens(post_at(3, 20 * DAY, 20 * DAY + 60));
    erases(&mut town, person);
    let gone = town.person(person).clone();
    assert_eq!(audiences_of(&gone, town.now), []);
    assert_eq!(audiences(&Document::Person(gone.into())), []);
    let hidden = vec![Refusal::NotFound { kind: Kind::Person }];
    assert_eq!(town.signs_up(person, shift), Err(vec![Refusal::NotAllowed]));
    assert_eq!(
        town.signs_up_for(WORKER, person, shift),
        Err(hidden.clone())
    );
    let command = Command::CallOffErasure { person };
    assert_eq!(town.by(WORKER, &command), Err(hidden));
    let again = Command::RegisterPerson {
        person,
        desk: code(HOME),
        about: Box::new(about(NAME, HOME)),
    };
    let was = Err(vec![Refusal::WasErased]);
    assert_eq!(town.ask(Caller::System, &again), was);
    let role = Command::GrantRole {
        person,
        grant: linli_domain::GrantId(town.fresh()),
        role: Role::Volunteer,
        scope: team,
        to: None,
    };
    assert_eq!(town.ask(Caller::System, &role), was);
    nowhere(&town);
}

#[test]
fn nobody_is_forgotten_who_did_not_ask_and_only_time_forgets() {
    let mut town = Town::new();
    let person = canary(&mut town);
    let forget = Command::Forget {
        person,
        named_in: Vec::new(),
    };
    assert_eq!(
        town.ask(Caller::System, &forget),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(asks(&mut town, person, person), Ok(()));
    assert_eq!(
        town.ask(Caller::System, &forget),
        Err(vec![Refusal::NotAllowed])
    );
    assert_eq!(town.by(WORKER, &forget), Err(vec![Refusal::NotAllowed]));
    let many =
        (0..=FORGET_MOST).map(|n| DocumentKey::Shift(ShiftId(uuid::Uuid::from_u128(n as u128))));
    let named_in = many.collect();
    town.at(7 * DAY).time_ticks();
    let too_many = Command::Forget { person, named_in };
    assert_eq!(
        town.ask(Caller::System, &too_many),
        Err(vec![Refusal::NotAllowed])
    );
}

#[test]
fn a_sheet_on_which_they_stand_goes_and_a_short_name_is_not_cut_out_of_other_words() {
    let mut town = Town::new();
    let person = person_id(778);
    town.registers(
        person,
        PersonAbout {
            phone: None,
            ..about("安", HOME)
        },
    );
    let shift = town.opens(post(2));
    town.at(END);
    let entries = vec![linli_domain::command::PaperEntry {
        sign_up: SignUpId(town.fresh()),
        person,
        from: Some(at(START)),
        to: Some(at(END)),
    }];
    let photo = Some("a".repeat(64));
    town.sure(
        Caller::Person(LEAD),
        &Command::EnterAttendance {
            shift,
            photo,
            entries,
        },
    );
    assert_eq!(town.shift(shift).sheets.len(), 1);
    assert_eq!(
        town.corrects(shift, |about| about.text = "平安".into()),
        Ok(())
    );
    erases(&mut town, person);
    assert_eq!(town.shift(shift).sheets, []);
    assert_eq!(town.shift(shift).about.text, "平安");
}

#[test]
fn whoever_is_gone_is_not_put_off_with_the_others() {
    let mut town = Town::new();
    let person = canary(&mut town);
    let [beside, waiting] = town.neighbours();
    let shift = town.opens(post_at(2, 60, 120));
    town.all_sign_up(&[person, beside, waiting], shift);
    erases(&mut town, person);
    assert_eq!(town.state(shift, person), Confirmed, "it was over");
    let put_off = Command::PostponeShift {
        shift,
        span: span(10 * DAY, 10 * DAY + 60),
        reason: "rain".into(),
    };
    assert_eq!(town.by(WORKER, &put_off), Ok(()));
    assert_eq!(town.state(shift, person), Withdrawn { late: false });
    assert_eq!(town.state(shift, beside), Reconfirm);
    assert_eq!(town.state(shift, waiting), Confirmed);
    assert_eq!(town.person(person).commitments, []);
}

#[test]
fn nobody_is_invited_on_another_device_who_is_gone() {
    let mut town = Town::new();
    let person = canary(&mut town);
    erases(&mut town, person);
    let mut invites = |person| {
        let invite = Command::Invite {
            invitation: linli_domain::InvitationId(town.fresh()),
            to: linli_domain::invitation::InvitedTo::Device { person },
            key: linli_domain::invitation::InvitationKey::Hashed("a".repeat(64)),
        };
        town.by(WORKER, &invite)
    };
    let answer = invites(person);
    assert!(answer.is_err());
    assert_eq!(answer, invites(person_id(9_999)), "as of nobody");
}

#[test]
fn where_only_their_name_stands_it_goes_too_and_words_that_sound_like_it_stay() {
    let mut town = Town::new();
    let person = canary(&mut town);
    let [other, late] = town.neighbours();
    let mut led = post(3);
    (led.lead, led.deputy) = (Some(person), None);
    let shift = town.opens(led);
    town.all_sign_up(&[other, late], shift);
    assert_eq!(town.at(400).withdraws(late, shift), Ok(()));
    assert_eq!(town.at(START).ticks(person, shift, other), Ok(()));
    assert_eq!(town.at(END).confirms(WORKER, shift, &[other]), Ok(()));
    assert_eq!(town.record(shift, other).unwrap().lead, NAME);
    let alike = town.opens(ShiftAbout {
        text: format!("{NAME}s fly by"),
        ..post_at(1, 30 * DAY, 31 * DAY)
    });
    erases(&mut town, person);
    assert_eq!(town.record(shift, other).unwrap().lead, ERASED);
    assert_eq!(holding(&town, NAME), [DocumentKey::Shift(alike)]);
}
