//! A small town to decide in: two communities, a desk, a lead, and neighbours who do as they are told.

use chrono::{DateTime, TimeDelta};
use linli_domain::{
    Caller, CaseId, Command, CommandId, Context, Decided, Document, DocumentKey, Documents,
    GrantId, NoticeId, OrganizationId, PersonId, Profile, Refusal, ShiftId, SignUpId, Transition,
    case::{Case, CaseState, NeedAbout},
    command::{HoursEntry, NeedStep, Proof},
    decide,
    local::LocalText,
    month::{MonthReport, tally},
    notice::{Notice, NoticeKind},
    organization::OrganizationKind,
    person::{Doorstep, Person, PersonAbout, Role, Scope},
    place::{Level, PlaceCode},
    record::ServiceRecord,
    shift::{Consented, Evidence, Requirements, Secret, Shift, ShiftAbout, SignUp, SignUpState},
    time::{Instant, Span},
};
use std::collections::BTreeMap;
use uuid::Uuid;

pub type Answer = Result<(), Vec<Refusal>>;

/// The community in which everything happens.
pub const HOME: &str = "210204011009";
/// One of its grids.
pub const GRID: &str = "210204011009003";
/// The community next door.
pub const NEXT_DOOR: &str = "210204011010";

pub fn code(text: &str) -> PlaceCode {
    text.parse().unwrap()
}

/// Minutes after eight o'clock in the morning of the first of May 2026.
pub fn at(minutes: i64) -> Instant {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(1_777_593_600) + TimeDelta::minutes(minutes)
}

/// The shift of these tests starts ten hours on, and lasts two.
pub const START: i64 = 600;
pub const END: i64 = 720;

pub const fn person_id(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(0x1000 + n))
}

/// Works at the desk.
pub const WORKER: PersonId = person_id(1);
/// Works there too.
pub const COLLEAGUE: PersonId = person_id(2);
/// Leads the shifts of these tests.
pub const LEAD: PersonId = person_id(3);
/// Stands in for the lead.
pub const DEPUTY: PersonId = person_id(4);
/// Lives next door.
pub const STRANGER: PersonId = person_id(5);

pub struct Town {
    pub docs: BTreeMap<DocumentKey, Document>,
    pub now: Instant,
    pub profile: Profile,
    pub team: OrganizationId,
    pub log: Vec<Transition>,
    counter: u128,
}

impl Town {
    pub fn new() -> Self {
        let mut town = Town {
            docs: BTreeMap::new(),
            now: at(0),
            profile: Profile::default(),
            team: OrganizationId(Uuid::from_u128(0x2001)),
            log: Vec::new(),
            counter: 0,
        };
        for (place, level, desk) in [
            (HOME, Level::Community, HOME),
            (GRID, Level::Grid, HOME),
            (NEXT_DOOR, Level::Community, NEXT_DOOR),
        ] {
            town.sure(
                Caller::System,
                &Command::RegisterPlace {
                    code: code(place),
                    level,
                    name: text(place),
                    desk: code(desk),
                },
            );
        }
        let team = Command::RegisterOrganization {
            organization: town.team,
            kind: OrganizationKind::VolunteerTeam,
            name: text("Red vests"),
            places: vec![code(HOME)],
            desk: code(HOME),
            specialty: None,
            is_brand: true,
            external_ref: None,
        };
        town.sure(Caller::System, &team);
        for (who, name, home) in [
            (WORKER, "Worker", HOME),
            (COLLEAGUE, "Colleague", HOME),
            (LEAD, "Lead", HOME),
            (DEPUTY, "Deputy", HOME),
            (STRANGER, "Stranger", NEXT_DOOR),
        ] {
            town.registers(who, about(name, home));
        }
        for who in [WORKER, COLLEAGUE] {
            town.grants(who, Role::CommunityWorker, Scope::Place(code(HOME)), None);
        }
        town
    }

    /// A neighbour of the community; her number is her order of arrival in the tests.
    pub fn neighbour(&mut self, n: u128) -> PersonId {
        let person = person_id(100 + n);
        self.registers(person, about(&format!("Neighbour {n}"), HOME));
        person
    }

    pub fn neighbours<const N: usize>(&mut self) -> [PersonId; N] {
        std::array::from_fn(|n| self.neighbour(n as u128))
    }

    pub fn registers(&mut self, person: PersonId, about: PersonAbout) {
        let desk = about.home.at_most(12);
        let command = Command::RegisterPerson {
            person,
            desk,
            about: Box::new(about),
        };
        self.sure(Caller::System, &command);
    }

    pub fn grants(
        &mut self,
        person: PersonId,
        role: Role,
        scope: Scope,
        to: Option<Instant>,
    ) -> GrantId {
        let grant = GrantId(self.fresh());
        self.sure(
            Caller::System,
            &Command::GrantRole {
                person,
                grant,
                role,
                scope,
                to,
            },
        );
        grant
    }

    pub fn fresh(&mut self) -> Uuid {
        self.counter += 1;
        Uuid::from_u128(0xf000_0000 + self.counter)
    }

    /// Lets time pass until so many minutes after the beginning.
    pub fn at(&mut self, minutes: i64) -> &mut Self {
        self.now = at(minutes);
        self
    }

    /// Decides without writing.
    pub fn try_out(
        &self,
        caller: Caller,
        command: &Command,
    ) -> Result<Decided, linli_domain::Refused> {
        let mut entropy = [7; 32];
        entropy[..16].copy_from_slice(&(self.counter + 1).to_be_bytes());
        let ctx = Context {
            now: self.now,
            profile: &self.profile,
            command: CommandId(Uuid::from_u128(self.counter + 1)),
            entropy,
            predicting: false,
        };
        let mut docs = Documents::new();
        loop {
            let answer = decide(command, caller, &docs, &ctx);
            let missing = docs.take_missing();
            if missing.is_empty() {
                return answer;
            }
            for key in missing {
                let found = self.docs.get(&key).cloned();
                docs.put(key, found);
            }
        }
    }

    /// Decides and writes, as an authority does.
    pub fn ask(&mut self, caller: Caller, command: &Command) -> Answer {
        let (decided, answer) = match self.try_out(caller, command) {
            Ok(decided) => {
                let without_log = decided.transitions.is_empty();
                assert!(
                    decided.documents.is_empty() || !without_log,
                    "a change has its transition"
                );
                (decided, Ok(()))
            }
            Err(refused) => {
                assert!(
                    !refused.reasons.is_empty(),
                    "a refusal is never without a reason"
                );
                let documents = refused.documents;
                (
                    Decided {
                        documents,
                        transitions: Vec::new(),
                    },
                    Err(refused.reasons),
                )
            }
        };
        self.counter += 1;
        self.log.extend(decided.transitions);
        for document in decided.documents {
            self.docs.insert(document.key(), document);
        }
        self.months_add_up();
        answer
    }

    /// Every month report is the sum of what all documents count for, whatever was done.
    fn months_add_up(&self) {
        if planted() {
            return;
        }
        let mut sums: BTreeMap<DocumentKey, MonthReport> = BTreeMap::new();
        for document in self.docs.values() {
            if let Document::Month(report) = document {
                let empty = || MonthReport::new(report.desk.clone(), report.month);
                sums.entry(report.key()).or_insert_with(empty);
            }
            let Some((desk, month, tallies)) = tally(document, &self.profile) else {
                continue;
            };
            let empty = MonthReport::new(desk, month);
            let sum = sums.entry(empty.key()).or_insert(empty);
            for tally in tallies {
                sum.add(tally.figure, &tally.of, tally.n);
            }
        }
        for (key, sum) in sums {
            let Some(Document::Month(report)) = self.docs.get(&key) else {
                panic!("no {key}");
            };
            assert_eq!(report.figures, sum.figures, "{key}");
            assert_eq!(report.volunteers, sum.volunteers, "{key}");
        }
    }

    pub fn by(&mut self, person: PersonId, command: &Command) -> Answer {
        self.ask(Caller::Person(person), command)
    }

    pub fn sure(&mut self, caller: Caller, command: &Command) {
        assert_eq!(self.ask(caller, command), Ok(()), "{command:?}");
    }

    /// What would be refused; nothing is written.
    pub fn reasons(&self, person: PersonId, command: &Command) -> Vec<Refusal> {
        match self.try_out(Caller::Person(person), command) {
            Ok(_) => Vec::new(),
            Err(refused) => refused.reasons,
        }
    }
}

/// What people do, in one word each.
impl Town {
    pub fn opens(&mut self, about: ShiftAbout) -> ShiftId {
        let shift = ShiftId(self.fresh());
        let command = Command::OpenShift {
            shift,
            about: Box::new(about),
        };
        self.sure(Caller::Person(WORKER), &command);
        shift
    }

    pub fn signs_up(&mut self, person: PersonId, shift: ShiftId) -> Answer {
        let sign_up = SignUpId(self.fresh());
        self.by(
            person,
            &Command::SignUp {
                shift,
                sign_up,
                or_wait: true,
            },
        )
    }

    /// Everybody signs up, in this order.
    pub fn all_sign_up(&mut self, people: &[PersonId], shift: ShiftId) {
        for person in people {
            assert_eq!(self.signs_up(*person, shift), Ok(()));
        }
    }

    pub fn signs_up_for(&mut self, who: PersonId, whom: PersonId, shift: ShiftId) -> Answer {
        let sign_up = SignUpId(self.fresh());
        let command = Command::SignUpFor {
            shift,
            sign_up,
            person: whom,
            consent: Consented::ByPhone,
            or_wait: true,
        };
        self.by(who, &command)
    }

    pub fn gives_back_for(&mut self, who: PersonId, whom: PersonId, shift: ShiftId) -> Answer {
        let sign_up = self.entry(shift, whom).id;
        self.by(who, &Command::WithdrawFor { shift, sign_up })
    }

    pub fn approves(&mut self, who: PersonId, whom: PersonId, shift: ShiftId) -> Answer {
        let sign_up = self.entry(shift, whom).id;
        self.by(who, &Command::Approve { shift, sign_up })
    }

    /// Time does what it must, until nothing is due any more.
    pub fn time_ticks(&mut self) {
        for _ in 0..50 {
            let due = self.docs.values().find_map(|document| {
                let due = linli_domain::next_due(document, &self.profile)?;
                (due <= self.now).then(|| (document.key(), due))
            });
            let Some((document, due)) = due else { return };
            self.sure(Caller::System, &Command::Tick { document, due });
        }
        panic!("something stays due for ever");
    }

    pub fn adds(&mut self, who: PersonId, whom: PersonId, shift: ShiftId) -> Answer {
        let sign_up = SignUpId(self.fresh());
        let command = Command::AddOnSite {
            shift,
            sign_up,
            person: whom,
        };
        self.by(who, &command)
    }

    pub fn tells_by_phone(&mut self, who: PersonId, whom: PersonId, shift: ShiftId) -> Answer {
        self.by(
            who,
            &Command::TellByPhone {
                shift,
                person: whom,
            },
        )
    }

    pub fn sees(&mut self, person: PersonId) -> Answer {
        let notice = self.last_notice(person);
        self.by(person, &Command::MarkSeen { notice })
    }

    /// Who has not been reached, on the roster or leading it.
    pub fn not_reached(&self, shift: ShiftId) -> Vec<PersonId> {
        let shift = self.shift(shift);
        let contacts = shift.lead.iter().chain(&shift.deputy).map(|c| c.id);
        let mut people: Vec<PersonId> = shift.roster.iter().filter_map(|e| e.person).collect();
        people.extend(contacts);
        people.retain(|person| shift.to_reach(*person).iter().any(Option::is_some));
        people.dedup();
        people
    }

    pub fn withdraws(&mut self, person: PersonId, shift: ShiftId) -> Answer {
        self.by(person, &Command::Withdraw { shift })
    }

    pub fn corrects(&mut self, shift: ShiftId, change: impl FnOnce(&mut ShiftAbout)) -> Answer {
        let mut about = self.shift(shift).about.clone();
        change(&mut about);
        self.by(
            WORKER,
            &Command::CorrectShift {
                shift,
                about: Box::new(about),
            },
        )
    }

    pub fn cancels(&mut self, shift: ShiftId) -> Answer {
        self.by(
            WORKER,
            &Command::CancelShift {
                shift,
                reason: "rain".into(),
            },
        )
    }

    /// Checks in with the right code of this moment.
    pub fn checks_in(&mut self, person: PersonId, shift: ShiftId) -> Answer {
        let step = linli_domain::codes::step_at(self.now);
        let mac = linli_domain::codes::code(&self.secret(shift), shift, step);
        let at = self.now;
        self.by(
            person,
            &Command::CheckIn {
                shift,
                proof: Proof::Code { step, mac },
                at,
            },
        )
    }

    pub fn checks_out(&mut self, person: PersonId, shift: ShiftId) -> Answer {
        let at = self.now;
        self.by(person, &Command::CheckOut { shift, at })
    }

    pub fn ticks(&mut self, who: PersonId, shift: ShiftId, whom: PersonId) -> Answer {
        let (sign_up, at) = (self.entry(shift, whom).id, self.now);
        self.by(who, &Command::MarkPresent { shift, sign_up, at })
    }

    pub fn confirms(&mut self, who: PersonId, shift: ShiftId, whom: &[PersonId]) -> Answer {
        let entries = whom
            .iter()
            .map(|person| HoursEntry {
                sign_up: self.entry(shift, *person).id,
                minutes: None,
            })
            .collect();
        self.by(who, &Command::ConfirmHours { shift, entries })
    }

    pub fn posts(&mut self, reporter: PersonId) -> CaseId {
        let case = CaseId(self.fresh());
        let about = Box::new(need());
        self.sure(Caller::Person(reporter), &Command::PostNeed { case, about });
        case
    }

    pub fn handles(&mut self, who: PersonId, case: CaseId, step: NeedStep) -> Answer {
        self.by(who, &Command::HandleNeed { case, step })
    }
}

/// What stands in the documents.
impl Town {
    pub fn shift(&self, id: ShiftId) -> &Shift {
        match self.docs.get(&DocumentKey::Shift(id)) {
            Some(Document::Shift(shift)) => shift,
            other => panic!("no shift: {other:?}"),
        }
    }

    pub fn person(&self, id: PersonId) -> &Person {
        match self.docs.get(&DocumentKey::Person(id)) {
            Some(Document::Person(person)) => person,
            other => panic!("no person: {other:?}"),
        }
    }

    /// What a person knows of whom they visit.
    pub fn doorstep(&self, person: PersonId, shift: ShiftId) -> Option<Doorstep> {
        let promised = &self.person(person).commitments;
        let of_shift = promised.iter().find(|c| c.shift == shift);
        of_shift.and_then(|c| c.visit.clone())
    }

    pub fn case(&self, id: CaseId) -> &Case {
        match self.docs.get(&DocumentKey::Case(id)) {
            Some(Document::Case(case)) => case,
            other => panic!("no case: {other:?}"),
        }
    }

    pub fn case_state(&self, id: CaseId) -> CaseState {
        self.case(id).state
    }

    pub fn entry(&self, shift: ShiftId, person: PersonId) -> &SignUp {
        self.shift(shift).entry_of(person).expect("on the roster")
    }

    pub fn state(&self, shift: ShiftId, person: PersonId) -> SignUpState {
        self.entry(shift, person).state
    }

    pub fn secret(&self, shift: ShiftId) -> Secret {
        self.shift(shift).secret.clone().expect("a secret")
    }

    pub fn record(&self, shift: ShiftId, person: PersonId) -> Option<&ServiceRecord> {
        self.docs.values().find_map(|document| match document {
            Document::Record(record) if record.shift == shift && record.volunteer == person => {
                Some(&**record)
            }
            _ => None,
        })
    }

    pub fn notices(&self, person: PersonId) -> Vec<&Notice> {
        let mut notices: Vec<&Notice> = self
            .docs
            .values()
            .filter_map(|document| match document {
                Document::Notice(notice)
                    if notice.audience == linli_domain::Audience::Person(person) =>
                {
                    Some(&**notice)
                }
                _ => None,
            })
            .collect();
        notices.sort_by_key(|notice| (notice.at, notice.id));
        notices
    }

    /// What a person was told, the oldest first.
    pub fn told(&self, person: PersonId) -> Vec<NoticeKind> {
        self.notices(person)
            .into_iter()
            .map(|notice| notice.kind.clone())
            .collect()
    }

    pub fn last_notice(&self, person: PersonId) -> NoticeId {
        self.notices(person).last().expect("a notice").id
    }
}

#[cfg(feature = "planted-bugs")]
fn planted() -> bool {
    use linli_domain::planted::{Bug, is};
    is(Bug::MonthCountsTwice) || is(Bug::FrozenMonthMoves)
}

#[cfg(not(feature = "planted-bugs"))]
fn planted() -> bool {
    false
}

pub fn text(text: &str) -> LocalText {
    LocalText::one("en", text)
}

pub fn about(name: &str, home: &str) -> PersonAbout {
    PersonAbout {
        phone: Some("13900000000".into()),
        ..PersonAbout::new(format!("V-{name}"), name.into(), code(home))
    }
}

pub fn need() -> NeedAbout {
    NeedAbout {
        title: text("Stalls at the fair"),
        text: String::new(),
        category: "fair".into(),
        place: code(GRID),
        urgency: Default::default(),
        visibility: Default::default(),
        source: Default::default(),
        risks: String::new(),
        recipient: None,
        external_ref: None,
    }
}

pub fn span(from: i64, to: i64) -> Span {
    Span {
        start: at(from),
        end: at(to),
    }
}

/// A shift on site with so many places, led by the town's lead and deputy.
pub fn post(slots: u16) -> ShiftAbout {
    ShiftAbout {
        title: text("Fair"),
        text: "Carry tables".into(),
        parent: None,
        kind: Default::default(),
        attendance: Default::default(),
        place: code(GRID),
        meeting_point: "At the gate".into(),
        span: span(START, END),
        sign_up_by: None,
        withdraw_by: Some(at(300)),
        slots,
        min_staff: 0,
        requirements: Requirements::default(),
        risks: String::new(),
        bring: String::new(),
        insurance: false,
        checklist: Vec::new(),
        organization: None,
        lead: Some(person_id(3)),
        deputy: Some(person_id(4)),
        counts_as_volunteer: true,
        urgency: Default::default(),
        external_ref: None,
    }
}

pub fn post_at(slots: u16, from: i64, to: i64) -> ShiftAbout {
    ShiftAbout {
        span: span(from, to),
        withdraw_by: None,
        ..post(slots)
    }
}

pub fn evidence(entry: &SignUp) -> (Evidence, bool) {
    let presence = entry.check_in.as_ref().expect("a check-in");
    (presence.evidence, presence.verified)
}
