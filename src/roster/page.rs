//! The roster on its page, and as a column of the desk.

use super::{
    code::Code,
    contests::Contests,
    hand_over::HandOver,
    hours::{ConfirmAll, Minutes, Typed},
    order::by_name,
    paper::PaperRoster,
    people::{Entry, Marks},
    requests::Requests,
    scan_card::ScanCard,
    share::CopyForGroup,
    sheet::{PrintRoster, Sheet},
    someone::SomeoneElse,
    unreached::Unreached,
};
use crate::{
    cases::{id_in_address, listing},
    desk::ShiftFacts,
    history::History,
    locales::{roster as words, say, say_with, use_lang},
    session::use_session,
    shifts::SheetPhotos,
    ui::{EmptyState, KeyedRows, ListState, PageHeader},
};
use leptos::prelude::*;
use linli_domain::{
    Command, DocumentKey, ShiftId, minutes_of,
    shift::{Contact, Phase, SignUp, SignUpState},
};
use linli_sync::ShiftSeen;

/// Roster 名单, for a lead, a deputy and the desk.
#[component]
pub fn RosterPage() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let id = id_in_address::<ShiftId>("shift");
    let shift = Memo::new(move |_| {
        id.get()
            .and_then(|id| session.read(|s| s.shift(id)).flatten())
    });
    let desk = Memo::new(move |_| session.read(|seen| seen.runs_desk()) == Some(true));
    let title = Memo::new(move |_| match shift.read().as_ref() {
        Some(shift) => shift.about.title.pick(lang.get().tag()).to_owned(),
        None => words::title(lang.get()).to_owned(),
    });
    let back = Signal::derive(move || Some(if desk.get() { "/desk" } else { "/" }.to_owned()));
    let document = Signal::derive(move || id.get().map(DocumentKey::Shift));
    let state = listing(session, move || shift.read().is_none());
    view! {
        <div class="page">
            <PageHeader title small=say(words::title) back />
            <ListState state empty=say(crate::locales::desk::gone) retry=move || session.refresh()>
                <ShiftFacts shift />
                <RosterPanel shift />
                <History document />
            </ListState>
        </div>
    }
}

/// The part of a roster that an entry stands in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Requests,
    Contested,
    First,
    There,
    Waiting,
    Gone,
}

/// The exceptions come first: absences that are contested, and afterwards who is not marked or verified.
fn part_of(entry: &SignUp, over: bool) -> Part {
    let unverified = entry
        .check_in
        .iter()
        .chain(&entry.check_out)
        .any(|p| !p.verified);
    match entry.state {
        SignUpState::NoShow { contested: true } => Part::Contested,
        SignUpState::Requested if !over => Part::Requests,
        SignUpState::Waitlisted => Part::Waiting,
        SignUpState::Declined | SignUpState::Withdrawn { .. } | SignUpState::Cancelled => {
            Part::Gone
        }
        SignUpState::CheckedIn if over => Part::First,
        SignUpState::CheckedOut if over && unverified => Part::First,
        state if over && state.is_expected() => Part::First,
        _ => Part::There,
    }
}

/// Code, names, hours.
#[component]
pub fn RosterPanel(
    /// The shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let session = use_session();
    let typed: Typed = RwSignal::default();
    let names = Memo::new(move |_| shift.read().as_ref().is_some_and(|s| s.entries.is_some()));
    let over = Memo::new(move |_| {
        shift
            .read()
            .as_ref()
            .is_some_and(|s| matches!(s.phase, Phase::Ended | Phase::Recorded))
    });
    let entries = Memo::new(move |_| {
        let mut entries = shift
            .read()
            .as_ref()
            .and_then(|s| s.entries.clone())
            .unwrap_or_default();
        by_name(&mut entries);
        entries
    });
    let part = move |part: Part| {
        Memo::new(move |_| {
            let over = over.get();
            let mut found: Vec<SignUp> = entries
                .get()
                .into_iter()
                .filter(|e| part_of(e, over) == part)
                .collect();
            if part == Part::Waiting {
                found.sort_by_key(|entry| entry.rank);
            }
            found
        })
    };
    let (requests, contested, first, there, waiting, gone) = (
        part(Part::Requests),
        part(Part::Contested),
        part(Part::First),
        part(Part::There),
        part(Part::Waiting),
        part(Part::Gone),
    );
    // One try for all: the rule book tells whether ticks and absences are taken now. Nobody ticks themselves.
    let marks = Memo::new(move |_| {
        let Some(id) = shift.read().as_ref().map(|s| s.id) else {
            return Marks::default();
        };
        let entries = entries.read();
        let would = |own: bool, command: &dyn Fn(&SignUp) -> Command| {
            let try_one = |seen: &linli_sync::Snapshot| {
                let expected = entries.iter().filter(|e| e.state.is_expected());
                expected
                    .filter(|e| e.person.is_some_and(|person| own || person != seen.person))
                    .take(1)
                    .any(|e| seen.would(&command(e)))
            };
            session.read(try_one) == Some(true)
        };
        let now = session.now();
        Marks {
            present: would(false, &|e| Command::MarkPresent {
                shift: id,
                sign_up: e.id,
                at: now,
            }),
            absent: would(true, &|e| Command::MarkAbsent {
                shift: id,
                sign_up: e.id,
            }),
        }
    });
    let count =
        |part: Memo<Vec<SignUp>>| move || u32::try_from(part.read().len()).unwrap_or(u32::MAX);
    let list = move |part: Memo<Vec<SignUp>>| view! { <People shift part marks typed over /> };
    view! {
        <Show when=move || names.get() fallback=|| view! { <EmptyState words=say(words::not_for_you) /> }>
            <div class="row roster-tools">
                <ScanCard shift />
                <SomeoneElse shift />
                <CopyForGroup shift />
                <PrintRoster />
                <HandOver shift />
                <PaperRoster shift entries />
            </div>
            <Requests shift entries=requests />
            <Unreached shift />
            <Code shift />
            <Show when=move || entries.read().is_empty()><EmptyState words=say(words::nobody_yet) /></Show>
            <Show when=move || !(contested.read().is_empty() && first.read().is_empty())>
                <section class="section">
                    <h2>{say(words::exceptions)}</h2>
                    <Contests shift entries=contested />
                    <Show when=move || !first.read().is_empty()>{list(first)}</Show>
                </section>
            </Show>
            <Show when=move || !there.read().is_empty()>
                <section class="section">
                    <div class="section-head">
                        <h2>{say_with(move |l| words::people_on_it(l, count(there)()))}</h2>
                        <HowMany shift entries />
                    </div>
                    {list(there)}
                </section>
            </Show>
            <Show when=move || over.get()><ConfirmAll shift typed /></Show>
            <Show when=move || !waiting.read().is_empty()>
                <section class="section">
                    <h2>{say_with(move |l| words::waiting_list(l, count(waiting)()))}</h2>
                    {list(waiting)}
                </section>
            </Show>
            <Show when=move || !gone.read().is_empty()>
                <details class="form-more">
                    <summary>{say_with(move |l| words::others_count(l, count(gone)()))}</summary>
                    {list(gone)}
                </details>
            </Show>
            <SheetPhotos shift />
            <Sheet shift entries />
        </Show>
    }
}

/// Places taken, and how many say that they come: "18/24 · 12 say they come".
#[component]
fn HowMany(shift: Memo<Option<ShiftSeen>>, entries: Memo<Vec<SignUp>>) -> impl IntoView {
    let coming = Memo::new(move |_| {
        let entries = entries.read();
        let say_so = entries
            .iter()
            .filter(|e| e.coming && e.state == SignUpState::Confirmed);
        u32::try_from(say_so.count()).unwrap_or(u32::MAX)
    });
    let of = move || {
        let shift = shift.read();
        let taken = |shift: &ShiftSeen| format!("{}/{}", shift.counts.taken, shift.about.slots);
        shift.as_ref().map(taken)
    };
    view! {
        <p class="dots second">
            <span>{of}</span>
            {move || (coming.get() > 0).then(|| view! { <span>{say_with(move |l| words::say_they_come(l, coming.get()))}</span> })}
        </p>
    }
}

/// Who runs the shift has it beside their name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Tag {
    Lead,
    Deputy,
}

/// One entry, and what else stands in its line.
#[derive(Clone, PartialEq)]
struct Line {
    entry: SignUp,
    /// Place on the waiting list, from 1.
    position: Option<u32>,
    tag: Option<Tag>,
    /// Minutes by check-in and check-out, where they can be changed.
    counted: Option<u32>,
}

fn lines(seen: &ShiftSeen, entries: &[SignUp], hours: bool) -> Vec<Line> {
    let is = |contact: &Option<Contact>, entry: &SignUp| {
        contact.as_ref().is_some_and(|c| Some(c.id) == entry.person)
    };
    let whole = hours.then(|| seen.as_shift());
    let line = |(n, entry): (usize, &SignUp)| Line {
        position: (entry.state == SignUpState::Waitlisted)
            .then(|| u32::try_from(n + 1).unwrap_or(u32::MAX)),
        tag: if is(&seen.lead, entry) {
            Some(Tag::Lead)
        } else {
            is(&seen.deputy, entry).then_some(Tag::Deputy)
        },
        counted: whole
            .as_ref()
            .filter(|_| entry.state.is_present())
            .map(|whole| minutes_of(whole, entry)),
        entry: entry.clone(),
    };
    entries.iter().enumerate().map(line).collect()
}

/// Names under a heading.
#[component]
fn People(
    shift: Memo<Option<ShiftSeen>>,
    part: Memo<Vec<SignUp>>,
    marks: Memo<Marks>,
    typed: Typed,
    over: Memo<bool>,
) -> impl IntoView {
    let session = use_session();
    let id = Memo::new(move |_| shift.read().as_ref().map(|shift| shift.id));
    let lines = Memo::new(move |_| {
        let hours = over.get() && session.keeps_hours();
        let shift = shift.read();
        let lines = shift.as_ref().map(|seen| lines(seen, &part.read(), hours));
        lines.unwrap_or_default()
    });
    let row = move |line: Line| {
        let shift = id.get_untracked()?;
        let missing = line.entry.check_out.is_none();
        let (whose, counted) = (line.entry.clone(), line.counted);
        let more = move || {
            counted.map(|counted| view! {
                <Minutes entry=whose.clone() counted typed />
                {missing.then(|| view! { <p class="second">{say(words::planned_end_counted)}</p> })}
            })
        };
        let tag = line.tag.map(|tag| match tag {
            Tag::Lead => say(words::lead_tag),
            Tag::Deputy => say(words::deputy_tag),
        });
        let (entry, position) = (line.entry, line.position);
        Some(view! { <li><Entry shift entry marks position tag more /></li> })
    };
    view! { <ul class="roster-list card"><KeyedRows each=lines key=|line: &Line| line.entry.id row /></ul> }
}
