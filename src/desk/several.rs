//! Change several 批量处理: shifts of the coming days called off or put off together, with one reason, one way back, and one list
//! of those who have not been reached.

use super::{
    going::{Going, Run, ask_all},
    postpone::moved,
    why::{Reason, ReasonField},
};
use crate::{
    locales::{Lang, desk as words, say, say_with, use_lang},
    session::use_session,
    ui::{
        Button, ButtonKind, ErrorSummary, FieldKind, Glyph, Icon, Segments, TextField, use_toasts,
    },
    words as sentences,
};
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{
    Audience, ShiftId,
    refusal::Field,
    shift::ShiftState,
    time::{Span, hours},
};
use linli_sync::{ShiftSeen, Snapshot};
use std::collections::BTreeSet;

/// How far ahead shifts are offered.
const AHEAD_HOURS: i64 = 7 * 24;

/// What is to become of them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum What {
    Cancel,
    Postpone,
}

/// Shifts of the coming days that this person may call off or put off together.
fn coming(seen: &Snapshot) -> Vec<ShiftSeen> {
    let until = seen.now + hours(AHEAD_HOURS);
    let mut shifts = seen.shifts();
    shifts.retain(|shift| {
        let span = shift.about.span;
        let desk = Audience::Desk(shift.desk.clone());
        shift.state == ShiftState::Open
            && span.end > seen.now
            && span.start <= until
            && shift.counts.present == 0
            && seen.audiences.contains(&desk)
    });
    shifts
}

/// Choose, call or put off, and tell whom it concerns.
#[component]
pub fn Several() -> impl IntoView {
    let chosen = RwSignal::new(BTreeSet::<ShiftId>::new());
    let run = Run {
        of: RwSignal::new(0),
        asked: RwSignal::new(Vec::new()),
        refused: RwSignal::new(Vec::new()),
    };
    let running = Memo::new(move |_| run.of.get() > 0);
    view! {
        <Show when=move || running.get() fallback=move || view! { <Choose chosen run /> }>
            <Going run />
        </Show>
    }
}

/// The shifts, the reason and the button.
#[component]
fn Choose(chosen: RwSignal<BTreeSet<ShiftId>>, run: Run) -> impl IntoView {
    let session = use_session();
    let shifts = Memo::new(move |_| session.read(coming).unwrap_or_default());
    // What is no longer offered is no longer chosen.
    let picked = Memo::new(move |_| {
        let chosen = chosen.read();
        let shifts = shifts.get().into_iter();
        shifts
            .filter(|shift| chosen.contains(&shift.id))
            .collect::<Vec<_>>()
    });
    let all = Memo::new(move |_| picked.read().len() == shifts.read().len());
    let turn_all = move || {
        let ids = shifts.with_untracked(|shifts| shifts.iter().map(|shift| shift.id).collect());
        chosen.set(if all.get_untracked() {
            BTreeSet::new()
        } else {
            ids
        });
    };
    let word = move |l| {
        if all.get() {
            words::choose_none(l).to_owned()
        } else {
            words::choose_all(l).to_owned()
        }
    };
    view! {
        <Show when=move || !shifts.read().is_empty() fallback=|| view! { <p class="second">{say(words::no_shifts_to_change)}</p> }>
            <fieldset class="several stack">
                <legend class="field-label">{say(words::choose_shifts)}</legend>
                <div class="row"><Button small=true kind=ButtonKind::Quiet on_press=turn_all>{say_with(word)}</Button></div>
                <ul class="desk-rows card" id="several-shifts" tabindex="-1">
                    <For each=move || shifts.get() key=|shift| (shift.id, shift.counts.taken) let:shift><li><Line shift chosen /></li></For>
                </ul>
            </fieldset>
            <CallOff picked run />
        </Show>
    }
}

/// One shift to tick.
#[component]
fn Line(shift: ShiftSeen, chosen: RwSignal<BTreeSet<ShiftId>>) -> impl IntoView {
    let lang = use_lang();
    let (id, about) = (shift.id, StoredValue::new(shift.about));
    let taken = shift.counts.taken;
    let ticked = move || chosen.read().contains(&id);
    let turn = move |event| {
        let on = event_target_checked(&event);
        chosen.update(|chosen| {
            if on {
                chosen.insert(id);
            } else {
                chosen.remove(&id);
            }
        });
    };
    let title = move || about.with_value(|about| about.title.pick(lang.get().tag()).to_owned());
    let when = move || about.with_value(|about| sentences::when(lang.get(), &about.span));
    let full = about.with_value(|about| format!("{taken}/{}", about.slots));
    view! {
        <label class="check several-line">
            <input type="checkbox" prop:checked=ticked on:change=turn />
            <span class="check-box"><Icon glyph=Glyph::Check /></span>
            <span class="several-what">
                <span class="desk-row-title">{title}</span>
                " "
                <span class="dots second"><span>{when}</span><span>{full}</span></span>
            </span>
        </label>
    }
}

/// What is wrong before anything is asked for: the control's id, and the sentence.
fn missing(
    lang: Lang,
    shifts: &[ShiftSeen],
    reason: &str,
    new: Option<&[Option<Span>]>,
) -> Vec<(String, String)> {
    let mut errors = Vec::new();
    if shifts.is_empty() {
        errors.push(("several-shifts".into(), words::choose_some(lang).into()));
    }
    if new.is_some_and(|new| new.iter().any(Option::is_none)) {
        errors.push(("several-day".into(), words::when_missing(lang).into()));
    }
    if reason.is_empty() {
        let missing = linli_domain::Refusal::Field {
            field: Field::Reason,
            problem: linli_domain::refusal::Problem::Missing,
        };
        errors.push((
            "several-reason".into(),
            sentences::refusal(lang, &missing, None),
        ));
    }
    errors
}

/// What is to become of them, why, and the button.
#[component]
fn CallOff(picked: Memo<Vec<ShiftSeen>>, run: Run) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let what = RwSignal::new(What::Cancel);
    let (day, start) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let reason = Reason::new();
    let wrong = RwSignal::new(Vec::<(String, String)>::new());
    let confirm = move || {
        let lang = lang.get_untracked();
        let (reason, shifts) = (reason.code(), picked.get_untracked());
        let postpone = what.get_untracked() == What::Postpone;
        let (day, start) = (day.get_untracked(), start.get_untracked());
        let span = |shift: &ShiftSeen| {
            let new = postpone.then(|| moved(&shift.about.span, &day, &start));
            new.flatten()
        };
        let spans: Vec<Option<Span>> = shifts.iter().map(span).collect();
        let errors = missing(lang, &shifts, &reason, postpone.then_some(&*spans));
        let fine = errors.is_empty();
        wrong.set(errors);
        if !fine {
            return;
        }
        run.asked.set(Vec::new());
        run.refused.set(Vec::new());
        run.of.set(shifts.len());
        let todo = shifts.into_iter().zip(spans).collect();
        spawn_local(ask_all((session, toasts, lang), run, todo, reason));
    };
    let ways = vec![
        (What::Cancel, say(words::cancel)),
        (What::Postpone, say(words::postpone)),
    ];
    let postpones = move || what.get() == What::Postpone;
    let press = say_with(move |l| {
        let count = u32::try_from(picked.read().len()).unwrap_or(u32::MAX);
        if postpones() {
            words::postpone_chosen(l, count)
        } else {
            words::cancel_chosen(l, count)
        }
    });
    let told = say_with(move |l| {
        let word = if postpones() {
            words::postpone_told
        } else {
            words::cancel_told
        };
        word(l).to_owned()
    });
    let wrong_with = move |field: &'static str| {
        Signal::derive(move || {
            let wrong = wrong.read();
            let mut at = wrong.iter().filter(|(id, _)| id == field);
            at.next().map(|(_, words)| words.clone())
        })
    };
    view! {
        <ErrorSummary errors=wrong />
        <Segments label=say(words::what_now) options=ways chosen=what on_choose=move |one: What| what.set(one) />
        <Show when=postpones>
            <div class="two">
                <TextField label=say(words::new_day) value=day kind=FieldKind::Date error=wrong_with("several-day") id="several-day".to_owned() />
                <TextField label=say(words::new_start) value=start kind=FieldKind::Time hint=say(words::new_start_hint) optional=true />
            </div>
        </Show>
        <ReasonField reason error=wrong_with("several-reason") id="several-reason" />
        <p class="second">{told}</p>
        <div class="two several-actions">
            <Button kind=ButtonKind::Danger on_press=confirm>{press}</Button>
        </div>
    }
}
