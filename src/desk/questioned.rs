//! Not right 时长有误, as the desk sees it: what the volunteer says, what is recorded, and the answer with its reason.

use crate::{
    cases::{WhatIsWrong, Wrong, label},
    locales::{Lang, common, desk as words, say, use_lang},
    session::use_session,
    ui::{Button, EmptyState, FieldKind, Status, StatusBadge, TextArea, TextField, use_toasts},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::{
    Command, DocumentKey, RecordId,
    record::{RecordState, ServiceRecord},
    refusal::Field,
};

/// One record that is questioned.
#[component]
pub fn Questioned(
    /// Which.
    id: Memo<Option<RecordId>>,
) -> impl IntoView {
    let session = use_session();
    let record = Memo::new(move |_| session.read(|seen| seen.record(id.get()?)).flatten());
    let pending = Memo::new(move |_| {
        let key = id.get().map(DocumentKey::Record);
        session.read(|seen| key.is_some_and(|key| seen.pending.contains(&key))) == Some(true)
    });
    // What is typed stays while the record moves on around it.
    let of = Memo::new(move |_| {
        record
            .read()
            .as_ref()
            .map(|record| (record.id, record.minutes))
    });
    let open = Memo::new(move |_| {
        let record = record.read();
        let state = record.as_ref().map(|record| record.state);
        state == Some(RecordState::CorrectionRequested)
    });
    let mine = Memo::new(move |_| {
        let volunteer = record.read().as_ref().map(|record| record.volunteer);
        volunteer.is_some() && volunteer == session.read(|seen| seen.person)
    });
    view! {
        {move || record.get().map(|record| view! { <Facts record /> })}
        <Show when=move || record.read().is_none()><EmptyState words=say(words::record_gone) /></Show>
        <Show when=move || pending.get()><p><StatusBadge status=Status::Pending words=say(common::state_pending) /></p></Show>
        <Show when=move || mine.get()><p class="second">{say(words::another_answers)}</p></Show>
        <Show when=move || record.read().is_some() && !open.get()><p class="second" role="status">{say(words::answered_already)}</p></Show>
        {move || of.get().filter(|_| open.get() && !mine.get()).map(|(id, minutes)| view! { <Answer id minutes /> })}
    }
}

/// What is recorded, and what is said against it, each with its label.
fn known(lang: Lang, record: &ServiceRecord, due: Option<String>) -> Vec<(&'static str, String)> {
    let asked = record.requests.last();
    let lengths = record.corrections.iter().map(|correction| {
        let before = sentences::length(lang, correction.minutes_before);
        common::with_note(lang, &before, &correction.reason)
    });
    let earlier: Vec<String> = lengths.collect();
    let rows = [
        (
            words::volunteer_says(lang),
            asked.map(|asked| asked.reason.clone()).unwrap_or_default(),
        ),
        (
            words::confirmed_now(lang),
            sentences::length(lang, record.minutes),
        ),
        (words::when(lang), sentences::when(lang, &record.span)),
        (
            words::evidence_is(lang),
            sentences::evidence(lang, record.evidence).to_owned(),
        ),
        (words::lead(lang), record.lead.clone()),
        (
            words::earlier_corrections(lang),
            earlier.join(words::and_separator(lang)),
        ),
        (words::answer(lang), due.unwrap_or_default()),
    ];
    let said = rows.into_iter().filter(|(_, said)| !said.is_empty());
    said.collect()
}

#[component]
fn Facts(record: ServiceRecord) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let (name, title) = (record.volunteer_name.clone(), record.activity.clone());
    let open = record.state == RecordState::CorrectionRequested;
    let rows = move || {
        let l = lang.get();
        let due = session
            .read(|seen| linli_domain::answer_due(&record, seen.profile.whole()))
            .flatten();
        let due = due
            .filter(|_| open)
            .map(|due| words::by_when(l, &sentences::day(l, due)));
        let row = |(label, said)| view! { <div><dt>{label}</dt><dd>{said}</dd></div> };
        known(l, &record, due).into_iter().map(row).collect_view()
    };
    view! {
        <p class="dots"><strong>{name}</strong><span>{move || title.pick(lang.get().tag()).to_owned()}</span></p>
        <dl class="facts card">{rows}</dl>
    }
}

/// The right number of minutes, or the same, and why.
#[component]
fn Answer(id: RecordId, minutes: u32) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let typed = RwSignal::new(minutes.to_string());
    let reason = RwSignal::new(String::new());
    let wrong = Wrong::with("answer");
    let busy = RwSignal::new(false);
    let send = move || {
        // A number that is none becomes one that no rule takes.
        let told = typed.get_untracked().trim().parse().unwrap_or(u32::MAX);
        let command = Command::AnswerCorrection {
            record: id,
            minutes: Some(told).filter(|told| *told != minutes),
            reason: reason.get_untracked().trim().to_owned(),
        };
        if busy.get_untracked() || wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        let name = session.snapshot.with_untracked(|seen| {
            let record = seen.as_ref()?.record(id)?;
            Some(record.volunteer_name)
        });
        let said = words::answered_said(lang.get_untracked(), &name.unwrap_or_default());
        let answered = move |answer| {
            busy.try_set(false);
            if let Err(trouble) = answer {
                wrong.set(trouble);
            }
        };
        if command.is_held() {
            session.act_with_undo(command, said, answered);
        } else {
            session.act(command, move |answer| {
                if answer.is_ok() {
                    toasts.show(said);
                }
                answered(answer);
            });
        }
    };
    view! {
        <div class="card answering">
            <WhatIsWrong wrong />
            <TextField
                label=label(Field::Minutes) value=typed kind=FieldKind::Number hint=say(words::minutes_stand)
                error=wrong.of(Field::Minutes) id=wrong.id(Field::Minutes)
            />
            <TextArea label=label(Field::Reason) value=reason error=wrong.of(Field::Reason) id=wrong.id(Field::Reason) max=200_u32 />
            <p class="second">{say(words::answer_told)}</p>
            <Button pending=busy on_press=send>{say(words::answer)}</Button>
        </div>
    }
}
