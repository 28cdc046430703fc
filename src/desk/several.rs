//! Change several 批量处理: shifts of the coming days called off together, with one reason, one way back, and one list
//! of those who have not been reached.

use super::resident::CallResidents;
use crate::{
    cases::label,
    locales::{desk as words, say, say_with, use_lang},
    roster::{UnreachedOf, to_call_of},
    session::use_session,
    ui::{
        Button, ButtonKind, ErrorSummary, Glyph, Icon, LinkButton, Reasons, Segments, TextField,
        use_toasts,
    },
    words as sentences,
};
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{Audience, Command, ShiftId, refusal::Field, shift::ShiftState, time::hours};
use linli_sync::{ShiftSeen, Snapshot};
use std::collections::BTreeSet;

/// How far ahead shifts are offered.
const AHEAD_HOURS: i64 = 7 * 24;

/// Why they are called off.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Why {
    Rain,
    Heat,
    Other,
}

/// What has been asked for. Copy it into callbacks.
#[derive(Clone, Copy)]
struct Run {
    /// How many shifts were chosen; 0 while they are being chosen.
    of: RwSignal<usize>,
    /// Those whose cancellation is safe on this device.
    asked: RwSignal<Vec<ShiftId>>,
    /// Those that may not be called off, and why.
    refused: RwSignal<Vec<String>>,
}

/// Shifts of the coming days that this person may call off together.
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

/// Choose, call off, and tell whom it concerns.
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

/// Why, and the button. Postponing is to stand beside it.
#[component]
fn CallOff(picked: Memo<Vec<ShiftSeen>>, run: Run) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let why = RwSignal::new(Why::Rain);
    let other = RwSignal::new(String::new());
    let wrong = RwSignal::new(Vec::<(String, String)>::new());
    let confirm = move || {
        let lang = lang.get_untracked();
        let reason = match why.get_untracked() {
            Why::Rain => words::reason_rain(lang).to_owned(),
            Why::Heat => words::reason_heat(lang).to_owned(),
            Why::Other => other.get_untracked().trim().to_owned(),
        };
        let shifts = picked.get_untracked();
        let mut errors = Vec::new();
        if shifts.is_empty() {
            errors.push(("several-shifts".into(), words::choose_some(lang).into()));
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
        let fine = errors.is_empty();
        wrong.set(errors);
        if !fine {
            return;
        }
        run.asked.set(Vec::new());
        run.refused.set(Vec::new());
        run.of.set(shifts.len());
        spawn_local(async move {
            let mut held = Vec::new();
            for shift in shifts {
                let reason = reason.clone();
                let command = Command::CancelShift {
                    shift: shift.id,
                    reason,
                };
                match session.ask(command).await {
                    Ok(id) => {
                        held.push(id);
                        run.asked.try_update(|asked| asked.push(shift.id));
                    }
                    Err(trouble) => {
                        let why = sentences::trouble(lang, &trouble, None).join(" ");
                        let title = shift.about.title.pick(lang.tag());
                        let line = format!("{title}{}{why}", words::colon(lang));
                        run.refused.try_update(|refused| refused.push(line));
                    }
                }
            }
            let n = u32::try_from(held.len()).unwrap_or(u32::MAX);
            if n > 0 {
                let undo = move |()| {
                    session.undo_all(held.clone());
                    run.of.try_set(0);
                };
                toasts.show_with_undo(words::several_cancelled(lang, n), Callback::new(undo));
            }
        });
    };
    let reasons = vec![
        (Why::Rain, say(words::reason_rain)),
        (Why::Heat, say(words::reason_heat)),
        (Why::Other, say(words::reason_other)),
    ];
    let count = move || u32::try_from(picked.read().len()).unwrap_or(u32::MAX);
    let of_reason = Signal::derive(move || {
        let wrong = wrong.read();
        let mut at = wrong.iter().filter(|(id, _)| id == "several-reason");
        at.next().map(|(_, words)| words.clone())
    });
    view! {
        <ErrorSummary errors=wrong />
        <Segments label=say(words::why) options=reasons chosen=why on_choose=move |one: Why| why.set(one) />
        <Show when=move || why.get() == Why::Other>
            <TextField label=label(Field::Reason) value=other error=of_reason id="several-reason" />
        </Show>
        <p class="second">{say(words::cancel_told)}</p>
        <div class="two several-actions">
            <Button kind=ButtonKind::Danger on_press=confirm>{say_with(move |l| words::cancel_chosen(l, count()))}</Button>
        </div>
    }
}

/// How far it is, then who has not been reached.
#[component]
fn Going(run: Run) -> impl IntoView {
    let session = use_session();
    let shifts = Memo::new(move |_| {
        let asked = run.asked.read();
        let seen = |seen: &Snapshot| {
            asked
                .iter()
                .filter_map(|id| seen.shift(*id))
                .collect::<Vec<_>>()
        };
        session.read(seen).unwrap_or_default()
    });
    let is_done =
        |shift: &&ShiftSeen| matches!(shift.state, ShiftState::Cancelled { .. }) && !shift.pending;
    let done = Memo::new(move |_| shifts.read().iter().filter(is_done).count());
    let over = Memo::new(move |_| {
        let refused = run.refused.read().len();
        done.get() + refused >= run.of.get()
    });
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    let said = say_with(move |l| {
        if over.get() {
            words::several_done(l, number(done.get()))
        } else {
            words::progress(l, number(done.get()), number(run.of.get()))
        }
    });
    let all_reached = Memo::new(move |_| {
        let shifts = shifts.read();
        let left = |seen: &Snapshot| {
            let residents = shifts.iter().any(|shift| seen.to_tell(shift).is_some());
            residents || !to_call_of(&shifts, seen.person, seen.now).is_empty()
        };
        !shifts.is_empty() && session.read(left) == Some(false)
    });
    let share = move || format!("{}%", done.get() * 100 / run.of.get().max(1));
    view! {
        <p class="several-progress" role="status">{said}</p>
        <Show when=move || !over.get()><div class="code-left" aria-hidden="true" style:--share=share></div></Show>
        <Show when=move || !run.refused.read().is_empty()><Reasons title=say(words::not_cancelled) reasons=run.refused /></Show>
        <Show when=move || over.get()>
            <UnreachedOf shifts />
            <CallResidents shifts />
            <Show when=move || all_reached.get()><p>{say(words::all_reached)}</p></Show>
            <LinkButton href="/desk" kind=ButtonKind::Quiet>{say(words::finish)}</LinkButton>
        </Show>
    }
}
