//! Every hour that was confirmed, each with its seal, and what is said against one.

use leptos::prelude::*;
use linli_domain::{
    Command, DocumentKey, RecordId,
    record::{CorrectionRequest, RecordState, ServiceRecord},
};
use linli_sync::Snapshot;

use crate::cases::{ReasonDialog, Sent, listing};
use crate::history::History;
use crate::locales::{Lang, common, format, me as words, month, say, say_with, use_lang};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Card, ListState, PageHeader, Seal, Status, StatusBadge};
use crate::words as sentences;

/// A record in words.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    record: ServiceRecord,
    title: String,
    date: String,
    length: String,
    evidence: &'static str,
    place: String,
    /// What was said against it, what was answered, what was corrected.
    story: Vec<String>,
    /// Something about it is on its way.
    pending: bool,
}

fn rows(lang: Lang, s: &Snapshot) -> Vec<Row> {
    let row = |record: ServiceRecord| Row {
        title: record.activity.pick(lang.tag()).to_owned(),
        date: format::date(
            lang,
            sentences::millis(record.span.start),
            sentences::zone(),
        ),
        length: sentences::length(lang, record.minutes),
        evidence: sentences::evidence(lang, record.evidence),
        place: s.place_name(&record.place, lang.tag()),
        story: story(lang, &record, s),
        pending: s.pending.contains(&DocumentKey::Record(record.id)),
        record,
    };
    s.my_records().into_iter().map(row).collect()
}

fn story(lang: Lang, record: &ServiceRecord, s: &Snapshot) -> Vec<String> {
    let mut story = Vec::new();
    // What the minutes became is what they were before the next correction.
    let became = record.corrections.iter().skip(1);
    let became = became.map(|correction| correction.minutes_before);
    for (correction, to) in record
        .corrections
        .iter()
        .zip(became.chain([record.minutes]))
    {
        let from = sentences::length(lang, correction.minutes_before);
        story.push(words::corrected(lang, &from, &sentences::length(lang, to)));
    }
    if let Some(request) = record.requests.last() {
        story.extend(said(lang, request, record, s));
    }
    story
}

fn said(
    lang: Lang,
    request: &CorrectionRequest,
    record: &ServiceRecord,
    s: &Snapshot,
) -> Vec<String> {
    let asked = words::asked_on(lang, &sentences::day(lang, request.at));
    let mut said = vec![words::you_said(lang, &request.reason), asked];
    match &request.answer {
        Some(answer) => said.push(words::answered_on(
            lang,
            &sentences::day(lang, answer.at),
            &answer.reason,
        )),
        None => said.extend(
            linli_domain::answer_due(record, s.profile.whole()).map(|due| {
                let days = s.profile.whole().correction_working_days;
                words::answer_by(lang, days, &sentences::day(lang, due))
            }),
        ),
    }
    said
}

/// Which record is not right, and what it is called.
type Asked = RwSignal<Option<(RecordId, String)>>;

/// My records.
#[component]
pub fn RecordsPage() -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let all = Memo::new(move |_| {
        let kept = session.keeps_hours();
        let rows = session.read(|s| rows(lang.get(), s));
        rows.filter(|_| kept).unwrap_or_default()
    });
    let empty = session.say_of_hours(words::no_records, month::hours_not_kept);
    let state = listing(session, move || all.with(Vec::is_empty));
    let asked: Asked = RwSignal::new(None);
    let open = RwSignal::new(false);
    let key = |row: &Row| {
        (
            row.record.id,
            row.title.clone(),
            row.story.join(" "),
            row.length.clone(),
            row.pending,
        )
    };
    view! {
        <div class="page">
            <PageHeader title=say(words::my_records) back="/me" />
            <Show when=move || session.keeps_hours()><h2 class="only-heard">{say(words::my_hours)}</h2></Show>
            <ListState state empty retry=move || session.refresh()>
                <div class="stack offers">
                    <For each=move || all.get() key=key let:row>
                        <RecordCard row asked open />
                    </For>
                </div>
            </ListState>
            <NotRight asked open />
        </div>
    }
}

/// One record.
#[component]
fn RecordCard(row: Row, asked: Asked, open: RwSignal<bool>) -> impl IntoView {
    let id = row.record.id;
    let questioned = row.record.state == RecordState::CorrectionRequested;
    let pending = row.pending;
    let seal = move || {
        if pending {
            view! { <StatusBadge status=Status::Pending words=say(common::state_pending) /> }
                .into_any()
        } else if questioned {
            view! { <StatusBadge status=Status::Pending words=say(words::not_right) /> }.into_any()
        } else {
            view! { <Seal words=say(common::state_confirmed) /> }.into_any()
        }
    };
    let flagged = row.record.without_check_out;
    let title = StoredValue::new(row.title.clone());
    let ask = move || {
        asked.set(Some((id, title.get_value())));
        open.set(true);
    };
    let about = say_with(move |lang| words::not_right_about(lang, &title.get_value()));
    let more = move || {
        view! {
            {(!questioned).then(|| view! {
                <Button kind=ButtonKind::Plain small=true on_press=ask label=about>{say(words::not_right)}</Button>
            })}
            <History document=Signal::stored(Some(DocumentKey::Record(id))) />
        }
    };
    let story = row.story.into_iter();
    view! {
        <Card title=row.title action=seal more>
            <p class="record-length">{row.length}</p>
            <p class="dots"><span>{row.date}</span><span>{row.place}</span></p>
            <p>{row.evidence}</p>
            {flagged.then(|| view! { <p><StatusBadge status=Status::Pending words=say(words::no_check_out) /></p> })}
            {story.map(|line| view! { <p class="second">{line}</p> }).collect_view()}
        </Card>
    }
}

/// Asks what is not right.
#[component]
fn NotRight(asked: Asked, open: RwSignal<bool>) -> impl IntoView {
    let session = use_session();
    let days = Memo::new(move |_| {
        let days = session.read(|s| s.profile.whole().correction_working_days);
        days.unwrap_or_default()
    });
    let title = say_with(move |lang| match asked.get() {
        Some((_, title)) => words::not_right_about(lang, &title),
        None => words::not_right(lang).to_owned(),
    });
    let command = move |reason| {
        let (record, _) = asked.get_untracked()?;
        Some(Command::RequestCorrection { record, reason })
    };
    let said = move |lang| words::not_right_sent(lang, days.get_untracked());
    let hint = say_with(move |l| words::not_right_hint(l, days.get()));
    view! { <ReasonDialog open form="not-right" title hint word=words::send sent=Sent::AtOnce command said /> }
}
