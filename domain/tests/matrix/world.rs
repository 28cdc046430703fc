//! What is addressed: a shift, a need, a record, people and notices of one community, in every state that they come
//! into, with the caller standing to them in one way. All of it is made by commands, as it is in life.

use crate::{town::*, who::*};
use linli_domain::{
    BlockId, Caller, CaseId, Command, Document, DocumentKey, GrantId, InvitationId, NoticeId,
    PersonId, RecordId, ShiftId, SignUpId,
    case::{Assignee, NeedAbout, Recipient, Visibility},
    command::{HoursEntry, NeedStep, PaperEntry},
    invitation::{InvitationKey, InvitedTo, MEMBERSHIP, Newcomer},
    person::{PersonAbout, Role, Scope},
    shift::{Attendance, Parent, ShiftAbout, ShiftState},
    time::Birth,
};
use uuid::Uuid;

/// How the caller stands to what is addressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rel {
    Nothing,
    Lead,
    Deputy,
    OnRoster,
    Helps,
    Reporter,
    Assignee,
}

/// Where the shift stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stands {
    Draft,
    Open,
    Block,
    Visit,
    VisitApproved,
    Postponed,
    Running,
    Ended,
    Absent,
    Contested,
    Recorded,
    Disputed,
    Answered,
    Cancelled,
    MonthOver,
    MonthHandedUp,
}

pub const SHIFTS: [Stands; 16] = [
    Stands::Draft,
    Stands::Open,
    Stands::Block,
    Stands::Visit,
    Stands::VisitApproved,
    Stands::Postponed,
    Stands::Running,
    Stands::Ended,
    Stands::Absent,
    Stands::Contested,
    Stands::Recorded,
    Stands::Disputed,
    Stands::Answered,
    Stands::Cancelled,
    Stands::MonthOver,
    Stands::MonthHandedUp,
];

/// Where the need stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    Submitted,
    Accepted,
    ForTheDesk,
    Sealed,
    WithTeam,
    Assigned,
    InProgress,
    Resolved,
    ResolvedPlain,
    Closed,
    Rejected,
    Withdrawn,
}

pub const NEEDS: [Need; 12] = [
    Need::Submitted,
    Need::Accepted,
    Need::ForTheDesk,
    Need::Sealed,
    Need::WithTeam,
    Need::Assigned,
    Need::InProgress,
    Need::Resolved,
    Need::ResolvedPlain,
    Need::Closed,
    Need::Rejected,
    Need::Withdrawn,
];

/// On the roster, put there by the desk; in the team.
pub const VERA: PersonId = person_id(0x71);
/// On the roster by herself.
pub const WANDA: PersonId = person_id(0x72);
/// Reported the need.
pub const RITA: PersonId = person_id(0x73);
/// On no roster.
pub const XENIA: PersonId = person_id(0x74);
/// Helps Vera.
pub const HELGA: PersonId = person_id(0x75);

/// Came in by the team's code.
pub const NINA: PersonId = person_id(0x76);
/// What opens the team's code.
pub const TOKEN: &str = "00112233445566778899aabbccddeeff";

/// The team's code.
pub fn team_code() -> InvitationId {
    InvitationId(Uuid::from_u128(0xc0de))
}

/// Something that must not be told to everybody, as it would stand in what is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Canary {
    RecipientName,
    RecipientPhone,
    RecipientAddress,
    DoorWord,
    ReporterName,
    Outcome,
    ExternalRef,
    VolunteerName,
    VolunteerPhone,
    Birth,
    HelperName,
    LeadPhone,
    Secret,
    ContestReason,
    RecordReason,
    Photo,
    VolunteerInMonth,
    InvitationToken,
}

pub struct World {
    pub town: Town,
    pub rel: Rel,
    pub shift: ShiftId,
    pub case: CaseId,
    pub stands: Option<Stands>,
    pub need: Option<Need>,
    pub block: BlockId,
    pub canaries: Vec<(Canary, String)>,
}

fn whole(name: &str, n: u128) -> PersonAbout {
    PersonAbout {
        phone: Some(format!("139000000{n}")),
        birth: Some(Birth::Date("1948-02-29".parse().unwrap())),
        external_ref: Some("Ref-of-the-list".into()),
        ..about(name, HOME)
    }
}

impl World {
    fn new(rel: Rel) -> World {
        let mut town = wide_town();
        for (person, name, n) in [
            (VERA, "Canary Vera", 71),
            (WANDA, "Canary Wanda", 72),
            (RITA, "Canary Rita", 73),
            (XENIA, "Canary Xenia", 74),
            (HELGA, "Canary Helga", 75),
            (LEAD, "Lead", 76),
            (DEPUTY, "Deputy", 77),
        ] {
            town.registers(person, whole(name, n));
        }
        town.registers(ME, about("Me", HOME));
        let team = Scope::Organization(town.team);
        town.grants(VERA, Role::Volunteer, team, None);
        let mut helpers = vec![(VERA, HELGA)];
        if rel == Rel::Helps {
            helpers.extend([(VERA, ME), (XENIA, ME)]);
        }
        for (person, helper) in helpers {
            let name = Command::NameHelper { person, helper };
            assert_eq!(town.by(WORKER, &name), Ok(()));
        }
        let invite = Command::Invite {
            invitation: team_code(),
            to: InvitedTo::Team { team: town.team },
            key: InvitationKey::Shown(TOKEN.into()),
        };
        assert_eq!(town.by(WORKER, &invite), Ok(()));
        let newcomer = Newcomer {
            name: "Nina".into(),
            birth: Birth::Year(1950),
            phone: "13900000079".into(),
            consents: vec![MEMBERSHIP.into()],
            guardian: None,
        };
        let join = Command::Join {
            invitation: team_code(),
            token: TOKEN.into(),
            person: NINA,
            grant: GrantId(Uuid::from_u128(0x6e)),
            newcomer: Some(Box::new(newcomer)),
        };
        town.sure(Caller::System, &join);
        town.at(120);
        World {
            town,
            rel,
            shift: ShiftId(Uuid::nil()),
            case: CaseId(Uuid::nil()),
            stands: None,
            need: None,
            block: BlockId(Uuid::from_u128(0xb10c)),
            canaries: Vec::new(),
        }
    }

    /// A community with a shift that stands so.
    pub fn with_shift(rel: Rel, stands: Stands) -> World {
        use Stands::*;
        let mut world = World::new(rel);
        world.stands = Some(stands);
        let visit = matches!(stands, Visit | VisitApproved);
        if visit {
            world.posts(RITA, true, Visibility::Public);
            world.handles(WORKER, NeedStep::Accept);
            world.need = Some(Need::Accepted);
        }
        let about = ShiftAbout {
            lead: Some(if rel == Rel::Lead { ME } else { LEAD }),
            deputy: Some(if rel == Rel::Deputy { ME } else { DEPUTY }),
            attendance: if visit {
                Attendance::Visit
            } else {
                Attendance::Site
            },
            parent: visit.then_some(Parent::Case(world.case)),
            ..post(10)
        };
        world.shift = world.town.opens(about);
        world.people_sign_up(stands);
        world.brings_to(stands);
        world.note_canaries();
        world
    }

    fn people_sign_up(&mut self, stands: Stands) {
        let shift = self.shift;
        let mut own = vec![WANDA];
        match stands {
            Stands::Block => {
                let reserve = Command::ReserveBlock {
                    shift,
                    block: self.block,
                    team: self.town.team,
                    headcount: 2,
                };
                assert_eq!(self.town.by(WORKER, &reserve), Ok(()));
            }
            // Whoever runs the shift and signs somebody up approves them by it.
            Stands::Visit | Stands::VisitApproved => own.push(VERA),
            _ => assert_eq!(self.town.signs_up_for(WORKER, VERA, shift), Ok(())),
        }
        if self.rel == Rel::OnRoster {
            own.push(ME);
        }
        self.town.all_sign_up(&own, shift);
    }

    /// Whom the state is about: Vera, and the caller where they are on the roster.
    fn signed_up(&self) -> Vec<PersonId> {
        let mut people = vec![VERA];
        people.extend((self.rel == Rel::OnRoster).then_some(ME));
        people
    }

    fn brings_to(&mut self, stands: Stands) {
        use Stands::*;
        let shift = self.shift;
        let people = self.signed_up();
        match stands {
            Open | Visit => {}
            Draft => {
                let key = DocumentKey::Shift(shift);
                let Some(Document::Shift(found)) = self.town.docs.get_mut(&key) else {
                    panic!("a shift")
                };
                found.state = ShiftState::Draft;
            }
            Block => {
                let team = self.town.team;
                let asked = Command::AskTeam { shift, team };
                assert_eq!(self.town.by(WORKER, &asked), Ok(()));
                let sign_up = self.place_of_block();
                self.names(sign_up, VERA);
            }
            VisitApproved => {
                for person in people {
                    assert_eq!(self.town.approves(WORKER, person, shift), Ok(()));
                }
            }
            Postponed => {
                let later = Command::PostponeShift {
                    shift,
                    span: span(START + 1440, END + 1440),
                    reason: "rain".into(),
                };
                assert_eq!(self.town.by(WORKER, &later), Ok(()));
            }
            Cancelled => assert_eq!(self.town.cancels(shift), Ok(())),
            Running | Ended => self.are_there(stands),
            Absent | Contested => {
                self.town.at(END + 10);
                for person in people {
                    let sign_up = self.entry(person);
                    let absent = Command::MarkAbsent { shift, sign_up };
                    assert_eq!(self.town.by(WORKER, &absent), Ok(()));
                }
                if stands == Contested {
                    let reason = "Canary: I was there".to_owned();
                    let contest = Command::ContestAbsence { shift, reason };
                    assert_eq!(self.town.by(VERA, &contest), Ok(()));
                }
            }
            Recorded | Disputed | Answered | MonthOver | MonthHandedUp => self.is_recorded(stands),
        }
    }

    fn are_there(&mut self, stands: Stands) {
        self.town.at(START + 10);
        // The caller shows that they are there themselves while it goes on.
        let mut there = self.signed_up();
        there.retain(|person| stands != Stands::Running || *person != ME);
        for person in there {
            assert_eq!(self.town.ticks(WORKER, self.shift, person), Ok(()));
        }
        if stands == Stands::Ended {
            self.town.at(END + 10);
            let sheet = Command::EnterAttendance {
                shift: self.shift,
                photo: Some("5e".repeat(32)),
                entries: vec![PaperEntry {
                    sign_up: SignUpId(Uuid::from_u128(0x5e5e)),
                    person: XENIA,
                    from: None,
                    to: None,
                }],
            };
            assert_eq!(self.town.by(COLLEAGUE, &sheet), Ok(()));
        }
    }

    fn is_recorded(&mut self, stands: Stands) {
        self.are_there(Stands::Recorded);
        self.town.at(END + 10);
        let people = self.signed_up();
        assert_eq!(self.town.confirms(WORKER, self.shift, &people), Ok(()));
        for person in people {
            let record = self.record(person);
            let reason = "Canary: it was longer".to_owned();
            if matches!(stands, Stands::Disputed | Stands::Answered) {
                let ask = Command::RequestCorrection { record, reason };
                assert_eq!(self.town.by(person, &ask), Ok(()));
            }
            if stands == Stands::Answered {
                let answer = Command::AnswerCorrection {
                    record,
                    minutes: Some(60),
                    reason: "Canary: it was not".into(),
                };
                assert_eq!(self.town.by(WORKER, &answer), Ok(()));
            }
        }
        if matches!(stands, Stands::MonthOver | Stands::MonthHandedUp) {
            self.town.at(60 * 24 * 40);
        }
        if stands == Stands::MonthHandedUp {
            let (place, month) = (code(HOME), "2026-05".parse().unwrap());
            let submit = Command::SubmitMonth { place, month };
            assert_eq!(self.town.by(WORKER, &submit), Ok(()));
        }
    }

    fn names(&mut self, sign_up: SignUpId, person: PersonId) {
        let name = Command::NameMember {
            shift: self.shift,
            sign_up,
            person: Some(person),
            consent: linli_domain::shift::Consented::ByPhone,
        };
        assert_eq!(self.town.by(WORKER, &name), Ok(()));
    }

    /// A community with a need that stands so.
    pub fn with_need(rel: Rel, need: Need) -> World {
        let mut world = World::new(rel);
        world.need = Some(need);
        let reporter = if rel == Rel::Reporter { ME } else { RITA };
        let visibility = match need {
            Need::ForTheDesk => Visibility::Desk,
            Need::Sealed => Visibility::Sealed,
            _ => Visibility::Public,
        };
        world.posts(reporter, need != Need::ResolvedPlain, visibility);
        world.takes_on(need);
        world.note_canaries();
        world
    }

    fn takes_on(&mut self, need: Need) {
        use Need::*;
        let reason = || "Canary: because".to_owned();
        match need {
            Submitted => return,
            Rejected => return self.handles(WORKER, NeedStep::Reject { reason: reason() }),
            _ => self.handles(WORKER, NeedStep::Accept),
        }
        let assignee = match (need, self.rel) {
            (Accepted | ForTheDesk, rel) if rel != Rel::Assignee => return,
            (WithTeam, rel) if rel != Rel::Assignee => Assignee::Organization(self.town.team),
            (_, Rel::Assignee) => Assignee::Person(ME),
            _ => Assignee::Person(VERA),
        };
        self.handles(WORKER, NeedStep::Assign { assignee });
        if matches!(need, Withdrawn) {
            self.opens_for_need();
            return self.handles(WORKER, NeedStep::Withdraw { reason: reason() });
        }
        if matches!(need, Accepted | ForTheDesk | Sealed | WithTeam | Assigned) {
            return;
        }
        self.handles(WORKER, NeedStep::Start);
        if need == InProgress {
            return;
        }
        let evidence = reason();
        self.handles(WORKER, NeedStep::Resolve { evidence });
        if need == Closed {
            let back = NeedStep::CallBack {
                helped: true,
                words: reason(),
                rating: None,
            };
            self.handles(COLLEAGUE, back);
        }
    }

    /// A shift for the need, which goes with it.
    fn opens_for_need(&mut self) {
        let about = ShiftAbout {
            parent: Some(Parent::Case(self.case)),
            ..post(2)
        };
        self.shift = self.town.opens(about);
    }

    fn posts(&mut self, reporter: PersonId, for_somebody: bool, visibility: Visibility) {
        self.case = CaseId(Uuid::from_u128(0xca5e));
        let recipient = Recipient {
            name: "Canary Sun".into(),
            phone: Some("13911111111".into()),
            address: Some("Canary street 4".into()),
            call_back: true,
        };
        let about = NeedAbout {
            recipient: for_somebody.then_some(recipient),
            external_ref: Some("Canary-12345".into()),
            visibility,
            ..need()
        };
        let post = Command::PostNeed {
            case: self.case,
            about: Box::new(about),
        };
        assert_eq!(self.town.by(reporter, &post), Ok(()));
    }

    fn handles(&mut self, who: PersonId, step: NeedStep) {
        let case = self.case;
        let handle = Command::HandleNeed { case, step };
        assert_eq!(self.town.ask(Caller::Person(who), &handle), Ok(()));
    }

    fn note_canaries(&mut self) {
        use Canary::*;
        let mut canaries: Vec<(Canary, String)> = [
            (RecipientName, "Canary Sun"),
            (RecipientPhone, "13911111111"),
            (RecipientAddress, "Canary street 4"),
            (ReporterName, "Canary Rita"),
            (Outcome, "Canary: because"),
            (ExternalRef, "Canary-12345"),
            (VolunteerName, "Canary Vera"),
            (VolunteerPhone, "13900000071"),
            (Birth, "1948-02-29"),
            (HelperName, "Canary Helga"),
            (LeadPhone, "13900000076"),
            (ContestReason, "Canary: I was there"),
            (RecordReason, "Canary: it was"),
            (InvitationToken, TOKEN),
        ]
        .map(|(canary, text)| (canary, text.to_owned()))
        .into();
        canaries.push((Photo, "5e".repeat(32)));
        canaries.push((VolunteerInMonth, VERA.to_string()));
        if let Some(Document::Shift(shift)) = self.town.docs.get(&DocumentKey::Shift(self.shift)) {
            let word = shift.arranged.door_word.as_ref();
            canaries.extend(word.map(|word| (DoorWord, format!("\"{word}\""))));
            canaries.extend(shift.secret.clone().map(|secret| (Secret, secret.0)));
        }
        self.canaries = canaries;
    }

    pub fn entry(&self, person: PersonId) -> SignUpId {
        let found = self.town.shift(self.shift).entry_of(person);
        found.map_or(SignUpId(Uuid::from_u128(0x404)), |entry| entry.id)
    }

    /// A place of the block without a name, or one that is nowhere.
    pub fn place_of_block(&self) -> SignUpId {
        let roster = self.town.shift(self.shift).roster.iter();
        let mut free = roster.filter(|entry| entry.block.is_some() && entry.person.is_none());
        free.next()
            .map_or(SignUpId(Uuid::from_u128(0x405)), |entry| entry.id)
    }

    pub fn record(&self, person: PersonId) -> RecordId {
        RecordId(self.entry(person).0)
    }

    /// The newest notice to somebody, or to the team.
    pub fn notice_to(&self, audience: &linli_domain::Audience) -> Option<NoticeId> {
        self.town
            .docs
            .values()
            .rev()
            .find_map(|document| match document {
                Document::Notice(notice) if notice.audience == *audience => Some(notice.id),
                _ => None,
            })
    }

    pub fn hours_of(&self, person: PersonId) -> Vec<HoursEntry> {
        let sign_up = self.entry(person);
        vec![HoursEntry {
            sign_up,
            minutes: None,
        }]
    }
}
