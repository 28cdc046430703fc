//! The rotating code: a picture and eight digits, made on this device from the shift's secret, offline too.

use crate::{
    locales::{common, roster as words, say, say_with, use_lang},
    session::use_session,
    ui::QrCode,
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{
    codes,
    shift::{Attendance, Secret},
    time::minutes,
};
use linli_sync::{ShiftSeen, Snapshot};
use std::time::Duration;

/// The code while it may be used, or when it will be.
#[component]
pub fn Code(
    /// The shift.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let now = RwSignal::new(session.now());
    if let Ok(timer) = set_interval_with_handle(
        move || {
            now.try_set(session.now());
        },
        Duration::from_millis(500),
    ) {
        on_cleanup(move || timer.clear());
    }
    let what = Memo::new(move |_| {
        let shift = shift.get()?;
        let before_and_after = |s: &Snapshot| {
            let profile = s.profile.whole();
            (
                profile.check_in_opens_minutes,
                profile.check_in_closes_minutes,
            )
        };
        let (before, after) = session.read(before_and_after)?;
        let opens = shift.about.span.start - minutes(before);
        let closes = shift.about.span.end + minutes(after);
        let now = now.get();
        let on_site = shift.about.attendance == Attendance::Site;
        let lives = shift.state == linli_domain::shift::ShiftState::Open;
        (on_site && lives && now <= closes).then_some((now >= opens, opens, shift.secret, shift.id))
    });
    let leads = Memo::new(move |_| {
        let me = session.read(|seen| seen.person);
        let shift = shift.read();
        shift
            .as_ref()
            .is_some_and(|s| s.lead.iter().chain(&s.deputy).any(|c| Some(c.id) == me))
    });
    move || {
        let (open, opens, secret, id) = what.get()?;
        let line = |words: String| view! { <p class="second code-line">{words}</p> }.into_any();
        Some(match secret {
            None if leads.get() => line(words::code_comes(lang.get()).to_owned()),
            None => line(words::code_with_lead(lang.get()).to_owned()),
            Some(_) if !open => {
                let l = lang.get();
                let when = format!(
                    "{} {}",
                    sentences::day(l, opens),
                    sentences::clock(l, opens)
                );
                line(words::code_opens(l, &when))
            }
            Some(secret) => view! { <Turning secret shift=id now /> }.into_any(),
        })
    }
}

/// The code of this moment.
#[component]
fn Turning(
    secret: Secret,
    shift: linli_domain::ShiftId,
    now: RwSignal<linli_domain::time::Instant>,
) -> impl IntoView {
    let step = Memo::new(move |_| codes::step_at(now.get()));
    let (for_digits, for_picture) = (secret.clone(), secret);
    let digits = Memo::new(move |_| {
        let digits = codes::digits(&for_digits, shift, step.get());
        let (first, second) = digits.split_at(4);
        format!("{first} {second}")
    });
    let picture = Memo::new(move |_| {
        let step = step.get();
        codes::picture_text(shift, step, &codes::code(&for_picture, shift, step))
    });
    // What is left of the ten seconds.
    let share = move || {
        let gone = now
            .get()
            .timestamp_millis()
            .rem_euclid(codes::STEP_SECONDS * 1000);
        format!("{}%", 100 - gone * 100 / (codes::STEP_SECONDS * 1000))
    };
    view! {
        <section class="code-panel card" aria-label=say(words::code)>
            <QrCode text=picture label=say_with(move |l| common::code_qr(l, &digits.get())) />
            <p class="code-digits">{digits}</p>
            <div class="code-left" aria-hidden="true" style:--share=share></div>
            <p class="second">{say(words::code_changes)}</p>
        </section>
    }
}
