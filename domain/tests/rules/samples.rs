//! One of everything that is stored or sent.

use crate::town::*;
use linli_domain::{
    Audience, CaseId, Command, Document, DocumentKey, GrantId, InvitationId, Kind, NoticeId,
    OrganizationId, PersonId, RecordId, Refusal, ShiftId, SignUpId,
    case::{
        Assignee, Case, CaseKind, CaseState, LinkState, NeedAbout, Recipient, ShiftLink, Source,
        Urgency, Visibility,
    },
    command::{HoursEntry, NeedStep, PaperEntry, Proof},
    invitation::{Came, Guardian, Invitation, InvitationKey, InvitedTo, Newcomer},
    month::{Change, Figure, Figures, LateChange, MonthReport, Submitted, TeamHours},
    notice::{Notice, NoticeKind, Seen},
    organization::{Organization, OrganizationKind},
    person::{
        CodeTries, Commitment, Consent, Doorstep, Erasure, ErasureStep, Firmness, Gender,
        HelpedPlace, Helper, Person, PersonAbout, Role, RoleGrant, Scope, Visited,
    },
    place::{Level, Place},
    record::{Correction, CorrectionAnswer, CorrectionRequest, RecordState, ServiceRecord},
    refusal::{Field, Problem},
    shift::{
        Arranged, Attendance, Block, Consented, Contact, Contest, Evidence, Parent, Phase,
        Presence, Requirements, ResidentTold, Secret, Sheet, Shift, ShiftAbout, ShiftKind,
        ShiftState, SignUp, SignUpState,
    },
    time::Birth,
};
use uuid::Uuid;

pub fn id(n: u128) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + n)
}

pub fn whole_person() -> PersonAbout {
    PersonAbout {
        birth: Some(Birth::Date("1948-02-29".parse().unwrap())),
        gender: Some(Gender::Female),
        skills: vec!["tea".into()],
        trainings: vec!["first_aid".into()],
        service_categories: vec!["escort".into()],
        guardian: Some(PersonId(id(2))),
        guardian_contact: Some(Guardian {
            name: "陈大明".into(),
            phone: "139 0000 0002".into(),
        }),
        consents: vec![Consent {
            to: "membership".into(),
            at: at(0),
        }],
        external_ref: Some("17".into()),
        ..about("Sun", HOME)
    }
}

pub fn whole_need() -> NeedAbout {
    NeedAbout {
        text: "Every Friday".into(),
        urgency: Urgency::Urgent,
        visibility: Visibility::Desk,
        source: Source::Hotline,
        risks: "Stairs".into(),
        recipient: Some(Recipient {
            name: "Li".into(),
            phone: Some("0411".into()),
            address: Some("Number 4".into()),
            call_back: true,
        }),
        external_ref: Some("12345-7".into()),
        ..need()
    }
}

pub fn whole_shift() -> ShiftAbout {
    ShiftAbout {
        parent: Some(Parent::Case(CaseId(id(30)))),
        kind: ShiftKind::Visit,
        attendance: Attendance::Visit,
        sign_up_by: Some(at(500)),
        min_staff: 1,
        requirements: Requirements {
            skills: vec!["tea".into()],
            trainings: vec!["first_aid".into()],
            min_age: Some(18),
        },
        risks: "Stairs".into(),
        bring: "Gloves".into(),
        insurance: true,
        checklist: vec!["Stove".into()],
        organization: Some(OrganizationId(id(10))),
        counts_as_volunteer: false,
        urgency: Urgency::Urgent,
        external_ref: Some("S7".into()),
        ..post(2)
    }
}

pub fn commands() -> Vec<Command> {
    let (person, shift, case, sign_up) = (
        PersonId(id(1)),
        ShiftId(id(40)),
        CaseId(id(30)),
        SignUpId(id(50)),
    );
    let step = |step| Command::HandleNeed { case, step };
    let proof = |proof| Command::CheckIn {
        shift,
        proof,
        at: at(600),
    };
    let reason = || "because".to_owned();
    let mut all = vec![
        Command::RegisterPlace {
            code: code(GRID),
            level: Level::Grid,
            name: text("Grid three"),
            desk: code(HOME),
        },
        Command::RegisterOrganization {
            organization: OrganizationId(id(10)),
            kind: OrganizationKind::VolunteerTeam,
            name: text("Red vests"),
            places: vec![code(HOME)],
            desk: code(HOME),
            specialty: Some("escort".into()),
            is_brand: true,
            external_ref: Some("T1".into()),
        },
        Command::RegisterPerson {
            person,
            desk: code(HOME),
            about: Box::new(whole_person()),
        },
        Command::GrantRole {
            person,
            grant: GrantId(id(60)),
            role: Role::CommunityWorker,
            scope: Scope::Place(code(HOME)),
            to: Some(at(900)),
        },
        Command::GrantRole {
            person,
            grant: GrantId(id(60)),
            role: Role::Volunteer,
            scope: Scope::Organization(OrganizationId(id(10))),
            to: None,
        },
        Command::EndRole {
            person,
            grant: GrantId(id(60)),
        },
        Command::PostNeed {
            case,
            about: Box::new(whole_need()),
        },
        Command::CorrectNeed {
            case,
            about: Box::new(need()),
        },
        step(NeedStep::Verify),
        step(NeedStep::Accept),
        step(NeedStep::Reject { reason: reason() }),
        step(NeedStep::Assign {
            assignee: Assignee::Person(person),
        }),
        step(NeedStep::Assign {
            assignee: Assignee::Organization(OrganizationId(id(10))),
        }),
        step(NeedStep::Start),
        step(NeedStep::Resolve {
            evidence: "done".into(),
        }),
        step(NeedStep::Close),
        step(NeedStep::CallBack {
            helped: true,
            words: "All fine".into(),
            rating: Some(5),
        }),
        step(NeedStep::CallBack {
            helped: false,
            words: String::new(),
            rating: None,
        }),
        step(NeedStep::Reopen { reason: reason() }),
        step(NeedStep::Withdraw { reason: reason() }),
        Command::ReadSealed { case },
        Command::OpenShift {
            shift,
            about: Box::new(whole_shift()),
        },
        Command::CorrectShift {
            shift,
            about: Box::new(post(2)),
        },
        Command::CancelShift {
            shift,
            reason: reason(),
        },
        Command::SignUp {
            shift,
            sign_up,
            or_wait: true,
        },
        Command::SignUpFor {
            shift,
            sign_up,
            person,
            consent: Consented::ByPhone,
            or_wait: true,
        },
        Command::WithdrawFor { shift, sign_up },
        Command::AddOnSite {
            shift,
            sign_up,
            person,
        },
        Command::TellByPhone { shift, person },
        Command::Withdraw { shift },
        Command::Reconfirm { shift },
        Command::AcceptOffer { shift },
        Command::SayComing { shift },
        Command::Approve { shift, sign_up },
        Command::DeclineRequest {
            shift,
            sign_up,
            reason: reason(),
        },
        Command::TellResident { shift },
        Command::AskTeam {
            shift,
            team: OrganizationId(id(10)),
        },
        Command::ReserveBlock {
            shift,
            block: linli_domain::BlockId(id(80)),
            team: OrganizationId(id(10)),
            headcount: 5,
        },
        Command::NameMember {
            shift,
            sign_up,
            person: Some(person),
            consent: Consented::ByPhone,
        },
        Command::NameMember {
            shift,
            sign_up,
            person: None,
            consent: Consented::InPerson,
        },
        Command::ReduceBlock {
            shift,
            block: linli_domain::BlockId(id(80)),
            headcount: 0,
        },
        proof(Proof::Code {
            step: 177_762_960,
            mac: "0".repeat(32),
        }),
        proof(Proof::Digits {
            step: 177_762_960,
            digits: "12345678".into(),
        }),
        proof(Proof::Printed {
            mac: "00112233445566778899aabbccddeeff".into(),
        }),
        proof(Proof::Arrived),
        Command::CheckOut { shift, at: at(700) },
        Command::MarkPresent {
            shift,
            sign_up,
            at: at(600),
        },
        Command::MarkLeft {
            shift,
            sign_up,
            at: at(700),
        },
        Command::MarkAbsent { shift, sign_up },
        Command::ClearMark { shift, sign_up },
        Command::ConfirmHours {
            shift,
            entries: vec![
                HoursEntry {
                    sign_up,
                    minutes: None,
                },
                HoursEntry {
                    sign_up,
                    minutes: Some(45),
                },
            ],
        },
        Command::MarkSeen {
            notice: NoticeId(id(70)),
        },
        Command::SubmitMonth {
            place: code(HOME),
            month: "2026-05".parse().unwrap(),
        },
        Command::Tick {
            document: DocumentKey::Case(case),
            due: at(900),
        },
        Command::ContestAbsence {
            shift,
            reason: reason(),
        },
        Command::AnswerContest {
            shift,
            sign_up,
            reason: reason(),
        },
        Command::RequestCorrection {
            record: RecordId(id(50)),
            reason: reason(),
        },
        Command::AnswerCorrection {
            record: RecordId(id(50)),
            minutes: None,
            reason: reason(),
        },
        Command::AnswerCorrection {
            record: RecordId(id(50)),
            minutes: Some(45),
            reason: reason(),
        },
        Command::EnterAttendance {
            shift,
            photo: Some("5e".repeat(32)),
            entries: vec![
                PaperEntry {
                    sign_up,
                    person,
                    from: None,
                    to: None,
                },
                PaperEntry {
                    sign_up,
                    person,
                    from: Some(at(610)),
                    to: Some(at(700)),
                },
            ],
        },
        Command::EnterAttendance {
            shift,
            photo: None,
            entries: Vec::new(),
        },
        Command::HandOver { shift, to: person },
        Command::PostponeShift {
            shift,
            span: span(END, END + 120),
            reason: "rain".into(),
        },
        Command::NameHelper {
            person,
            helper: PersonId(id(2)),
        },
        Command::EndHelper {
            person,
            helper: PersonId(id(2)),
        },
    ];
    all.extend(coming_in());
    all
}

pub fn presence(minutes: i64, evidence: Evidence, verified: bool) -> Option<Presence> {
    Some(Presence {
        at: at(minutes),
        evidence,
        verified,
    })
}

pub fn consents() -> Vec<Consented> {
    use Consented::*;
    vec![InPerson, ByPhone, InWriting]
}

pub fn sign_up_states() -> Vec<SignUpState> {
    use SignUpState::*;
    vec![
        Requested,
        Waitlisted,
        Offered { until: at(1) },
        Reconfirm,
        Confirmed,
        CheckedIn,
        CheckedOut,
        HoursConfirmed,
        Declined,
        Withdrawn { late: true },
        Cancelled,
        NotRecorded,
        NoShow { contested: true },
    ]
}

pub fn shift_document(state: ShiftState) -> Shift {
    let contact = |n, name: &str| {
        Some(Contact {
            id: PersonId(id(n)),
            name: name.into(),
            phone: Some("0411".into()),
            to_reach: (n == 4).then(|| NoticeId(id(71))),
        })
    };
    let entry = |n: usize, state| SignUp {
        id: SignUpId(id(50 + n as u128)),
        person: (n != 0).then(|| PersonId(id(100 + n as u128))),
        name: format!("Neighbour {n}"),
        phone: Some("139".into()),
        block: (n == 0).then(|| linli_domain::BlockId(id(80))),
        actor: (1..4).contains(&n).then(|| PersonId(id(3))),
        actor_name: if (1..4).contains(&n) { "Lead" } else { "" }.into(),
        consent: n.checked_sub(1).and_then(|n| consents().get(n).copied()),
        to_reach: (n == 2).then(|| NoticeId(id(70))),
        rank: n as u32 + 1,
        at: at(0),
        state,
        check_in: presence(600, Evidence::RotatingCode, true).filter(|_| state.is_present()),
        check_out: presence(700, Evidence::LeadTick, false)
            .filter(|_| state == SignUpState::CheckedOut),
        minutes: (state == SignUpState::HoursConfirmed).then_some(90),
        told_passed_over: state == SignUpState::Waitlisted,
        offer_lapsed: state == SignUpState::Waitlisted,
        coming: state == SignUpState::Confirmed,
        entered_by: (state == SignUpState::HoursConfirmed).then(|| PersonId(id(3))),
        contest: matches!(state, SignUpState::NoShow { .. }).then(|| Contest {
            reason: "I was there".into(),
            at: at(800),
            answer: Some("Nobody saw you".into()),
        }),
    };
    Shift {
        id: ShiftId(id(40)),
        desk: code(HOME),
        about: whole_shift(),
        state,
        lead: contact(3, "Lead"),
        deputy: contact(4, "Deputy"),
        secret: Some(Secret("00112233445566778899aabbccddeeff".into())),
        roster: sign_up_states()
            .into_iter()
            .enumerate()
            .map(|(n, state)| entry(n, state))
            .collect(),
        blocks: vec![Block {
            id: linli_domain::BlockId(id(80)),
            team: OrganizationId(id(10)),
            headcount: 1,
        }],
        next_rank: 14,
        arranged: Arranged {
            door_word: Some("0417".into()),
            resident_told: Some(ResidentTold {
                at: at(20),
                by: PersonId(id(1)),
                span: span(START, END),
                people: vec![PersonId(id(104))],
                cancelled: true,
            }),
            asked: vec![OrganizationId(id(10))],
            reminded: true,
        },
        sheets: vec![Sheet {
            photo: "5e".repeat(32),
            by: PersonId(id(3)),
            at: at(800),
        }],
    }
}

pub fn case_document() -> Case {
    Case {
        id: CaseId(id(30)),
        no: "0501-0030".into(),
        kind: CaseKind::Need,
        about: NeedAbout {
            visibility: Visibility::Public,
            ..whole_need()
        },
        desk: code(HOME),
        reporter: PersonId(id(1)),
        reporter_name: "Sun".into(),
        posted_at: at(0),
        state: CaseState::Assigned,
        since: at(5),
        due: Some(at(900)),
        assignee: Some(Assignee::Person(PersonId(id(2)))),
        outcome: Some("done".into()),
        shifts: [
            LinkState::Open,
            LinkState::Claimed,
            LinkState::Started,
            LinkState::Recorded,
            LinkState::Cancelled,
        ]
        .map(|state| ShiftLink {
            shift: ShiftId(id(40)),
            state,
        })
        .into(),
        rating: Some(5),
        unverified: true,
    }
}

pub fn record_document(state: RecordState) -> ServiceRecord {
    ServiceRecord {
        id: RecordId(id(50)),
        volunteer: PersonId(id(1)),
        volunteer_name: "Sun".into(),
        shift: ShiftId(id(40)),
        activity: text("Fair"),
        content: "Carry tables".into(),
        span: span(START, END),
        place: code(GRID),
        desk: code(HOME),
        minutes: 105,
        organization: Some(OrganizationId(id(10))),
        lead: "Lead".into(),
        evidence: Evidence::EnteredAfterwards,
        without_check_out: true,
        confirmed_by: PersonId(id(3)),
        confirmed_at: at(END),
        state,
        corrections: vec![Correction {
            minutes_before: 90,
            reason: "left later".into(),
            by: PersonId(id(3)),
            at: at(900),
        }],
        requests: vec![
            CorrectionRequest {
                reason: "I left later".into(),
                at: at(800),
                answer: Some(CorrectionAnswer {
                    reason: "left later".into(),
                    by: PersonId(id(3)),
                    at: at(900),
                }),
            },
            CorrectionRequest {
                reason: "And came earlier".into(),
                at: at(950),
                answer: None,
            },
        ],
    }
}

pub fn notice_kinds() -> Vec<NoticeKind> {
    use NoticeKind::*;
    vec![
        Promoted,
        PassedOver,
        MovedToWaitingList,
        ShiftCancelled {
            reason: "rain".into(),
        },
        SignedUpByOther { by: "Lead".into() },
        GivenBackByOther { by: "Lead".into() },
        ShiftChanged,
        PleaseReconfirm,
        LateWithdrawal { name: "Sun".into() },
        HoursConfirmed { minutes: 105 },
        MarkedAbsent,
        NotRecorded,
        NotReached,
        NeedAccepted,
        NeedRejected {
            reason: "no".into(),
        },
        NeedResolved,
        NeedClosed,
        NeedChanged,
        Offered { until: at(30) },
        OfferLapsed,
        DayBefore,
        Approved,
        RequestDeclined {
            reason: "because".into(),
        },
        ApprovalNeeded,
        TeamAsked { missing: 2 },
        AbsenceContested { name: "Sun".into() },
        AbsenceStands {
            reason: "no".into(),
        },
        AbsenceTakenBack,
        CorrectionAnswered {
            minutes: 105,
            reason: "no".into(),
        },
        HandedOver { to: "Sun".into() },
        ShiftPostponed {
            reason: "rain".into(),
        },
    ]
}

pub fn notice_document(kind: NoticeKind) -> Notice {
    let seen = || {
        vec![Seen {
            person: PersonId(id(1)),
            at: at(3),
        }]
    };
    Notice {
        id: NoticeId(id(70)),
        audience: Audience::Person(PersonId(id(1))),
        kind,
        about: Some(DocumentKey::Shift(ShiftId(id(40)))),
        title: text("Fair"),
        span: Some(span(START, END)),
        at: at(1),
        seen: seen(),
        told_by_phone: seen(),
    }
}

pub fn whole_month() -> MonthReport {
    let figures = Figures {
        needs_posted: 10,
        needs_done: 7,
        needs_rejected: 1,
        needs_withdrawn: 1,
        shifts_held: 4,
        shifts_failed: 1,
        shifts_cancelled: 2,
        places: 40,
        confirmed: 36,
        checked_in: 33,
        no_shows: 1,
        not_recorded: 2,
        people: 21,
        hours: [None, Some(OrganizationId(id(10)))]
            .map(|organization| TeamHours {
                organization,
                evidence: Evidence::LeadTick,
                records: 12,
                minutes: 1440,
            })
            .into(),
    };
    let late = LateChange {
        at: at(900),
        actor: PersonId(id(3)),
        document: DocumentKey::Record(RecordId(id(50))),
        changes: vec![Change {
            figure: Figure::Minutes,
            organization: Some(OrganizationId(id(10))),
            evidence: Some(Evidence::LeadTick),
            by: -30,
        }],
    };
    MonthReport {
        volunteers: [(PersonId(id(1)), 2)].into(),
        records_beyond: 1,
        submitted: Some(Submitted {
            figures: figures.clone(),
            by: PersonId(id(2)),
            by_name: "Worker".into(),
            at: at(800),
        }),
        figures,
        corrections: vec![late],
        corrections_beyond: 1,
        ..MonthReport::new(code(HOME), "2026-05".parse().unwrap())
    }
}

pub fn invitation_document() -> Invitation {
    Invitation {
        id: InvitationId(id(90)),
        desk: code(HOME),
        invited_to: InvitedTo::Team {
            team: OrganizationId(id(10)),
        },
        key: InvitationKey::Shown("00112233445566778899aabbccddeeff".into()),
        by: PersonId(id(3)),
        at: at(0),
        until: at(10_080),
        places: 40,
        came: vec![Came {
            person: PersonId(id(2)),
            at: at(5),
        }],
        ended: true,
    }
}

/// Every way of coming in.
fn coming_in() -> Vec<Command> {
    let invitation = InvitationId(id(90));
    let (person, team) = (PersonId(id(2)), OrganizationId(id(10)));
    let (token, grant) = ("00112233445566778899aabbccddeeff", GrantId(id(61)));
    let invited = [
        (InvitedTo::Team { team }, InvitationKey::Shown(token.into())),
        (
            InvitedTo::Role {
                role: Role::CommunityWorker,
                scope: Scope::Place(code(HOME)),
                to: Some(at(900)),
            },
            InvitationKey::Hashed("5e".repeat(32)),
        ),
        (
            InvitedTo::Device { person },
            InvitationKey::Hashed("5e".repeat(32)),
        ),
    ];
    let mut all: Vec<Command> = invited
        .map(|(to, key)| Command::Invite {
            invitation,
            to,
            key,
        })
        .into();
    let newcomer = Newcomer {
        name: "孙桂兰".into(),
        birth: Birth::Year(1948),
        phone: "139 0411 0000".into(),
        consents: vec!["membership".into()],
        guardian: Some(Guardian {
            name: "陈大明".into(),
            phone: "139 0000 0002".into(),
        }),
    };
    all.extend([
        Command::EndInvitation { invitation },
        Command::Join {
            invitation,
            token: token.into(),
            person,
            grant,
            newcomer: Some(Box::new(newcomer)),
        },
        Command::Know {
            person,
            team,
            grant,
        },
        Command::TurnAway { person, team },
        Command::AskErasure { person },
        Command::CallOffErasure { person },
        Command::Forget {
            person,
            named_in: vec![DocumentKey::Shift(ShiftId(id(40)))],
        },
    ]);
    all
}

pub fn documents() -> Vec<Document> {
    let grant = |role, scope, to| RoleGrant {
        id: GrantId(id(60)),
        role,
        scope,
        from: at(0),
        to,
        communities: vec![code(NEXT_DOOR)],
    };
    let person = Person {
        id: PersonId(id(1)),
        desk: code(HOME),
        about: whole_person(),
        grants: vec![
            grant(Role::New, Scope::Organization(OrganizationId(id(10))), None),
            grant(
                Role::CommunityAdmin,
                Scope::Place(code(HOME)),
                Some(at(900)),
            ),
        ],
        grants_revision: 2,
        commitments: [Firmness::Waiting, Firmness::Held]
            .map(|firmness| Commitment {
                shift: ShiftId(id(40)),
                sign_up: SignUpId(id(50)),
                span: span(START, END),
                firmness,
                visit: Some(match firmness {
                    Firmness::Waiting => Doorstep::Later,
                    Firmness::Held => Doorstep::Open(Box::new(Visited {
                        name: "Li".into(),
                        phone: Some("0411".into()),
                        address: Some("Number 4".into()),
                        door_word: "0417".into(),
                    })),
                }),
            })
            .into(),
        code_tries: vec![CodeTries {
            shift: ShiftId(id(40)),
            wrong: 2,
        }],
        helpers: vec![Helper {
            id: PersonId(id(5)),
            name: "Daughter".into(),
            places: Vec::new(),
        }],
        helps: vec![Helper {
            id: PersonId(id(6)),
            name: "Aunt".into(),
            places: vec![HelpedPlace {
                shift: ShiftId(id(40)),
                sign_up: SignUpId(id(41)),
            }],
        }],
        erasure: Some(Erasure {
            from: at(900),
            step: ErasureStep::Asked,
        }),
    };
    let mut documents = vec![
        Document::Place(Place {
            code: code(GRID),
            level: Level::Grid,
            parent: Some(code(HOME)),
            name: text("Grid three"),
            desk: code(HOME),
        }),
        Document::Organization(Organization {
            id: OrganizationId(id(10)),
            kind: OrganizationKind::VolunteerTeam,
            name: text("Red vests"),
            places: vec![code(HOME)],
            desk: code(HOME),
            communities: Vec::new(),
            parent: Some(OrganizationId(id(11))),
            specialty: Some("escort".into()),
            is_brand: true,
            external_ref: Some("T1".into()),
        }),
        Document::Organization(Organization {
            id: OrganizationId(id(10)),
            kind: OrganizationKind::VolunteerTeam,
            name: text("Rainbow"),
            places: vec![code(HOME), code(NEXT_DOOR)],
            desk: code(HOME),
            communities: vec![code(NEXT_DOOR)],
            parent: None,
            specialty: None,
            is_brand: false,
            external_ref: None,
        }),
        Document::Person(Box::new(person)),
        Document::Case(Box::new(case_document())),
        Document::Record(Box::new(record_document(RecordState::Amended))),
        Document::Notice(Box::new(notice_document(NoticeKind::Promoted))),
        Document::Month(Box::new(whole_month())),
        Document::Invitation(Box::new(invitation_document())),
        Document::Sealed(Box::new(linli_domain::sealed::Sealed {
            case: CaseId(id(30)),
            desk: code(HOME),
            reporter: PersonId(id(1)),
            about: Some(Box::new(NeedAbout {
                visibility: Visibility::Sealed,
                ..whole_need()
            })),
            readings: 2,
            ended: Some(at(END)),
        })),
    ];
    let states = [
        ShiftState::Open,
        ShiftState::Cancelled {
            reason: "rain".into(),
        },
    ];
    documents.extend(states.map(|state| Document::Shift(Box::new(shift_document(state)))));
    documents
}

pub fn refusals() -> Vec<Refusal> {
    use Refusal::*;
    let other = ShiftId(id(41));
    let mut all = vec![
        NotFound { kind: Kind::Shift },
        NotAllowed,
        IdTaken,
        ShiftFull { waiting: 3 },
        ListFull,
        AlreadySignedUp,
        NotSignedUp,
        DeadlinePassed { deadline: at(1) },
        OverlapsShift {
            other,
            span: span(START, END),
        },
        BusyThen,
        SkillNeeded {
            skill: "tea".into(),
        },
        TrainingNeeded {
            training: "first_aid".into(),
        },
        AgeNeeded { min_age: 18 },
        NewcomersOnSiteOnly,
        TooManyCommitments { max: 60 },
        CheckInNotYet { opens: at(570) },
        CheckInOver,
        CodeWrong { left: 4 },
        TooManyTries,
        WrongProof,
        NotConfirmed,
        AlreadyCheckedIn,
        NotCheckedIn { name: "Sun".into() },
        OwnWork,
        NotOver { ends: at(END) },
        WrongNeedState {
            state: CaseState::Closed,
        },
        FewerThanPresent { present: 2 },
        OtherCommunity,
        OfferOver,
        NotRequested,
        CallBackNeeded,
        CallFirst,
        Sealed,
        SealedNeedsServer,
        NobodyToTell,
        BlocksOnSiteOnly,
        NoSuchBlock,
        NotAMember,
        NotMarkedAbsent,
        ContestOver { since: at(END) },
        AlreadyAnswered,
        AlreadyAsked,
        NothingToAnswer,
        SecondApprover,
        TooManyHelpers { max: 5 },
        InvitationOver,
        InvitationUsed { max: 40 },
        NotNew,
        EndRolesFirst,
        WasErased,
        MonthNotOver { ends: at(0) },
        AlreadySubmitted { at: at(0) },
    ];
    let phases = [
        Phase::Draft,
        Phase::Open,
        Phase::Full,
        Phase::Closed,
        Phase::Running,
        Phase::Ended,
        Phase::Recorded,
        Phase::Cancelled,
    ];
    all.extend(phases.map(|phase| WrongPhase { phase }));
    let problems = [
        Problem::Missing,
        Problem::TooLong { max: 80 },
        Problem::OutOfRange { min: 1, max: 300 },
        Problem::NotAfterStart,
        Problem::AfterStart,
        Problem::InThePast,
        Problem::NotAPhone,
        Problem::Unknown,
        Problem::Unchanged,
    ];
    all.extend(problems.map(|problem| Field {
        field: linli_domain::refusal::Field::Title,
        problem,
    }));
    all
}

pub fn fields() -> Vec<Field> {
    use linli_domain::refusal::Field::*;
    vec![
        Title,
        Text,
        Category,
        Place,
        Start,
        End,
        Slots,
        MinStaff,
        MinAge,
        SignUpBy,
        WithdrawBy,
        Lead,
        Deputy,
        Organization,
        Risks,
        Bring,
        MeetingPoint,
        Checklist,
        Name,
        Phone,
        Birth,
        VolunteerNo,
        RecipientName,
        RecipientPhone,
        RecipientAddress,
        Reason,
        Evidence,
        Minutes,
        ExternalRef,
        Rating,
        Consent,
        Guardian,
        GuardianPhone,
        Headcount,
        Photo,
    ]
}
