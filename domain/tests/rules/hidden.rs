//! Hidden and absent look the same, secrets reach the lead alone, and each audience sees its own part.

use crate::town::*;
use linli_domain::{
    Audience, CaseId, Command, Document, DocumentKey, Kind, NoticeId, PersonId, Refusal, ShiftId,
    SignUpId, View,
    case::{NeedAbout, Recipient, Visibility},
    command::{HoursEntry, NeedStep, Proof},
    publish,
    view::RosterView,
};
use uuid::Uuid;

#[test]
fn what_one_may_not_see_is_refused_like_what_is_not_there() {
    let mut town = Town::new();
    let reporter = town.neighbour(0);
    let shift = town.opens(post(2));
    town.all_sign_up(&[reporter], shift);
    let case = town.posts(reporter);
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    let notice = town.last_notice(reporter);
    let stranger = STRANGER;
    let at = town.now;
    type Ask = Box<dyn Fn(ShiftId, CaseId, NoticeId, PersonId) -> Command>;
    let sign_up = SignUpId(Uuid::from_u128(3));
    let asks: Vec<(Kind, Ask)> = vec![
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::SignUp {
                shift,
                sign_up,
                or_wait: true,
            }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, person| Command::SignUpFor {
                shift,
                sign_up,
                person,
                consent: linli_domain::shift::Consented::ByPhone,
                or_wait: true,
            }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::WithdrawFor { shift, sign_up }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, person| Command::AddOnSite {
                shift,
                sign_up,
                person,
            }),
        ),
        (
            Kind::Shift,
            Box::new(|shift, _, _, person| Command::TellByPhone { shift, person }),
        ),
        (
            Kind::Shift,
            Box::new(|shift, _, _, _| Command::Withdraw { shift }),
        ),
        (
            Kind::Shift,
            Box::new(|shift, _, _, _| Command::Reconfirm { shift }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::CheckIn {
                shift,
                proof: Proof::Arrived,
                at,
            }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::CheckOut { shift, at }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::MarkPresent { shift, sign_up, at }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::MarkLeft { shift, sign_up, at }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::MarkAbsent { shift, sign_up }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::ClearMark { shift, sign_up }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::ConfirmHours {
                shift,
                entries: vec![HoursEntry {
                    sign_up,
                    minutes: None,
                }],
            }),
        ),
        (
            Kind::Shift,
            Box::new(|shift, _, _, _| Command::CorrectShift {
                shift,
                about: Box::new(post(3)),
            }),
        ),
        (
            Kind::Shift,
            Box::new(|shift, _, _, _| Command::CancelShift {
                shift,
                reason: "rain".into(),
            }),
        ),
        (
            Kind::Shift,
            Box::new(|shift, _, _, _| Command::ContestAbsence {
                shift,
                reason: "I was there".into(),
            }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, _| Command::AnswerContest {
                shift,
                sign_up,
                reason: "no".into(),
            }),
        ),
        (
            Kind::Shift,
            Box::new(move |shift, _, _, person| Command::EnterAttendance {
                shift,
                photo: None,
                entries: vec![linli_domain::command::PaperEntry {
                    sign_up,
                    person,
                    from: None,
                    to: None,
                }],
            }),
        ),
        (
            Kind::Shift,
            Box::new(|shift, _, _, person| Command::HandOver { shift, to: person }),
        ),
        (
            Kind::Shift,
            Box::new(|shift, _, _, _| Command::PostponeShift {
                shift,
                span: span(END, END + 60),
                reason: "rain".into(),
            }),
        ),
        (
            Kind::Person,
            Box::new(|_, _, _, person| Command::NameHelper {
                person,
                helper: WORKER,
            }),
        ),
        (
            Kind::Person,
            Box::new(|_, _, _, person| Command::EndHelper {
                person,
                helper: WORKER,
            }),
        ),
        (
            Kind::Case,
            Box::new(|_, case, _, _| Command::CorrectNeed {
                case,
                about: Box::new(need()),
            }),
        ),
        (
            Kind::Case,
            Box::new(|_, case, _, _| Command::HandleNeed {
                case,
                step: NeedStep::Close,
            }),
        ),
        (
            Kind::Notice,
            Box::new(|_, _, notice, _| Command::MarkSeen { notice }),
        ),
        (
            Kind::Person,
            Box::new(|_, _, _, person| Command::EndRole {
                person,
                grant: linli_domain::GrantId(Uuid::nil()),
            }),
        ),
    ];
    let nothing = Uuid::from_u128(0xdead);
    for (kind, ask) in asks {
        let hidden = ask(shift, case, notice, reporter);
        let absent = ask(
            ShiftId(nothing),
            CaseId(nothing),
            NoticeId(nothing),
            PersonId(nothing),
        );
        let expected = [Refusal::NotFound { kind }];
        assert_eq!(town.reasons(stranger, &hidden), expected, "{hidden:?}");
        assert_eq!(town.reasons(stranger, &absent), expected, "{absent:?}");
    }
}

#[test]
fn a_notice_is_seen_by_its_reader_alone_and_once() {
    let mut town = Town::new();
    let [first, second, other] = town.neighbours();
    let shift = town.opens(post(1));
    town.all_sign_up(&[first, second], shift);
    assert_eq!(town.withdraws(first, shift), Ok(()));
    let notice = town.last_notice(second);
    let seen = Command::MarkSeen { notice };
    assert_eq!(
        town.by(other, &seen),
        Err(vec![Refusal::NotFound { kind: Kind::Notice }])
    );
    assert_eq!(town.by(second, &seen), Ok(()));
    assert_eq!(town.by(second, &seen), Ok(()));
    let Document::Notice(notice) = &town.docs[&DocumentKey::Notice(notice)] else {
        panic!()
    };
    assert_eq!(
        notice
            .seen
            .iter()
            .map(|seen| seen.person)
            .collect::<Vec<_>>(),
        [second]
    );
}

fn view_of(town: &Town, shift: ShiftId, audience: &Audience) -> linli_domain::view::ShiftView {
    let published = publish(&town.docs[&DocumentKey::Shift(shift)]);
    let view = published.into_iter().find(|(to, _)| to == audience);
    match view {
        Some((_, View::Shift(view))) => *view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn each_audience_sees_its_part_of_a_roster() {
    let mut town = Town::new();
    let people: [_; 3] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&people, shift);
    let see = |audience: Audience| view_of(&town, shift, &audience);
    let public = see(Audience::Public(code(HOME)));
    let RosterView::Counts(counts) = &public.roster else {
        panic!("{:?}", public.roster)
    };
    assert_eq!(
        (counts.taken, counts.entries, counts.waiting.len()),
        (2, 3, 1)
    );
    assert!(
        public
            .lead
            .as_ref()
            .is_some_and(|lead| lead.phone.is_none())
    );
    assert!(matches!(
        see(Audience::Desk(code(HOME))).roster,
        RosterView::Names(_)
    ));
    for leader in [LEAD, DEPUTY] {
        let view = see(Audience::Person(leader));
        assert!(matches!(view.roster, RosterView::Full(_, secret) if secret == town.secret(shift)));
    }
    for person in people {
        let view = see(Audience::Person(person));
        assert!(
            view.lead.as_ref().is_some_and(|lead| lead.phone.is_some()),
            "who takes part may call"
        );
        let RosterView::Own(entry) = view.roster else {
            panic!()
        };
        assert_eq!(entry.person, Some(person));
    }
}

#[test]
fn a_secret_is_in_nobodys_view_but_the_leads() {
    let mut town = Town::new();
    let people: [_; 3] = town.neighbours();
    let shift = town.opens(post(2));
    town.all_sign_up(&people, shift);
    let secret = town.secret(shift).0;
    for (audience, view) in publish(&town.docs[&DocumentKey::Shift(shift)]) {
        let leads = [LEAD, DEPUTY].map(Audience::Person).contains(&audience);
        let text = serde_json::to_string(&view).unwrap();
        assert_eq!(text.contains(&secret), leads, "{audience}");
    }
}

#[test]
fn names_and_telephones_are_in_no_public_view() {
    let mut town = Town::new();
    let reporter = town.neighbour(0);
    let shift = town.opens(post(2));
    town.all_sign_up(&[reporter], shift);
    let case = CaseId(Uuid::from_u128(8));
    let recipient = Recipient {
        name: "Grandmother Sun".into(),
        phone: Some("13911111111".into()),
        address: Some("Number 4".into()),
        call_back: true,
    };
    let about = NeedAbout {
        recipient: Some(recipient),
        external_ref: Some("12345-7".into()),
        ..need()
    };
    let post = Command::PostNeed {
        case,
        about: Box::new(about),
    };
    assert_eq!(town.by(reporter, &post), Ok(()));
    assert_eq!(town.handles(WORKER, case, NeedStep::Accept), Ok(()));
    for key in [DocumentKey::Shift(shift), DocumentKey::Case(case)] {
        for (audience, view) in publish(&town.docs[&key]) {
            if !matches!(audience, Audience::Public(_)) {
                continue;
            }
            let json = serde_json::to_string(&view).unwrap();
            for private in [
                "Neighbour 0",
                "Sun",
                "139",
                "Number 4",
                "12345-7",
                &reporter.to_string(),
            ] {
                assert!(!json.contains(private), "{private} in {json}");
            }
        }
    }
}

#[test]
fn a_need_is_shown_to_everybody_once_it_is_accepted_unless_it_is_for_the_desk_alone() {
    for (visibility, steps, shown) in [
        (Visibility::Public, vec![], false),
        (Visibility::Public, vec![NeedStep::Accept], true),
        (
            Visibility::Public,
            vec![NeedStep::Reject { reason: "x".into() }],
            false,
        ),
        (Visibility::Desk, vec![NeedStep::Accept], false),
    ] {
        let mut town = Town::new();
        let reporter = town.neighbour(0);
        let case = CaseId(Uuid::from_u128(8));
        let about = NeedAbout {
            visibility,
            ..need()
        };
        assert_eq!(
            town.by(
                reporter,
                &Command::PostNeed {
                    case,
                    about: Box::new(about)
                }
            ),
            Ok(())
        );
        for step in steps {
            assert_eq!(town.handles(WORKER, case, step), Ok(()));
        }
        let published = publish(&town.docs[&DocumentKey::Case(case)]);
        let public = Audience::Public(code(HOME));
        assert_eq!(published.iter().any(|(to, _)| *to == public), shown);
    }
}

#[test]
fn a_person_who_is_not_registered_may_nothing() {
    let town = Town::new();
    let shift = ShiftId(Uuid::from_u128(1));
    let nobody = PersonId(Uuid::from_u128(0xdead));
    let open = Command::OpenShift {
        shift,
        about: Box::new(post(1)),
    };
    assert_eq!(town.reasons(nobody, &open), [Refusal::NotAllowed]);
}
