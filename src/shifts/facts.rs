//! A shift's facts in the words of a reader.

use chrono::TimeDelta;
use leptos::prelude::*;
use linli_domain::{
    Audience, PersonId, ShiftId,
    person::Doorstep,
    phone::to_dial,
    shift::{Phase, SignUpState},
    time::Instant,
};
use linli_sync::{ShiftSeen, Snapshot};

use crate::locales::{Lang, format, today, use_lang};
use crate::session::{Session, use_session};
use crate::words::{self, millis, zone};

/// A shift as a volunteer's screens show it. Words change only when what they say does.
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// What this device holds of it.
    pub seen: ShiftSeen,
    /// Its title.
    pub title: String,
    /// Its grid or community.
    pub place: String,
    /// The team that runs it.
    pub team: Option<String>,
    /// The day as one says it.
    pub day: String,
    /// When it starts: `09:00`.
    pub clock: String,
    /// `09:00–11:00`.
    pub hours: String,
    /// How long until it starts, on the last day before it; until when it lasts, while it runs.
    pub soon: Option<String>,
    /// Whether it starts in the evening.
    pub evening: bool,
    /// Whether it starts today.
    pub today: bool,
    /// When check-in opens.
    pub opens: Instant,
    /// Whether check-in is open.
    pub check_in_open: bool,
    /// Whether a withdrawal is late now.
    pub late: bool,
    /// Who reads.
    pub me: PersonId,
    /// Whether the reader leads it or stands in.
    pub led: bool,
    /// What the reader, approved for a home visit, may know of who is visited.
    pub visit: Option<Doorstep>,
    /// Whether it is time to say that one comes: the day before.
    pub day_before: bool,
}

impl Facts {
    /// The facts of one shift, in a language.
    #[must_use]
    pub fn of(s: &Snapshot, id: ShiftId, lang: Lang) -> Option<Facts> {
        let seen = s.shift(id)?;
        let (span, tag) = (seen.about.span, lang.tag());
        let opens = span.start - TimeDelta::minutes(s.profile.basics().check_in_opens_minutes);
        let closes = span.end + TimeDelta::minutes(s.profile.basics().check_in_closes_minutes);
        let day_of = |at| format::iso_day(millis(at), zone());
        let hour = format::iso_time(millis(span.start), zone());
        let contacts = seen.lead.iter().chain(&seen.deputy);
        let led = contacts.into_iter().any(|contact| contact.id == s.person);
        Some(Facts {
            title: seen.about.title.pick(tag).to_owned(),
            place: s.place_name(&seen.about.place, tag),
            team: seen
                .about
                .organization
                .and_then(|id| s.organization(id))
                .map(|team| team.name.pick(tag).to_owned()),
            day: format::near_day(lang, millis(span.start), millis(s.now), zone()),
            clock: words::clock(lang, span.start),
            hours: words::hours(lang, &span),
            soon: soon(lang, &seen, s.now),
            evening: hour.as_str() >= "17:00",
            today: day_of(span.start) == day_of(s.now),
            opens,
            check_in_open: opens <= s.now && s.now <= closes,
            late: s.now > seen.about.withdrawal_deadline(),
            me: s.person,
            led,
            visit: visit_of(s, id),
            day_before: span.start - TimeDelta::hours(s.profile.basics().remind_hours) <= s.now
                && s.now < opens,
            seen,
        })
    }

    /// Where the reader's own entry stands, unless they gave it back.
    #[must_use]
    pub fn own(&self) -> Option<SignUpState> {
        self.seen
            .own
            .as_ref()
            .map(|own| own.state)
            .filter(|state| state.is_live() || state.holds_place())
    }

    /// Whether the reader may still come, or was there and waits for their hours.
    #[must_use]
    pub fn is_mine(&self) -> bool {
        self.own().is_some_and(SignUpState::is_live)
    }

    /// The reader's place in the waiting list, from 1.
    #[must_use]
    pub fn position(&self) -> Option<u32> {
        let ahead = self.seen.ahead()?;
        u32::try_from(ahead + 1).ok()
    }

    /// Whether the reader has arrived and not left.
    #[must_use]
    pub fn is_here(&self) -> bool {
        self.own() == Some(SignUpState::CheckedIn)
    }

    /// Whether the reader holds a place and has not arrived.
    #[must_use]
    pub fn is_expected(&self) -> bool {
        self.own().is_some_and(SignUpState::is_expected)
    }

    /// Whether the reader is asked late whether they can come, and until when; none where they said no or were too late.
    #[must_use]
    pub fn asked_until(&self) -> Option<Instant> {
        match self.own() {
            Some(SignUpState::Offered { until }) => Some(until),
            _ => None,
        }
    }

    /// Whether the reader was asked and did not answer in time, and a place is still free.
    #[must_use]
    pub fn may_come_after_all(&self) -> bool {
        let own = self.seen.own.as_ref();
        let missed =
            own.is_some_and(|own| own.offer_lapsed && own.state == SignUpState::Waitlisted);
        missed && self.seen.phase == Phase::Open
    }

    /// Whether there is a place, or a turn, that the reader can still give back.
    #[must_use]
    pub fn may_give_back(&self) -> bool {
        let holds = |state: SignUpState| state.is_live() && !state.is_present();
        self.own().is_some_and(holds) && self.seen.phase != Phase::Ended
    }

    /// Whether the lead hears of it at once if they do.
    #[must_use]
    pub fn gives_back_late(&self) -> bool {
        self.late && self.own().is_some_and(SignUpState::holds_place)
    }

    /// Whether it is time for the reader to say that they are coming, and they have not.
    #[must_use]
    pub fn may_say_coming(&self) -> bool {
        let said = self.seen.own.as_ref().is_some_and(|own| own.coming);
        self.own() == Some(SignUpState::Confirmed) && self.day_before && !said
    }

    /// Whom the reader can call: the lead, else who stands in for them. Nobody calls themselves.
    #[must_use]
    pub fn lead_phone(&self) -> Option<String> {
        let contacts = self.seen.lead.iter().chain(&self.seen.deputy);
        contacts
            .take_while(|contact| contact.id != self.me)
            .find_map(|contact| to_dial(contact.phone.as_ref()).cloned())
    }
}

/// What the reader's own promise says of who is visited.
fn visit_of(s: &Snapshot, id: ShiftId) -> Option<Doorstep> {
    let promised = s.me()?.own?.commitments;
    promised.into_iter().find(|c| c.shift == id)?.visit
}

fn soon(lang: Lang, seen: &ShiftSeen, now: Instant) -> Option<String> {
    let span = seen.about.span;
    match seen.phase {
        Phase::Cancelled | Phase::Draft | Phase::Recorded => None,
        Phase::Running => Some(today::until(lang, &words::clock(lang, span.end))),
        Phase::Ended => Some(today::over(lang).to_owned()),
        _ if span.start - now <= TimeDelta::hours(12) => {
            Some(format::relative(lang, millis(span.start), millis(now)))
        }
        _ => Some(today::until(lang, &words::clock(lang, span.end))),
    }
}

/// The facts of a shift, tracked. What vanished stays as it was last seen, for as long as a screen shows it and its reader
/// still belongs there.
#[must_use]
pub fn facts_of(id: Signal<Option<ShiftId>>) -> Memo<Option<Facts>> {
    let (session, lang): (Session, _) = (use_session(), use_lang());
    Memo::new(move |before: Option<&Option<Facts>>| {
        let id = id.get()?;
        let now = session.read(|s| Facts::of(s, id, lang.get())).flatten();
        now.or_else(|| {
            let before = before.cloned().flatten().filter(|f| f.seen.id == id)?;
            let theirs = Audience::Public(before.seen.desk.clone());
            session
                .read(|s| s.audiences.contains(&theirs))
                .filter(|belongs| *belongs)
                .map(|_| before)
        })
    })
}

/// One thing of the facts, or nothing while there are none.
pub fn of<T: Default + Send + Sync + 'static>(
    facts: Memo<Option<Facts>>,
    get: impl Fn(&Facts) -> T + Send + Sync + 'static,
) -> Signal<T> {
    Signal::derive(move || {
        facts
            .with(|facts| facts.as_ref().map(&get))
            .unwrap_or_default()
    })
}

/// The shift that an address names.
#[must_use]
pub fn read_shift_id(text: &str) -> Option<ShiftId> {
    text.parse().ok()
}

/// What one calls somebody: the given name of a Chinese name, the first of others.
#[must_use]
pub fn given_name(name: &str) -> String {
    let name = name.trim();
    let characters: Vec<char> = name.chars().collect();
    let chinese = characters
        .iter()
        .all(|c| ('\u{4e00}'..='\u{9fff}').contains(c));
    match (chinese, characters.len()) {
        (true, 3..=4) => characters[characters.len() - 2..].iter().collect(),
        (true, _) => name.to_owned(),
        (false, _) => name.split_whitespace().next().unwrap_or(name).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::given_name;
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn somebody_is_called_by_their_given_name() {
        assert_eq!(given_name("郑海朗"), "海朗");
        assert_eq!(given_name("欧阳文静"), "文静");
        assert_eq!(given_name("李宁"), "李宁");
        assert_eq!(given_name("Mary Ann Smith"), "Mary");
        assert_eq!(given_name(""), "");
    }
}
