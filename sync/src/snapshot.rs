//! What a screen reads: one consistent picture of a device's views, with what is still on its way.

use crate::device::{Held, ProfileHere, Queued, Returned, foresight::Foresight};
use linli_domain::{
    Audience, CaseId, Command, CommandId, DocumentKey, Month, OrganizationId, PersonId, Prediction,
    RecordId, Refusal, ShiftId, View,
    case::{Case, Recipient},
    invitation::Invitation,
    month::MonthReport,
    notice::Notice,
    organization::Organization,
    place::{Place, PlaceCode},
    record::{RecordState, ServiceRecord},
    shift::{
        Arranged, Contact, Parent, Phase, Secret, Sheet, Shift, ShiftAbout, ShiftState, SignUp,
        is_short, phase,
    },
    time::Instant,
    view::{Counts, PersonView, Roster, RosterView, ShiftView},
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

/// Views by document and audience.
pub type Rows = BTreeMap<DocumentKey, BTreeMap<Audience, Held>>;

/// One consistent picture. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Snapshot {
    /// Whose.
    pub person: PersonId,
    /// The corrected time of the picture.
    pub now: Instant,
    /// The community's limits and local facts; Dalian's until the authority has sent them.
    pub profile: ProfileHere,
    /// The views.
    pub rows: Arc<Rows>,
    /// Documents that a waiting command is about.
    pub pending: BTreeSet<DocumentKey>,
    /// Waiting commands that would be refused, as far as this device knows: to be checked.
    pub doubtful: BTreeMap<CommandId, Vec<Refusal>>,
    /// The queue, in order of sending.
    pub queue: Vec<Queued>,
    /// Commands that came back refused.
    pub returned: Vec<Returned>,
    /// The audiences that this person reads.
    pub audiences: Vec<Audience>,
    /// Whether anything was ever fetched.
    pub pulled: bool,
    pub(crate) foresight: Option<Foresight>,
}

/// A shift with everything that this device holds of it.
#[derive(Clone, Debug, PartialEq)]
pub struct ShiftSeen {
    /// Its id.
    pub id: ShiftId,
    /// The community.
    pub desk: PlaceCode,
    /// What people entered.
    pub about: ShiftAbout,
    /// The stored part of its life.
    pub state: ShiftState,
    /// Its life at the picture's time.
    pub phase: Phase,
    /// The lead.
    pub lead: Option<Contact>,
    /// The deputy.
    pub deputy: Option<Contact>,
    /// Places taken, waiting, present.
    pub counts: Counts,
    /// This person's own entry.
    pub own: Option<SignUp>,
    /// Every entry, where this person may see them.
    pub entries: Option<Vec<SignUp>>,
    /// The places of the teams that this person leads.
    pub team: Option<Roster>,
    /// The secret of the codes, for the lead and the deputy.
    pub secret: Option<Secret>,
    /// What has been arranged around it, for the desk; none where nothing was, or where the desk's view is not here.
    pub arranged: Option<Arranged>,
    /// Photographs of its paper rosters, where this person may see them.
    pub sheets: Vec<Sheet>,
    /// Something about it is on its way.
    pub pending: bool,
}

impl ShiftSeen {
    /// The shift with the entries that this person may see, for rules that look at a whole one.
    pub fn as_shift(&self) -> Shift {
        Shift {
            id: self.id,
            desk: self.desk.clone(),
            about: self.about.clone(),
            state: self.state.clone(),
            lead: self.lead.clone(),
            deputy: self.deputy.clone(),
            secret: None,
            roster: self.entries.clone().unwrap_or_default(),
            blocks: Vec::new(),
            next_rank: self.counts.next_rank,
            arranged: self.arranged.clone().unwrap_or_default(),
            sheets: self.sheets.clone(),
        }
    }

    /// Whether it has fewer people than it needs, so shortly before its start that somebody must do something about it.
    pub fn is_short(&self, profile: &linli_domain::Profile, now: Instant) -> bool {
        is_short(&self.state, &self.about, self.counts.taken, profile, now)
    }

    /// Places left.
    pub fn places_left(&self) -> u16 {
        self.about.slots.saturating_sub(self.counts.taken)
    }

    /// How many wait before this person: 0 for the first in line; none where they do not wait.
    pub fn ahead(&self) -> Option<usize> {
        let own = self
            .own
            .as_ref()
            .filter(|own| own.state == linli_domain::shift::SignUpState::Waitlisted)?;
        Some(
            self.counts
                .waiting
                .iter()
                .filter(|rank| **rank < own.rank)
                .count(),
        )
    }
}

/// A case with everything that this device holds of it.
#[derive(Clone, Debug, PartialEq)]
pub struct CaseSeen {
    /// The case; without its private parts where `full` is false.
    pub case: Case,
    /// Whether nothing was left out.
    pub full: bool,
    /// Something about it is on its way.
    pub pending: bool,
}

impl Snapshot {
    fn views(&self, key: &DocumentKey) -> impl Iterator<Item = &View> {
        self.rows
            .get(key)
            .into_iter()
            .flat_map(|views| views.values().map(|held| &*held.view))
    }

    fn keys(&self, kind: linli_domain::Kind) -> impl Iterator<Item = &DocumentKey> {
        self.rows.keys().filter(move |key| key.kind() == kind)
    }

    /// One shift.
    pub fn shift(&self, id: ShiftId) -> Option<ShiftSeen> {
        let key = DocumentKey::Shift(id);
        let views: Vec<&ShiftView> = self
            .views(&key)
            .filter_map(|v| {
                if let View::Shift(shift) = v {
                    Some(&**shift)
                } else {
                    None
                }
            })
            .collect();
        let best = *views.iter().max_by_key(|view| view.fullness())?;
        let counts = match best.counts() {
            Some(counts) => counts,
            None => views
                .iter()
                .find_map(|view| view.counts())
                .unwrap_or_default(),
        };
        let own = best
            .entry_of(self.person)
            .or_else(|| views.iter().find_map(|view| view.entry_of(self.person)));
        let (entries, secret) = match &best.roster {
            RosterView::Full(roster, secret) => {
                (Some(roster.entries.clone()), Some(secret.clone()))
            }
            RosterView::Names(roster) => (Some(roster.entries.clone()), None),
            _ => (None, None),
        };
        let team = views.iter().find_map(|view| match &view.roster {
            RosterView::Team(roster) => Some(roster.clone()),
            _ => None,
        });
        let sheets = match &best.roster {
            RosterView::Full(roster, _) | RosterView::Names(roster) => roster.sheets.clone(),
            _ => Vec::new(),
        };
        let arranged = views.iter().find_map(|view| view.arranged.clone());
        Some(ShiftSeen {
            id,
            sheets,
            team,
            arranged,
            desk: best.desk.clone(),
            about: best.about.clone(),
            state: best.state.clone(),
            phase: phase(&best.state, &best.about, counts.taken, self.now),
            lead: best.lead.clone(),
            deputy: best.deputy.clone(),
            own: own.cloned(),
            counts,
            entries,
            secret,
            pending: self.pending.contains(&key),
        })
    }

    /// Every shift, by start.
    pub fn shifts(&self) -> Vec<ShiftSeen> {
        let ids = self.keys(linli_domain::Kind::Shift);
        let mut shifts: Vec<ShiftSeen> = ids
            .filter_map(|key| {
                if let DocumentKey::Shift(id) = key {
                    self.shift(*id)
                } else {
                    None
                }
            })
            .collect();
        shifts.sort_by_key(|shift| (shift.about.span.start, shift.id));
        shifts
    }

    /// One case.
    pub fn case(&self, id: CaseId) -> Option<CaseSeen> {
        let key = DocumentKey::Case(id);
        let best = self
            .views(&key)
            .filter_map(|view| {
                if let View::Case(case) = view {
                    Some(case)
                } else {
                    None
                }
            })
            // Who reported what is sealed is told to themselves alone.
            .max_by_key(|view| (view.full, view.case.reporter == self.person))?;
        Some(CaseSeen {
            case: best.case.clone(),
            full: best.full,
            pending: self.pending.contains(&key),
        })
    }

    /// Whoever is helped by a shift, where this person may know: the recipient of the need that it serves.
    pub fn visited(&self, shift: &ShiftSeen) -> Option<Recipient> {
        let Parent::Case(case) = shift.about.parent?;
        let found = self.case(case).filter(|found| found.full)?;
        found.case.about.recipient
    }

    /// Whoever must be told by telephone about a visit: who comes, when, or that nobody does.
    pub fn to_tell(&self, shift: &ShiftSeen) -> Option<Recipient> {
        let recipient = self.visited(shift)?;
        shift
            .as_shift()
            .resident_must_be_told(self.now)
            .then_some(recipient)
    }

    /// Every case, the newest first.
    pub fn cases(&self) -> Vec<CaseSeen> {
        let ids = self.keys(linli_domain::Kind::Case);
        let mut cases: Vec<CaseSeen> = ids
            .filter_map(|key| {
                if let DocumentKey::Case(id) = key {
                    self.case(*id)
                } else {
                    None
                }
            })
            .collect();
        cases.sort_by_key(|seen| (std::cmp::Reverse(seen.case.posted_at), seen.case.id));
        cases
    }

    /// A community's month report, for its desk. Who its volunteers are stays with the authority.
    pub fn month(&self, place: &PlaceCode, month: Month) -> Option<MonthReport> {
        self.views(&DocumentKey::Month(place.clone(), month))
            .find_map(|view| match view {
                View::Month(report) => report.read(),
                _ => None,
            })
    }

    /// The months of which this person may see a report, the newest first. A month in which nothing happened has none.
    pub fn months(&self) -> Vec<(PlaceCode, Month)> {
        let keys = self.keys(linli_domain::Kind::Month);
        let mut months: Vec<_> = keys
            .filter_map(|key| match key {
                DocumentKey::Month(place, month) => Some((place.clone(), *month)),
                _ => None,
            })
            .collect();
        months.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
        months
    }

    /// Invitations that this person may see, the newest first.
    pub fn invitations(&self) -> Vec<Invitation> {
        let keys = self.keys(linli_domain::Kind::Invitation);
        let read = |view: &View| match view {
            View::Invitation(invitation) => invitation.read(),
            _ => None,
        };
        let mut all: Vec<Invitation> = keys
            .filter_map(|key| self.views(key).find_map(read))
            .collect();
        all.sort_by_key(|invitation| std::cmp::Reverse((invitation.at, invitation.id)));
        all
    }

    /// This person's notices, the newest first.
    pub fn notices(&self) -> Vec<Notice> {
        let mut notices: Vec<Notice> = self
            .keys(linli_domain::Kind::Notice)
            .flat_map(|key| self.views(key))
            .filter_map(|view| {
                if let View::Notice(notice) = view {
                    Some((**notice).clone())
                } else {
                    None
                }
            })
            .collect();
        notices.sort_by_key(|notice| (std::cmp::Reverse(notice.at), notice.id));
        notices.dedup_by_key(|notice| notice.id);
        notices
    }

    /// This person's own records, the newest first.
    pub fn my_records(&self) -> Vec<ServiceRecord> {
        let mine = Audience::Person(self.person);
        let mut records: Vec<ServiceRecord> = self
            .keys(linli_domain::Kind::Record)
            .filter_map(|key| self.rows.get(key)?.get(&mine))
            .filter_map(|held| {
                if let View::Record(record) = &*held.view {
                    Some((**record).clone())
                } else {
                    None
                }
            })
            .filter(|record| record.volunteer == self.person)
            .collect();
        records.sort_by_key(|record| (std::cmp::Reverse(record.span.start), record.id));
        records
    }

    /// One record that this person may see: their own, or one of a community whose desk they run.
    pub fn record(&self, id: RecordId) -> Option<ServiceRecord> {
        self.views(&DocumentKey::Record(id))
            .find_map(|view| match view {
                View::Record(record) => Some((**record).clone()),
                _ => None,
            })
    }

    /// Records of which their volunteer says that they are not right, and which nobody has answered, in the order in
    /// which they were questioned; for the desk.
    pub fn questioned(&self) -> Vec<ServiceRecord> {
        let desks = self.keys(linli_domain::Kind::Record).filter(|key| {
            let audiences = self.rows.get(key).into_iter().flat_map(BTreeMap::keys);
            audiences
                .into_iter()
                .any(|audience| matches!(audience, Audience::Desk(_)))
        });
        let mut records: Vec<ServiceRecord> = desks
            .filter_map(|key| match key {
                DocumentKey::Record(id) => self.record(*id),
                _ => None,
            })
            .filter(|record| record.state == RecordState::CorrectionRequested)
            .collect();
        records.sort_by_key(|record| (record.requests.last().map(|r| r.at), record.id));
        records
    }

    /// Whether this person may read what happened to a document, as far as this device knows: the authority decides
    /// ([`may_read_history`](linli_domain::history::may_read_history)).
    pub fn reads_history(&self, key: &DocumentKey) -> bool {
        let answers = |desk: &PlaceCode| self.audiences.contains(&Audience::Desk(desk.clone()));
        self.views(key).any(|view| {
            let (desk, own) = match view {
                View::Case(view) => (
                    &view.case.desk,
                    view.full && view.case.reporter == self.person,
                ),
                View::Shift(view) => {
                    let mut leads = view.lead.iter().chain(&view.deputy);
                    (&view.desk, leads.any(|lead| lead.id == self.person))
                }
                View::Record(view) => (&view.desk, view.volunteer == self.person),
                View::Person(view) => (&view.desk, view.id == self.person),
                View::Month(_) => match key {
                    DocumentKey::Month(desk, _) => (desk, false),
                    _ => return false,
                },
                View::Invitation(view) => return view.read().is_some_and(|one| answers(&one.desk)),
                _ => return false,
            };
            own || answers(desk)
        })
    }

    /// This person.
    pub fn me(&self) -> Option<PersonView> {
        self.someone(self.person)
    }

    /// Whether what is held about this person is being erased, or was. Nobody else reads nothing at all: once it has begun
    /// not even their own view is left. A device that heard nothing since knows only when it was to begin. They may have
    /// thought again meanwhile: where something is `unsent`, it waits for them.
    pub fn is_erased(&self, unsent: bool) -> bool {
        let has_come =
            |me: PersonView| me.erasure.is_some_and(|erasure| erasure.has_come(self.now));
        let as_told = |me| !unsent && has_come(me);
        self.pulled && self.me().map_or(self.audiences.is_empty(), as_told)
    }

    /// A person, as far as this one may see them.
    pub fn someone(&self, id: PersonId) -> Option<PersonView> {
        self.views(&DocumentKey::Person(id))
            .filter_map(|view| {
                if let View::Person(person) = view {
                    Some((**person).clone())
                } else {
                    None
                }
            })
            .max_by_key(PersonView::fullness)
    }

    /// Everybody whom this person may see, by name.
    pub fn people(&self) -> Vec<PersonView> {
        let ids = self.keys(linli_domain::Kind::Person);
        let mut people: Vec<PersonView> = ids
            .filter_map(|key| {
                if let DocumentKey::Person(id) = key {
                    self.someone(*id)
                } else {
                    None
                }
            })
            .collect();
        people.sort_by(|a, b| a.about.name.cmp(&b.about.name));
        people
    }

    /// Every place that this device knows, by code.
    pub fn places(&self) -> Vec<Place> {
        let mut places: Vec<Place> = self
            .keys(linli_domain::Kind::Place)
            .flat_map(|key| self.views(key))
            .filter_map(|view| {
                if let View::Place(place) = view {
                    Some(place.clone())
                } else {
                    None
                }
            })
            .collect();
        places.sort_by(|a, b| a.code.cmp(&b.code));
        places.dedup_by(|a, b| a.code == b.code);
        places
    }

    /// The name of a place in a language, or its code.
    pub fn place_name(&self, code: &PlaceCode, tag: &str) -> String {
        let found = self.views(&DocumentKey::Place(code.clone())).next();
        match found {
            Some(View::Place(place)) => place.name.pick(tag).to_owned(),
            _ => code.to_string(),
        }
    }

    /// Every organization that this device knows.
    pub fn organizations(&self) -> Vec<Organization> {
        let mut all: Vec<Organization> = self
            .keys(linli_domain::Kind::Organization)
            .flat_map(|key| self.views(key))
            .filter_map(|view| {
                if let View::Organization(o) = view {
                    Some(o.clone())
                } else {
                    None
                }
            })
            .collect();
        all.sort_by_key(|organization| organization.external_ref.clone());
        all.dedup_by_key(|organization| organization.id);
        all
    }

    /// One organization.
    pub fn organization(&self, id: OrganizationId) -> Option<Organization> {
        self.views(&DocumentKey::Organization(id))
            .find_map(|view| match view {
                View::Organization(organization) => Some(organization.clone()),
                _ => None,
            })
    }

    /// What would become of a command now, without asking for it: forms check themselves so, and buttons that would be
    /// refused are not shown. Unknown while the device has not learned to look ahead.
    pub fn foresee(&self, command: &Command) -> Prediction {
        let Some(foresight) = self.foresight else {
            return Prediction::Unknown;
        };
        let id = CommandId(Default::default());
        let reader = (self.person, self.audiences.as_slice());
        (foresight.predict)(&self.rows, reader, &self.profile, command, id, self.now)
    }

    /// Whether the device has learned to look ahead.
    pub fn looks_ahead(&self) -> bool {
        self.foresight.is_some()
    }

    /// Whether a command would be taken now, as far as this device knows.
    pub fn would(&self, command: &Command) -> bool {
        matches!(self.foresee(command), Prediction::Expected(_))
    }

    /// Whether this person works at some desk.
    pub fn runs_desk(&self) -> bool {
        self.audiences
            .iter()
            .any(|audience| matches!(audience, Audience::Desk(_)))
    }
}
