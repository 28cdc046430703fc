//! Enter paper roster 补录名单: what a sheet of paper says, entered afterwards. All of it or nothing; somebody else
//! confirms the hours.

use super::{
    find::FindPerson,
    known::{Known, known},
};
use crate::{
    cases::{WhatIsWrong, Wrong},
    locales::{Lang, common, format, roster as words, say, say_with, use_lang},
    session::use_session,
    shifts::PhotoField,
    ui::{Button, ButtonKind, Dialog, ErrorSummary, FieldKind, Glyph, Icon, TextField, use_toasts},
    words::{millis, zone},
};
use chrono::DateTime;
use leptos::prelude::*;
use linli_domain::{
    Command, PersonId, Prediction, Refusal, ShiftId, SignUpId,
    command::PaperEntry,
    refusal::{Field, Problem},
    shift::{SignUp, SignUpState},
    time::{Instant, Span},
};
use linli_sync::{ShiftSeen, Snapshot};
use std::collections::BTreeSet;

/// Somebody who may stand on the sheet.
#[derive(Clone, PartialEq, Eq)]
struct Line {
    sign_up: SignUpId,
    person: PersonId,
    name: String,
}

/// What is in the form. Copy it into callbacks.
#[derive(Clone, Copy)]
struct Form {
    /// Where a photograph of the sheet lies, once it is kept.
    photo: RwSignal<Option<String>>,
    ticked: RwSignal<BTreeSet<SignUpId>>,
    /// People who were not on the roster.
    added: RwSignal<Vec<Line>>,
    from: RwSignal<String>,
    to: RwSignal<String>,
}

/// Whether a sheet may be entered now: a sheet with nobody on it lacks a name, and nothing else.
fn may_enter(seen: &Snapshot, shift: ShiftId) -> bool {
    let command = Command::EnterAttendance {
        shift,
        photo: None,
        entries: Vec::new(),
    };
    let nobody = Refusal::Field {
        field: Field::Name,
        problem: Problem::Missing,
    };
    matches!(seen.foresee(&command), Prediction::Refused(reasons) if reasons == [nobody])
}

/// Those of the roster who may have been there, and of whom nobody knows it yet; never the reader.
fn lines(entries: &[SignUp], me: PersonId) -> Vec<Line> {
    let open = entries.iter().filter(|entry| {
        matches!(
            entry.state,
            SignUpState::Confirmed
                | SignUpState::Reconfirm
                | SignUpState::Requested
                | SignUpState::NotRecorded
                | SignUpState::NoShow { .. }
                | SignUpState::Waitlisted
        )
    });
    let line = |entry: &SignUp| {
        Some(Line {
            sign_up: entry.id,
            person: entry.person.filter(|person| *person != me)?,
            name: entry.name.clone(),
        })
    };
    open.filter_map(line).collect()
}

/// The moment of a time of day at a shift; that of the day after, where it ends past midnight.
fn at(span: &Span, time: &str, ends: bool) -> Option<Instant> {
    let moment = |day: Instant| {
        let day = format::iso_day(millis(day), zone());
        DateTime::from_timestamp_millis(format::instant(&day, time, zone())?)
    };
    let at = moment(span.start)?;
    if ends && at <= span.start {
        return moment(span.end);
    }
    Some(at)
}

/// The button, where a sheet may be entered now, and the form.
#[component]
pub fn PaperRoster(
    /// Of which shift.
    shift: Memo<Option<ShiftSeen>>,
    /// Its entries, in order.
    entries: Memo<Vec<SignUp>>,
) -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let may = Memo::new(move |_| {
        let id = shift.read().as_ref()?.id;
        session
            .read(|seen| may_enter(seen, id))
            .filter(|may| *may)?;
        Some(id)
    });
    let form = Form {
        photo: RwSignal::new(None),
        ticked: RwSignal::default(),
        added: RwSignal::default(),
        from: RwSignal::default(),
        to: RwSignal::default(),
    };
    let begin = move || {
        let span = shift.with_untracked(|shift| shift.as_ref().map(|shift| shift.about.span));
        let Some(span) = span else { return };
        form.photo.set(None);
        form.ticked.set(BTreeSet::new());
        form.added.set(Vec::new());
        form.from.set(format::iso_time(millis(span.start), zone()));
        form.to.set(format::iso_time(millis(span.end), zone()));
        open.set(true);
    };
    view! {
        {move || may.get().map(|id| view! {
            <Button small=true kind=ButtonKind::Quiet on_press=begin>{say(words::enter_paper_roster)}</Button>
            <Dialog open title=say(words::enter_paper_roster)><Sheet id shift entries form open /></Dialog>
        })}
    }
}

/// Names to tick, people to add, times, and the button.
#[component]
fn Sheet(
    id: ShiftId,
    shift: Memo<Option<ShiftSeen>>,
    entries: Memo<Vec<SignUp>>,
    form: Form,
    open: RwSignal<bool>,
) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let me = Memo::new(move |_| session.read(|seen| seen.person).unwrap_or(PersonId::SYSTEM));
    let on_roster = Memo::new(move |_| lines(&entries.read(), me.get()));
    let all = Memo::new(move |_| {
        let added = form.added.get().into_iter();
        on_roster.get().into_iter().chain(added).collect::<Vec<_>>()
    });
    let mine = Memo::new(move |_| entries.read().iter().any(|e| e.person == Some(me.get())));
    let picked = Memo::new(move |_| {
        let ticked = form.ticked.read();
        let all = all.get().into_iter();
        all.filter(|line| ticked.contains(&line.sign_up))
            .collect::<Vec<_>>()
    });
    let wrong = Wrong::with("paper");
    let missing = RwSignal::new(Vec::<(String, String)>::new());
    let busy = RwSignal::new(false);
    let enter = move || {
        let l = lang.get_untracked();
        let span = shift.with_untracked(|shift| shift.as_ref().map(|shift| shift.about.span));
        let (Some(span), picked) = (span, picked.get_untracked()) else {
            return;
        };
        let nobody = picked.is_empty();
        missing.set(if nobody {
            vec![("paper-names".into(), words::paper_nobody(l).into())]
        } else {
            Vec::new()
        });
        if busy.get_untracked() || nobody {
            return;
        }
        // What was left as planned is not sent.
        let from = at(&span, &form.from.get_untracked(), false).filter(|from| *from != span.start);
        let to = at(&span, &form.to.get_untracked(), true).filter(|to| *to != span.end);
        let count = u32::try_from(picked.len()).unwrap_or(u32::MAX);
        let entry = |line: Line| PaperEntry {
            sign_up: line.sign_up,
            person: line.person,
            from,
            to,
        };
        let command = Command::EnterAttendance {
            shift: id,
            photo: form.photo.get_untracked(),
            entries: picked.into_iter().map(entry).collect(),
        };
        if wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    open.try_set(false);
                    toasts.show(words::paper_entered(l, count));
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let whole = Memo::new(move |_| picked.read().len() == all.read().len());
    let turn_all = move || {
        let ids = all.with_untracked(|all| all.iter().map(|line| line.sign_up).collect());
        form.ticked.set(if whole.get_untracked() {
            BTreeSet::new()
        } else {
            ids
        });
    };
    let turn_word = say_with(move |l: Lang| {
        if whole.get() {
            words::tick_none(l).to_owned()
        } else {
            words::tick_all(l).to_owned()
        }
    });
    let press = say_with(move |l| {
        words::paper_enter(l, u32::try_from(picked.read().len()).unwrap_or(u32::MAX))
    });
    view! {
        <p>{session.say_of_hours(words::paper_hint, words::paper_hint_attendance)}</p>
        <ErrorSummary errors=missing />
        <WhatIsWrong wrong />
        <PhotoField value=form.photo label=say(words::take_photo) />
        <fieldset class="several stack">
            <legend class="field-label">{say(words::paper_who)}</legend>
            <Show
                when=move || !all.read().is_empty()
                fallback=|| view! { <p class="second">{say(words::paper_all_there)}</p> }
            >
                <div class="row"><Button small=true kind=ButtonKind::Quiet on_press=turn_all>{turn_word}</Button></div>
                <ul class="roster-list card" id="paper-names" tabindex="-1">
                    <For each=move || all.get() key=|line| (line.sign_up, line.name.clone()) let:line><li><Tick line ticked=form.ticked /></li></For>
                </ul>
            </Show>
            <Show when=move || mine.get()><p class="second">{say(words::paper_not_you)}</p></Show>
        </fieldset>
        <More shift form />
        <div class="two">
            <TextField label=say(words::paper_from) value=form.from kind=FieldKind::Time id=wrong.id(Field::Start) />
            <TextField label=say(words::paper_to) value=form.to kind=FieldKind::Time error=wrong.of(Field::End) id=wrong.id(Field::End) />
        </div>
        <p class="second">{session.say_of_hours(words::paper_times_hint, words::paper_times_hint_attendance)}</p>
        <div class="dialog-actions">
            <Button pending=busy on_press=enter>{press}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::keep)}</Button>
        </div>
    }
}

/// One name with its box.
#[component]
fn Tick(line: Line, ticked: RwSignal<BTreeSet<SignUpId>>) -> impl IntoView {
    let id = line.sign_up;
    let turn = move |event| {
        let on = event_target_checked(&event);
        ticked.update(|ticked| {
            if on {
                ticked.insert(id);
            } else {
                ticked.remove(&id);
            }
        });
    };
    view! {
        <label class="check several-line">
            <input type="checkbox" prop:checked=move || ticked.read().contains(&id) on:change=turn />
            <span class="check-box"><Icon glyph=Glyph::Check /></span>
            <span>{line.name}</span>
        </label>
    }
}

/// Finds people who were not on the roster, and puts them on the sheet, ticked.
#[component]
fn More(shift: Memo<Option<ShiftSeen>>, form: Form) -> impl IntoView {
    let session = use_session();
    let all = Memo::new(move |_| {
        let shift = shift.read();
        let added = form.added.read();
        let found = session.read(|seen| {
            let mut all = known(seen, shift.as_ref()?, false);
            all.retain(|one| {
                one.id != seen.person && added.iter().all(|there| there.person != one.id)
            });
            Some(all)
        });
        found.flatten().unwrap_or_default()
    });
    let add = move |one: Known| {
        let line = Line {
            sign_up: SignUpId(session.fresh()),
            person: one.id,
            name: one.name,
        };
        form.ticked.update(|ticked| {
            ticked.insert(line.sign_up);
        });
        form.added.update(|added| added.push(line));
    };
    view! {
        <div class="stack">
            <p class="field-label">{say(words::paper_more)}</p>
            <FindPerson all on_pick=add meaning=words::paper_add quiet=true />
        </div>
    }
}
