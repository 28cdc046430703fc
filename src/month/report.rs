//! The report itself: on a screen, and as it prints on one sheet of A4.

use super::told::{self, Correction, GROUPS, Line};
use crate::{
    locales::{common, month as words, say, say_with, use_lang},
    session::use_session,
    ui::{Seal, Status, StatusBadge},
    words as sentences,
};
use leptos::prelude::*;
use linli_domain::month::{Figure, MonthReport, Submitted};

/// Everything that a month says.
#[component]
pub fn Report(
    /// The report.
    report: Memo<Option<MonthReport>>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let title = move || {
        let title = |report: &MonthReport| {
            let told = session.read(|seen| told::title(lang.get(), report, seen));
            told.unwrap_or_default()
        };
        report.read().as_ref().map(title)
    };
    let submitted = Memo::new(move |_| {
        let report = report.read();
        report.as_ref().and_then(|report| report.submitted.clone())
    });
    let kept =
        Memo::new(move |_| session.read(|seen| seen.profile.basics().hours_kept) != Some(false));
    let uncounted = Memo::new(move |_| {
        let report = report.read();
        report
            .as_ref()
            .is_some_and(|report| report.records_beyond > 0)
    });
    let groups = GROUPS.into_iter().map(|(heading, figures)| {
        let hours = figures.contains(&Figure::Minutes);
        let lines = Signal::derive(move || {
            let lines = |report: &MonthReport| told::lines(lang.get(), report, figures);
            report.read().as_ref().map(lines).unwrap_or_default()
        });
        view! {
            <Show when=move || kept.get() || !hours>
                <Table heading=say(heading) lines submitted />
            </Show>
        }
    });
    let hours = Signal::derive(move || {
        let report = report.read();
        let lines = |report: &MonthReport| {
            let told = session.read(|seen| told::hours(lang.get(), report, seen));
            told.unwrap_or_default()
        };
        report.as_ref().map(lines).unwrap_or_default()
    });
    view! {
        <article class="month-report stack">
            <h2>{title}</h2>
            {move || submitted.get().map(|submitted| view! { <HandedUp report submitted /> })}
            {groups.collect_view()}
            <p class="second">{say(words::rate_note)}</p>
            <Show when=move || kept.get() && uncounted.get()><p class="second">{say(words::people_at_least)}</p></Show>
            <Show when=move || kept.get() fallback=|| view! { <p class="second">{say(words::hours_not_kept)}</p> }>
                <Show when=move || !hours.read().is_empty()>
                    <Table heading=say(words::hours_by_team) lines=hours submitted evidence=true />
                </Show>
            </Show>
            <Show when=move || submitted.read().is_some()><Since report /></Show>
        </article>
    }
}

/// When it was handed up, and by whom.
#[component]
fn HandedUp(report: Memo<Option<MonthReport>>, submitted: Submitted) -> impl IntoView {
    let session = use_session();
    // It is stamped once the authority has it.
    let pending = Memo::new(move |_| {
        let key = report.read().as_ref().map(MonthReport::key);
        session.read(|seen| key.is_some_and(|key| seen.pending.contains(&key))) == Some(true)
    });
    let mark = move || match pending.get() {
        true => view! { <StatusBadge status=Status::Pending words=say(common::state_pending) /> }
            .into_any(),
        false => view! { <Seal words=say(words::is_submitted) /> }.into_any(),
    };
    let by = say_with(move |lang| {
        let day = sentences::day(lang, submitted.at);
        words::submitted_on(lang, &day, &submitted.by_name)
    });
    view! { <div class="month-submitted"><p>{by}</p>{mark}</div> }
}

/// Figures that belong together.
#[component]
fn Table(
    /// What they are about.
    heading: Signal<String>,
    /// One a row.
    #[prop(into)]
    lines: Signal<Vec<Line>>,
    /// What was handed up: then there are two columns.
    submitted: Memo<Option<Submitted>>,
    /// With a column for how hours are proved.
    #[prop(optional)]
    evidence: bool,
) -> impl IntoView {
    let row = |line: Line| {
        let cells = line.cells.into_iter();
        view! {
            <tr>
                <th scope="row">{line.name}</th>
                {line.evidence.map(|evidence| view! { <td>{evidence}</td> })}
                {cells.map(|cell| view! { <td class="month-number">{cell}</td> }).collect_view()}
            </tr>
        }
    };
    let first = if evidence { words::team } else { words::figure };
    view! {
        <table class="month-table card">
            <caption>{heading}</caption>
            <thead>
                <tr>
                    <th scope="col">{say(first)}</th>
                    {evidence.then(|| view! { <th scope="col">{say(words::evidence)}</th> })}
                    <Show when=move || submitted.read().is_some()><th scope="col" class="month-number">{say(words::submitted)}</th></Show>
                    <th scope="col" class="month-number">{say(words::now)}</th>
                </tr>
            </thead>
            <tbody>{move || lines.get().into_iter().map(row).collect_view()}</tbody>
        </table>
    }
}

/// Changed since 上报后的更正: one a line, and how many more there are.
#[component]
fn Since(report: Memo<Option<MonthReport>>) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let all = Memo::new(move |_| {
        let report = report.read();
        let late = report.as_ref().map(|report| report.corrections.as_slice());
        let told = session.read(|seen| {
            let late = late.unwrap_or_default().iter();
            late.map(|late| told::correction(lang.get(), late, seen))
                .collect::<Vec<_>>()
        });
        told.unwrap_or_default()
    });
    let beyond = Memo::new(move |_| {
        let report = report.read();
        let beyond = report.as_ref().map(|report| report.corrections_beyond);
        u32::try_from(beyond.unwrap_or_default()).unwrap_or(u32::MAX)
    });
    let line = |late: Correction| {
        let facts = [late.at, late.by, late.about];
        let facts = facts.into_iter().filter(|fact| !fact.is_empty());
        let changes = late.changes.into_iter();
        view! {
            <li>
                <p class="dots">{facts.map(|fact| view! { <span>{fact}</span> }).collect_view()}</p>
                {changes.map(|change| view! { <p>{change}</p> }).collect_view()}
            </li>
        }
    };
    view! {
        <section class="month-since">
            <h3>{say(words::changed_since)}</h3>
            <Show when=move || all.read().is_empty()><p class="second">{say(words::nothing_changed)}</p></Show>
            <ul>{move || all.get().into_iter().map(line).collect_view()}</ul>
            <Show when=move || beyond.get() != 0><p class="second">{say_with(move |l| words::more_changes(l, beyond.get()))}</p></Show>
        </section>
    }
}
