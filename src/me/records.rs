//! Every hour that was confirmed, each with its seal.

use leptos::prelude::*;
use linli_domain::record::ServiceRecord;
use linli_sync::Snapshot;

use crate::cases::listing;
use crate::locales::{Lang, common, format, me as words, say, use_lang};
use crate::session::use_session;
use crate::ui::{Card, ListState, PageHeader, Seal, Status, StatusBadge};
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
        record,
    };
    s.my_records().into_iter().map(row).collect()
}

/// My records.
#[component]
pub fn RecordsPage() -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let all = Memo::new(move |_| session.read(|s| rows(lang.get(), s)).unwrap_or_default());
    let state = listing(session, move || all.with(Vec::is_empty));
    view! {
        <div class="page">
            <PageHeader title=say(words::my_records) back="/me" />
            <h2 class="only-heard">{say(words::my_hours)}</h2>
            <ListState state empty=say(words::no_records) retry=move || session.refresh()>
                <div class="stack offers">
                    <For each=move || all.get() key=|row| (row.record.id, row.title.clone(), row.record.minutes) let:row>
                        <RecordCard row />
                    </For>
                </div>
            </ListState>
        </div>
    }
}

/// One record.
#[component]
fn RecordCard(row: Row) -> impl IntoView {
    let seal = || view! { <Seal words=say(common::state_confirmed) /> };
    let flagged = row.record.without_check_out;
    view! {
        <Card title=row.title action=seal>
            <p class="record-length">{row.length}</p>
            <p class="dots"><span>{row.date}</span><span>{row.place}</span></p>
            <p>{row.evidence}</p>
            {flagged.then(|| view! { <p><StatusBadge status=Status::Pending words=say(words::no_check_out) /></p> })}
        </Card>
    }
}
