//! The community of a schedule: who there is, what is on its way, and how time passes.

use super::{
    addresses::Addresses,
    counts::Counts,
    driver::{DriverBug, Member},
    judge::{self, Verdict, check},
    judge_entries,
    model::{Model, Neighbour},
    server::Server,
};
use crate::rng::Rng;
use chrono::{DateTime, TimeDelta};
use linli_domain::{
    Caller, Command, CommandId, GrantId, OrganizationId, PersonId,
    local::LocalText,
    person::{PersonAbout, Role, Scope},
    place::Level,
    time::{Birth, Instant},
};
use linli_sync::{Changes, ChangesRequest, Envelope, Outcome, Table};
use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
};

/// The community.
pub const HOME: &str = "210204011009";
/// The one next door.
pub const NEXT_DOOR: &str = "210204011010";

/// What became of a tap, as far as the device said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is safe on the device.
    Queued,
    /// The device could not say: perhaps it is, perhaps not.
    Unknown,
    /// Taken back in time.
    Undone,
}

/// One tap.
#[derive(Clone, Debug)]
pub struct Tap {
    pub member: usize,
    pub command: Command,
    pub at: Instant,
    pub fate: Fate,
    /// A later tap, or a clock that jumped, may have let it go before its seven seconds.
    pub released: bool,
    /// What the screen showed of the person's own entry, and after how many commits.
    pub shown: Option<(usize, Option<linli_domain::shift::SignUpState>)>,
}

/// Something on its way.
#[derive(Clone, Debug)]
pub enum Flight {
    Submit {
        member: usize,
        tab: u64,
        envelope: Envelope,
    },
    Pull {
        member: usize,
        tab: u64,
        request: ChangesRequest,
    },
    Outcome {
        member: usize,
        tab: u64,
        id: CommandId,
        outcome: Outcome,
    },
    Changes {
        member: usize,
        tab: u64,
        changes: Changes,
    },
    /// Another tab has written.
    Hint { member: usize, tab: u64 },
}

/// A schedule, being played.
pub struct World {
    pub rng: Rng,
    pub now: Instant,
    pub server: Server,
    pub model: Model,
    pub members: Vec<Member>,
    /// People without a phone: they sign up at the desk's own screen.
    pub walk_ins: Vec<PersonId>,
    /// People of the register of whom nothing else is known: they are named to help, and helped.
    pub kin: Vec<PersonId>,
    /// Somebody whom the community next door has in its register.
    pub stranger: PersonId,
    pub flights: Vec<(Instant, Flight)>,
    pub counts: Counts,
    pub taps: BTreeMap<CommandId, Tap>,
    /// Commands in the order of their commits.
    pub order: Vec<CommandId>,
    pub direct: BTreeSet<CommandId>,
    pub temporary: Option<(PersonId, GrantId)>,
    /// The role of who leads the team.
    pub captaincy: Option<(PersonId, GrantId)>,
    /// Phones of people who came in on the way.
    pub new_phones: usize,
    /// Somebody who mistypes most codes.
    pub clumsy: Option<PersonId>,
    /// What was seen of the addresses of those who are visited.
    pub addresses: Addresses,
    pub team: OrganizationId,
    pub bug: Option<DriverBug>,
    pub calm: bool,
}

impl World {
    /// The community of a seed, with everybody registered.
    #[must_use]
    pub fn new(seed: u64, bug: Option<DriverBug>) -> Self {
        let mut rng = Rng::new(seed);
        let server = Server::new(&mut rng);
        // Two hours before June begins where the community lives: reports of both months grow.
        let now = DateTime::UNIX_EPOCH + TimeDelta::seconds(1_780_236_000);
        let model = Model {
            list_bound: usize::from(server.profile.list_bound),
            promises_bound: usize::from(server.profile.commitments_bound),
            home: HOME.into(),
            ..Model::default()
        };
        let mut world = World {
            rng,
            now,
            server,
            model,
            members: Vec::new(),
            walk_ins: Vec::new(),
            kin: Vec::new(),
            stranger: PersonId(uuid::Uuid::nil()),
            flights: Vec::new(),
            counts: Counts::default(),
            taps: BTreeMap::new(),
            order: Vec::new(),
            direct: BTreeSet::new(),
            temporary: None,
            captaincy: None,
            new_phones: 0,
            clumsy: None,
            addresses: Addresses::default(),
            team: OrganizationId(uuid::Uuid::nil()),
            bug,
            calm: false,
        };
        world.settles_in();
        world
    }

    fn settles_in(&mut self) {
        for (place, level) in [(HOME, Level::Community), (NEXT_DOOR, Level::Community)] {
            self.system(&Command::RegisterPlace {
                code: place.parse().unwrap(),
                level,
                name: LocalText::one("en", place),
                desk: place.parse().unwrap(),
            });
        }
        self.team = OrganizationId(self.rng.uuid());
        let team = Command::RegisterOrganization {
            organization: self.team,
            kind: linli_domain::organization::OrganizationKind::VolunteerTeam,
            name: LocalText::one("en", "Red vests"),
            places: vec![HOME.parse().unwrap()],
            desk: HOME.parse().unwrap(),
            specialty: None,
            is_brand: false,
            external_ref: None,
        };
        self.system(&team);
        let devices = 2 + self.rng.below(3);
        for n in 0..devices {
            let person = self.registers(n);
            let tabs = 1 + self.rng.below(2);
            let rng = Rng::new(self.rng.number());
            self.members.push(Member::new(person, tabs, rng));
        }
        for n in 0..3 {
            let person = self.registers(10 + n);
            self.walk_ins.push(person);
        }
        let kin = self.registers(20);
        self.kin.push(kin);
        self.stranger = self.registers_at(30, NEXT_DOOR);
        let last = self.members[devices - 1].person;
        self.clumsy = self.rng.chance(150).then_some(last);
        let worker = self.members[0].person;
        // At times whoever works at the desk answers for it, or somebody else does.
        let admin = self.rng.chance(250);
        let role = if admin {
            Role::CommunityAdmin
        } else {
            Role::CommunityWorker
        };
        self.grants(worker, role, None);
        if devices > 2 && self.rng.chance(150) {
            let other = self.members[2].person;
            self.grants(other, Role::CommunityAdmin, None);
        }
        let newcomer = self.walk_ins[2];
        self.grants(newcomer, Role::New, None);
        let team = Scope::Organization(self.team);
        let captain = self.members[1].person;
        let members = [last, self.walk_ins[0], self.walk_ins[1]];
        for member in members {
            self.grants_in(member, Role::Volunteer, team.clone(), None);
        }
        let grant = self.grants_in(captain, Role::TeamLead, team, None);
        self.captaincy = Some((captain, grant));
        if self.rng.chance(500) {
            self.grants(last, Role::GridWorker, None);
        }
        if self.rng.chance(600) {
            let person = self.members[1].person;
            let minutes = self.rng.between(20, 300);
            let to = self
                .rng
                .chance(500)
                .then(|| self.now + TimeDelta::minutes(minutes));
            let grant = self.grants(person, Role::CommunityWorker, to);
            self.temporary = Some((person, grant));
        }
    }

    /// One more in the register of the community.
    pub(super) fn registers(&mut self, n: usize) -> PersonId {
        self.registers_at(n, HOME)
    }

    fn registers_at(&mut self, n: usize, place: &str) -> PersonId {
        let person = PersonId(self.rng.uuid());
        let mut about = self.about_somebody(place);
        about.volunteer_no = format!("V{n}");
        let neighbour = Neighbour {
            name: about.name.clone(),
            phone: about.phone.clone().unwrap_or_default(),
            skills: about.skills.clone(),
            trainings: about.trainings.clone(),
            born: about.birth,
            roles: Vec::new(),
            wrong_codes: BTreeMap::new(),
            next_door: place == NEXT_DOOR,
            told: None,
        };
        self.model.people.insert(person, neighbour);
        let desk = place.parse().unwrap();
        self.system(&Command::RegisterPerson {
            person,
            desk,
            about: Box::new(about),
        });
        person
    }

    /// Somebody with a name and a telephone that nobody else has.
    pub(super) fn about_somebody(&mut self, place: &str) -> PersonAbout {
        const NAMES: [&str; 8] = ["Zhao", "Bai", "Wang", "An", "Sun", "Chen", "Yu", "Deng"];
        let name = NAMES[self.rng.below(NAMES.len())];
        let name = format!("{name} {:08x}", self.rng.number() as u32);
        let maybe = |rng: &mut Rng, what: &str| rng.chance(700).then(|| what.to_owned());
        let skills: Vec<String> = maybe(&mut self.rng, "tea").into_iter().collect();
        let trainings: Vec<String> = maybe(&mut self.rng, "first_aid").into_iter().collect();
        let born = [None, Some(1950), Some(1988), Some(2012)][self.rng.below(4)].map(Birth::Year);
        PersonAbout {
            volunteer_no: String::new(),
            name,
            phone: Some(format!("139{:010}", self.rng.number() as u32)),
            birth: born,
            gender: None,
            home: place.parse().unwrap(),
            skills,
            trainings,
            service_categories: Vec::new(),
            guardian: None,
            guardian_contact: None,
            consents: Vec::new(),
            external_ref: None,
        }
    }

    fn grants(&mut self, person: PersonId, role: Role, to: Option<Instant>) -> GrantId {
        let scope = Scope::Place(HOME.parse().unwrap());
        self.grants_in(person, role, scope, to)
    }

    fn grants_in(
        &mut self,
        person: PersonId,
        role: Role,
        scope: Scope,
        to: Option<Instant>,
    ) -> GrantId {
        let grant = GrantId(self.rng.uuid());
        self.system(&Command::GrantRole {
            person,
            grant,
            role,
            scope,
            to,
        });
        grant
    }

    /// The system's own command; it is sure to work where the disk does.
    pub fn system(&mut self, command: &Command) {
        let verdict = self.directly(PersonId::SYSTEM, command);
        assert_eq!(verdict, Ok(()), "the system's own {}", command.name());
    }

    /// A command that nobody's phone sends: at the desk's own screen, once.
    pub fn directly(&mut self, person: PersonId, command: &Command) -> Verdict {
        let id = CommandId(self.rng.uuid());
        self.directly_as(id, person, command)
    }

    /// The same, under an id.
    pub fn directly_as(&mut self, id: CommandId, person: PersonId, command: &Command) -> Verdict {
        self.direct.insert(id);
        let envelope = Envelope::new(id, person, self.now, command).unwrap();
        self.decides(&envelope, None).map(|_| ())
    }

    /// The authority takes an envelope in. `None` where whoever sent it hears nothing.
    ///
    /// # Errors
    /// What the judge finds.
    pub fn decides(
        &mut self,
        envelope: &Envelope,
        rival: Option<Envelope>,
    ) -> Result<Option<Outcome>, String> {
        let caller = |person| match person {
            PersonId::SYSTEM => Caller::System,
            person => Caller::Person(person),
        };
        let (id, person, now) = (envelope.id, envelope.person, self.now);
        let was_decided = self.server.ledger(person, id);
        let counters = was_decided
            .as_ref()
            .map(|_| self.server.all(Table::Counters));
        // A rival writer: the same disk, another process, quicker.
        let beaten = RefCell::new(None);
        let mut rival_server = rival.as_ref().map(|_| self.server.rival());
        let result = self.server.takes(envelope, caller(person), now, || {
            if let (Some(rival), Some(server)) = (&rival, &mut rival_server) {
                *beaten.borrow_mut() = Some(server.takes(rival, caller(rival.person), now, || ()));
            }
        });
        if let (Some(rival), Some(_)) = (&rival, beaten.borrow_mut().take()) {
            self.counts.one(
                "race",
                if result.is_ok() {
                    "both wrote"
                } else {
                    "one was turned away"
                },
            );
            self.committed(rival, false)?;
        }
        match counters {
            Some(before) => {
                check(before == self.server.all(Table::Counters), || {
                    format!("{id} was decided before, and changed something again")
                })?;
                self.counts.one("delivery", "repeated");
                if let (Ok(submitted), Some(row)) = (&result, was_decided) {
                    let applied = matches!(submitted.outcome, Outcome::Applied { .. });
                    let verdict = row
                        .verdict
                        .is_some_and(|verdict| verdict.reasons.is_empty());
                    check(applied == verdict, || {
                        "repeated, the verdict was another".into()
                    })?;
                }
            }
            None => self.committed(envelope, result.is_ok())?,
        }
        let Ok(submitted) = result else {
            self.counts.one("delivery", "server failed");
            return Ok(None);
        };
        self.only_their_own(person, &submitted.outcome)?;
        Ok(Some(submitted.outcome))
    }

    /// Looks whether an envelope is in the ledger now, and judges what it did.
    fn committed(&mut self, envelope: &Envelope, must_be: bool) -> Verdict {
        let (id, person) = (envelope.id, envelope.person);
        if self.server.ledger(person, id).is_none() {
            return check(!must_be, || "it was answered, and is in no ledger".into());
        }
        let command: Command =
            serde_json::from_str(envelope.command.get()).map_err(|e| e.to_string())?;
        self.was_asked_for(id, &command)?;
        let followed = judge::after_commit(
            &mut self.model,
            &mut self.server,
            (id, person),
            &command,
            self.now,
        )?;
        self.is_typed(person, &command);
        self.addresses_are_kept(&followed.written)?;
        if self.order.contains(&id) {
            // Of whoever is gone nobody keeps what they sent: sent again, it is refused like all else.
            let gone = self.model.is_gone(person) && !followed.applied;
            self.counts.one("erasure", "sent again by who is gone");
            return check(gone, || format!("{} was decided twice", command.name()));
        }
        let tap = self.taps.get(&id).cloned();
        if let Some(tap) = tap {
            self.as_shown(&tap, person, &command, &followed)?;
        }
        self.order.push(id);
        self.counts.one(
            if followed.applied {
                "applied"
            } else {
                "refused"
            },
            command.name(),
        );
        for reason in &followed.reasons {
            self.counts.one("refusal", refusal_name(reason));
            if matches!(command, Command::NameHelper { .. }) {
                self.counts.one("no helper", refusal_name(reason));
            }
        }
        self.counts_why(&command, &followed.reasons);
        let asked = self.taps.get(&id).map_or(self.now, |tap| tap.at);
        self.counts_who_asks((person, asked), &command, followed.applied);
        for notice in &followed.notices {
            self.counts.one("told", *notice);
        }
        for _ in 0..followed.promoted {
            self.counts.one("waiting list", "promoted");
        }
        for _ in 0..followed.offered {
            self.counts.one("offer", "made");
        }
        for (kind, name) in &followed.happened {
            self.counts.one(kind, *name);
        }
        for _ in 0..followed.passed_over {
            self.counts.one("waiting list", "passed over");
        }
        Ok(())
    }

    /// Somebody tapped it, nobody took it back, and it did not go before its seven seconds.
    fn was_asked_for(&self, id: CommandId, command: &Command) -> Verdict {
        if self.direct.contains(&id) {
            return Ok(());
        }
        let tap = self
            .taps
            .get(&id)
            .ok_or_else(|| format!("{} {id}: nobody tapped it", command.name()))?;
        check(tap.fate != Fate::Undone, || {
            format!("{} was undone, and is done", command.name())
        })?;
        let waited = self.now - tap.at >= TimeDelta::seconds(7);
        check(!command.is_held() || waited || tap.released, || {
            format!("{} went at once, and could not be undone", command.name())
        })
    }

    /// What the screen showed is what came of it, where nothing came between.
    fn as_shown(
        &mut self,
        tap: &Tap,
        person: PersonId,
        command: &Command,
        followed: &judge::Followed,
    ) -> Verdict {
        use linli_domain::Refusal;
        let Some((commits, shown)) = tap.shown else {
            return Ok(());
        };
        if commits != self.order.len() || self.now - tap.at > TimeDelta::minutes(2) {
            return Ok(());
        }
        let (Command::SignUp { shift, .. }
        | Command::Withdraw { shift }
        | Command::AcceptOffer { shift }
        | Command::Reconfirm { shift }) = command
        else {
            return Ok(());
        };
        // What was given back is no longer on the phone: a sign-up under its id is none, and no screen can tell.
        if let Command::SignUp { sign_up, .. } = command {
            let entry = self.model.shifts.get(shift).and_then(|r| r.of(person));
            if entry.is_some_and(|e| e.id == *sign_up && !e.stand.sees_own()) {
                return Ok(());
            }
        }
        self.counts.one("screen", "compared with the authority");
        let by_time_or_bound = |reason: &Refusal| {
            matches!(
                reason,
                Refusal::DeadlinePassed { .. }
                    | Refusal::WrongPhase { .. }
                    | Refusal::ListFull
                    // Another's entry, of which a redacted roster does not tell.
                    | Refusal::IdTaken
                    // Who else waits is not shown to who waits.
                    | Refusal::OfferOver
                    | Refusal::TooManyCommitments { .. }
            )
        };
        if !followed.applied {
            return check(followed.reasons.iter().any(by_time_or_bound), || {
                format!(
                    "a screen up to date expected {} and it was refused: {:?}",
                    command.name(),
                    followed.reasons
                )
            });
        }
        let entry = self
            .model
            .shifts
            .get(shift)
            .and_then(|roster| roster.of(person));
        let stand = entry
            .map(|entry| entry.stand)
            .filter(|stand| stand.sees_own());
        let shown = shown
            .map(judge_entries::stand_of)
            .filter(|stand| stand.sees_own());
        check(shown == stand, || {
            format!("a screen up to date showed {shown:?}, and it is {stand:?}")
        })
    }

    /// Rows that are answered are of audiences that the person reads, and hold no secret that is not theirs.
    fn only_their_own(&self, person: PersonId, outcome: &Outcome) -> Verdict {
        let (Outcome::Applied { rows } | Outcome::Refused { rows, .. }) = outcome else {
            return Err(format!("an outcome that nobody provoked: {outcome:?}"));
        };
        for row in rows {
            check(self.may_read(person, &row.audience), || {
                format!("{person} was answered a row of {}", row.audience)
            })?;
        }
        Ok(())
    }

    /// Whether a person reads an audience now, in the judge's own words.
    pub fn may_read(&self, person: PersonId, audience: &linli_domain::Audience) -> bool {
        self.model.may_read(person, audience, self.now)
    }
}

/// A refusal's name.
#[must_use]
pub fn refusal_name(refusal: &linli_domain::Refusal) -> String {
    match serde_json::to_value(refusal) {
        Ok(serde_json::Value::String(name)) => name,
        Ok(serde_json::Value::Object(fields)) => fields.keys().next().cloned().unwrap_or_default(),
        _ => String::new(),
    }
}
