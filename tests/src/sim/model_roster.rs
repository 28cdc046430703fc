//! A roster as the judge keeps it: who is on it, where each stands, and what can be asked of it.

use super::{model_blocks::Block, model_disputes::Said};
use linli_domain::{
    BlockId, NoticeId, OrganizationId, PersonId, SignUpId,
    shift::{Attendance, Evidence, ShiftAbout},
    time::{Instant, Span},
};
use std::collections::{BTreeMap, BTreeSet};

/// Where somebody stands on a roster.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stand {
    /// Asked to do a home visit, and nobody has said yes or no.
    Requested,
    Waiting,
    /// Was asked late, and has until then to answer.
    Offered {
        until: Instant,
    },
    Reconfirm,
    Confirmed,
    In,
    Out,
    Settled,
    Declined,
    Gone {
        late: bool,
    },
    CalledOff,
    Unmarked,
    Absent,
}

impl Stand {
    pub fn holds(self) -> bool {
        !matches!(
            self,
            Stand::Waiting | Stand::Declined | Stand::Gone { .. } | Stand::CalledOff
        )
    }
    /// Still to come, or there.
    pub fn live(self) -> bool {
        matches!(
            self,
            Stand::Requested
                | Stand::Waiting
                | Stand::Offered { .. }
                | Stand::Reconfirm
                | Stand::Confirmed
                | Stand::In
                | Stand::Out
        )
    }
    pub fn offered(self) -> bool {
        matches!(self, Stand::Offered { .. })
    }
    /// May do a home visit, or is at it.
    pub fn approved(self) -> bool {
        matches!(
            self,
            Stand::Reconfirm | Stand::Confirmed | Stand::In | Stand::Out
        )
    }
    pub fn there(self) -> bool {
        matches!(self, Stand::In | Stand::Out)
    }
    pub fn sees_own(self) -> bool {
        !matches!(self, Stand::Gone { .. } | Stand::Declined)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub at: Instant,
    pub evidence: Evidence,
    pub verified: bool,
}

#[derive(Clone, Debug)]
pub struct Entry {
    pub id: SignUpId,
    pub person: PersonId,
    pub rank: u32,
    pub stand: Stand,
    pub arrived: Option<Mark>,
    pub left: Option<Mark>,
    pub minutes: Option<u32>,
    pub told_passed_over: bool,
    /// Was asked late and did not answer until then.
    pub lapsed: Option<Instant>,
    /// Said that they are coming.
    pub coming: bool,
    /// It was settled, and what they had promised is over.
    pub released: bool,
    /// Who signed them up, where it was another.
    pub by: Option<PersonId>,
    /// The newest notice that they must act on and that has not reached them.
    pub to_reach: Option<NoticeId>,
    /// Who entered their attendance from a sheet of paper.
    pub entered_by: Option<PersonId>,
    /// The team's block to which it belongs.
    pub block: Option<BlockId>,
    /// What they said against their absence.
    pub contest: Option<Said>,
}

impl Entry {
    /// A new one.
    pub fn new(
        id: SignUpId,
        person: PersonId,
        rank: u32,
        by: Option<PersonId>,
        stand: Stand,
    ) -> Self {
        Entry {
            id,
            person,
            rank,
            stand,
            arrived: None,
            left: None,
            minutes: None,
            told_passed_over: false,
            lapsed: None,
            coming: false,
            released: false,
            by,
            to_reach: None,
            entered_by: None,
            block: None,
            contest: None,
        }
    }
}

#[derive(Clone, Debug)]
pub struct Roster {
    pub about: ShiftAbout,
    pub cancelled: bool,
    pub recorded: bool,
    pub entries: Vec<Entry>,
    pub next_rank: u32,
    /// The same for who leads it and has no entry.
    pub leaders_to_reach: BTreeMap<PersonId, NoticeId>,
    /// Everybody was reminded of this time.
    pub reminded: bool,
    /// Teams that were asked to help out.
    pub asked: Vec<OrganizationId>,
    pub resident_told: Option<Announced>,
    pub door_word: Option<String>,
    /// Who was to come when the word was last looked at.
    pub word_known_by: BTreeSet<PersonId>,
    /// Photographs of sheets, each with who entered it.
    pub photos: Vec<(String, PersonId)>,
    /// Teams' blocks, in the order in which they were reserved.
    pub blocks: Vec<Block>,
}

/// What a resident was told of a visit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announced {
    pub span: Span,
    pub people: BTreeSet<PersonId>,
    pub cancelled: bool,
}

impl Roster {
    pub fn of(&self, person: PersonId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.person == person)
    }
    pub fn entry(&self, id: SignUpId) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.id == id)
    }
    pub fn holders(&self) -> usize {
        self.entries
            .iter()
            .filter(|entry| entry.stand.holds())
            .count()
    }
    pub fn arrived(&self) -> usize {
        self.entries
            .iter()
            .filter(|entry| entry.arrived.is_some())
            .count()
    }
    pub fn leads(&self, person: PersonId) -> bool {
        self.about.lead == Some(person) || self.about.deputy == Some(person)
    }
    /// Open, and not begun.
    pub fn to_come(&self, now: Instant) -> bool {
        self.open() && now < self.about.span.start
    }
    /// Neither called off nor settled.
    pub fn open(&self) -> bool {
        !self.cancelled && !self.recorded
    }
    pub fn is_visit(&self) -> bool {
        self.about.attendance == Attendance::Visit
    }
    /// Too late to put somebody in without asking.
    pub fn is_late(&self, now: Instant) -> bool {
        let twelve_hours = self.about.span.start - chrono::TimeDelta::hours(12);
        now > self.about.withdraw_by.unwrap_or(twelve_hours)
    }
    /// Waits, and is given or asked when a place is free.
    pub fn in_line(&self, entry: &Entry, now: Instant) -> bool {
        entry.stand == Stand::Waiting && !(entry.lapsed.is_some() && self.is_late(now))
    }
    /// Where somebody stands who gets a place.
    pub fn stand_with_place(&self) -> Stand {
        if self.is_visit() {
            Stand::Requested
        } else {
            Stand::Confirmed
        }
    }
}
