//! What is in the fields of a shift's form, and the shift that they make.

use crate::{
    locales::{Lang, format},
    session::Session,
    words::{millis, zone},
};
use leptos::prelude::*;
use linli_domain::{
    Command, DocumentKey, Prediction, Refusal, ShiftId, View,
    case::{Case, Urgency},
    local::LocalText,
    refusal::{Field, Problem},
    shift::{Attendance, Parent, Requirements, ShiftAbout, ShiftKind, SignUpState},
    time::{Instant, Span, hours},
    view::RosterView,
};
use linli_sync::Snapshot;

/// What is in the fields. Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct ShiftFields {
    pub title: RwSignal<String>,
    pub text: RwSignal<String>,
    pub category: RwSignal<String>,
    pub date: RwSignal<String>,
    pub start: RwSignal<String>,
    pub end: RwSignal<String>,
    pub slots: RwSignal<String>,
    pub place: RwSignal<String>,
    pub lead: RwSignal<String>,
    pub deputy: RwSignal<String>,
    pub team: RwSignal<String>,
    pub min_staff: RwSignal<String>,
    pub meeting_point: RwSignal<String>,
    pub risks: RwSignal<String>,
    pub bring: RwSignal<String>,
    pub min_age: RwSignal<String>,
    pub deadline_day: RwSignal<String>,
    pub deadline_time: RwSignal<String>,
    pub skills: RwSignal<Vec<String>>,
    pub trainings: RwSignal<Vec<String>>,
    pub visit: RwSignal<bool>,
    pub urgent: RwSignal<bool>,
    pub insured: RwSignal<bool>,
    was: StoredValue<ShiftAbout>,
}

/// When an evening begins, for what is needed tonight.
const EVENING: &str = "19:00";
/// In milliseconds.
const HALF_HOUR: i64 = 30 * 60_000;

/// A shift that says nothing yet.
#[must_use]
pub fn blank(place: linli_domain::place::PlaceCode, now: Instant) -> ShiftAbout {
    ShiftAbout {
        title: LocalText::default(),
        text: String::new(),
        parent: None,
        kind: ShiftKind::Post,
        attendance: Attendance::Site,
        place,
        meeting_point: String::new(),
        span: Span {
            start: now,
            end: now,
        },
        sign_up_by: None,
        withdraw_by: None,
        slots: 2,
        min_staff: 1,
        requirements: Requirements::default(),
        risks: String::new(),
        bring: String::new(),
        insurance: false,
        checklist: Vec::new(),
        organization: None,
        lead: None,
        deputy: None,
        counts_as_volunteer: true,
        urgency: Urgency::Normal,
        external_ref: None,
    }
}

/// What a shift for a need begins with.
#[must_use]
pub fn for_need(case: &Case, now: Instant) -> ShiftAbout {
    ShiftAbout {
        title: case.about.title.clone(),
        text: case.about.text.clone(),
        parent: Some(Parent::Case(case.id)),
        risks: case.about.risks.clone(),
        urgency: case.about.urgency,
        // Whoever is named is visited at home; a first visit is made by two.
        attendance: match case.about.recipient {
            Some(_) => Attendance::Visit,
            None => Attendance::Site,
        },
        min_staff: if case.about.recipient.is_some() { 2 } else { 1 },
        ..blank(case.about.place.clone(), now)
    }
}

/// Whether this person could open a shift for a need now.
#[must_use]
pub fn could_open(seen: &Snapshot, case: &Case) -> bool {
    let start = seen.now + hours(24);
    let about = ShiftAbout {
        span: Span {
            start,
            end: start + hours(1),
        },
        ..for_need(case, seen.now)
    };
    let shift = ShiftId(uuid::Uuid::from_u128(1));
    seen.would(&Command::OpenShift {
        shift,
        about: Box::new(about),
    })
}

impl ShiftFields {
    /// As a shift says. `new`: its times are still to be chosen.
    #[must_use]
    pub fn of(was: ShiftAbout, new: bool, lang: Lang) -> Self {
        let text = |text: &str| RwSignal::new(text.to_owned());
        let id = |id: Option<String>| RwSignal::new(id.unwrap_or_default());
        let time = |at| {
            if new {
                String::new()
            } else {
                format::iso_time(millis(at), zone())
            }
        };
        let by = was.sign_up_by.map(millis);
        ShiftFields {
            title: text(was.title.pick(lang.tag())),
            text: text(&was.text),
            category: text("other"),
            date: RwSignal::new(if new {
                String::new()
            } else {
                format::iso_day(millis(was.span.start), zone())
            }),
            start: RwSignal::new(time(was.span.start)),
            end: RwSignal::new(time(was.span.end)),
            slots: RwSignal::new(was.slots.to_string()),
            place: RwSignal::new(was.place.to_string()),
            lead: id(was.lead.map(|p| p.to_string())),
            deputy: id(was.deputy.map(|p| p.to_string())),
            team: id(was.organization.map(|o| o.to_string())),
            min_staff: RwSignal::new(was.min_staff.to_string()),
            meeting_point: text(&was.meeting_point),
            risks: text(&was.risks),
            bring: text(&was.bring),
            min_age: id(was.requirements.min_age.map(|age| age.to_string())),
            deadline_day: id(by.map(|by| format::iso_day(by, zone()))),
            deadline_time: id(by.map(|by| format::iso_time(by, zone()))),
            skills: RwSignal::new(was.requirements.skills.clone()),
            trainings: RwSignal::new(was.requirements.trainings.clone()),
            visit: RwSignal::new(was.attendance == Attendance::Visit),
            urgent: RwSignal::new(was.urgency == Urgency::Urgent),
            insured: RwSignal::new(was.insurance),
            was: StoredValue::new(was),
        }
    }

    /// A new one, led by whoever opens it; none before it is known who that is.
    #[must_use]
    pub fn fresh(session: Session, lang: Lang) -> Option<Self> {
        let (desk, person) = session.snapshot.with_untracked(|seen| {
            let seen = seen.as_ref()?;
            Some((seen.me()?.desk, seen.person))
        })?;
        let about = ShiftAbout {
            lead: Some(person),
            ..blank(desk, session.now())
        };
        let fields = Self::of(about, true, lang);
        // The grid must be chosen.
        fields.place.set(String::new());
        Some(fields)
    }

    /// A visit or not. A first visit is made by two people, unless changed afterwards.
    pub fn set_visit(self, visit: bool) {
        self.visit.set(visit);
        let (slots, least) = (self.slots.get_untracked(), self.min_staff.get_untracked());
        match (visit, slots.trim(), least.trim()) {
            (true, "" | "1", _) => {
                self.slots.set("2".into());
                self.min_staff.set("2".into());
            }
            (true, _, "" | "0" | "1") => self.min_staff.set("2".into()),
            (false, _, "2") => self.min_staff.set("1".into()),
            _ => {}
        }
    }

    /// 今晚急需: urgent, this evening or at the next half hour, to sign up for until it starts.
    pub fn set_tonight(self, on: bool, now: Instant) {
        self.urgent.set(on);
        if !on {
            return;
        }
        let now = millis(now);
        let evening = format::instant(&format::iso_day(now, zone()), EVENING, zone());
        let start = match evening {
            Some(evening) if now < evening => evening,
            _ => (now / HALF_HOUR + 1) * HALF_HOUR,
        };
        let (day, end) = (format::iso_day(start, zone()), start + 2 * HALF_HOUR);
        let end = match format::iso_day(end, zone()) == day {
            true => format::iso_time(end, zone()),
            false => "23:59".into(),
        };
        self.date.set(day);
        self.start.set(format::iso_time(start, zone()));
        self.end.set(end);
        // Left empty: until it starts.
        self.deadline_day.set(String::new());
        self.deadline_time.set(String::new());
    }

    fn span(self, wrong: &mut Vec<Refusal>) -> Option<Span> {
        let was = self.was.get_value().span;
        let day = self.date.get_untracked();
        let at = |time: RwSignal<String>| {
            let at = format::instant(&day, &time.get_untracked(), zone())?;
            Instant::from_timestamp_millis(at)
        };
        let (start, end) = (at(self.start), at(self.end));
        let mut missing = |field| {
            wrong.push(Refusal::Field {
                field,
                problem: Problem::Missing,
            })
        };
        if start.is_none() {
            missing(Field::Start);
        }
        if end.is_none() {
            missing(Field::End);
        }
        let (start, end) = (start?, end?);
        // A shift that went over midnight still does.
        let nights = (was.end - was.start).num_hours() > 0
            && format::iso_day(millis(was.end), zone())
                != format::iso_day(millis(was.start), zone());
        let end = if end <= start && nights {
            end + hours(24)
        } else {
            end
        };
        Some(Span { start, end })
    }

    fn deadline(self, wrong: &mut Vec<Refusal>) -> Option<Instant> {
        let (day, time) = (
            self.deadline_day.get_untracked(),
            self.deadline_time.get_untracked(),
        );
        if day.is_empty() && time.is_empty() {
            return None;
        }
        let at = format::instant(&day, &time, zone()).and_then(Instant::from_timestamp_millis);
        if at.is_none() {
            wrong.push(Refusal::Field {
                field: Field::SignUpBy,
                problem: Problem::Missing,
            });
        }
        at
    }

    /// What the form says, or what cannot be read in it. Numbers that are none become ones that no rule takes.
    ///
    /// # Errors
    /// When a place, a day or a time is missing.
    pub fn about(self, lang: Lang) -> Result<ShiftAbout, Vec<Refusal>> {
        let was = self.was.get_value();
        let mut wrong = Vec::new();
        let title = self.title.get_untracked().trim().to_owned();
        let title = match was.title.pick(lang.tag()) == title && !title.is_empty() {
            true => was.title.clone(),
            false => LocalText::one(lang.tag(), title),
        };
        if title.is_blank() {
            wrong.push(Refusal::Field {
                field: Field::Title,
                problem: Problem::Missing,
            });
        }
        let span = self.span(&mut wrong);
        let place = self.place.get_untracked().parse().ok();
        if place.is_none() {
            wrong.push(Refusal::Field {
                field: Field::Place,
                problem: Problem::Missing,
            });
        }
        let sign_up_by = self.deadline(&mut wrong);
        let (Some(span), Some(place), true) = (span, place, wrong.is_empty()) else {
            return Err(wrong);
        };
        let trimmed = |text: RwSignal<String>| text.get_untracked().trim().to_owned();
        let age = trimmed(self.min_age);
        Ok(ShiftAbout {
            title,
            text: trimmed(self.text),
            attendance: if self.visit.get_untracked() {
                Attendance::Visit
            } else {
                Attendance::Site
            },
            place,
            meeting_point: trimmed(self.meeting_point),
            span,
            sign_up_by,
            slots: trimmed(self.slots).parse().unwrap_or(0),
            min_staff: trimmed(self.min_staff).parse().unwrap_or(u16::MAX),
            requirements: Requirements {
                skills: self.skills.get_untracked(),
                trainings: self.trainings.get_untracked(),
                min_age: (!age.is_empty()).then(|| age.parse().unwrap_or(u8::MAX)),
            },
            risks: trimmed(self.risks),
            bring: trimmed(self.bring),
            insurance: self.insured.get_untracked(),
            organization: self.team.get_untracked().parse().ok(),
            lead: self.lead.get_untracked().parse().ok(),
            deputy: self.deputy.get_untracked().parse().ok(),
            urgency: if self.urgent.get_untracked() {
                Urgency::Urgent
            } else {
                Urgency::Normal
            },
            ..was
        })
    }
}

/// Who would move to the waiting list if a shift were corrected so.
#[must_use]
pub fn moved_to_waiting(seen: &Snapshot, shift: ShiftId, about: ShiftAbout) -> Vec<String> {
    let waits = |state: SignUpState| state == SignUpState::Waitlisted;
    let before = seen
        .shift(shift)
        .and_then(|shift| shift.entries)
        .unwrap_or_default();
    let command = Command::CorrectShift {
        shift,
        about: Box::new(about),
    };
    let Prediction::Expected(expected) = seen.foresee(&command) else {
        return Vec::new();
    };
    let after = expected
        .into_iter()
        .find_map(|(_, key, view)| match (key, view) {
            (DocumentKey::Shift(id), Some(View::Shift(view))) if id == shift => match view.roster {
                RosterView::Names(roster) | RosterView::Full(roster, _) => Some(roster.entries),
                _ => None,
            },
            _ => None,
        });
    after
        .unwrap_or_default()
        .into_iter()
        .filter(|entry| waits(entry.state))
        .filter(|entry| {
            before
                .iter()
                .any(|was| was.id == entry.id && !waits(was.state))
        })
        .map(|entry| entry.name)
        .collect()
}
