//! The list of needs.

use crate::{
    cases::{case_badge, listing},
    locales::{Lang, common, format, needs as words, say, say_with, use_lang},
    session::use_session,
    ui::{KeyedRows, LinkButton, ListState, PageHeader, Segments, Status, StatusBadge},
    words as sentences,
};
use leptos::prelude::*;
use leptos_router::components::A;
use linli_domain::{
    CaseId,
    case::{CaseState, Urgency},
};
use linli_sync::{CaseSeen, Snapshot};

/// Which part of the list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    ToAccept,
    Open,
    Done,
}

fn part_of(state: CaseState) -> Part {
    match state {
        CaseState::Submitted => Part::ToAccept,
        CaseState::Accepted | CaseState::Assigned | CaseState::InProgress => Part::Open,
        CaseState::Resolved | CaseState::Closed | CaseState::Rejected | CaseState::Withdrawn => {
            Part::Done
        }
    }
}

/// One need as the list shows it.
#[derive(Clone, PartialEq)]
pub struct NeedLine {
    /// Its id.
    pub id: CaseId,
    no: String,
    title: String,
    category: String,
    grid: String,
    /// Where it stands.
    pub state: CaseState,
    since: String,
    overdue: bool,
    urgent: bool,
    shifts: u32,
    unverified: bool,
    pending: bool,
}

impl NeedLine {
    /// Of a need as this device holds it.
    #[must_use]
    pub fn of(seen: &Snapshot, need: CaseSeen, lang: Lang) -> Self {
        let case = need.case;
        NeedLine {
            id: case.id,
            title: case.about.title.pick(lang.tag()).to_owned(),
            category: sentences::category_name(lang, &case.about.category),
            grid: seen.place_name(&case.about.place, lang.tag()),
            state: case.state,
            since: format::relative(
                lang,
                sentences::millis(case.since),
                sentences::millis(seen.now),
            ),
            overdue: case.due.is_some_and(|due| due < seen.now),
            urgent: case.about.urgency == Urgency::Urgent,
            shifts: u32::try_from(case.shifts.len()).unwrap_or(u32::MAX),
            unverified: case.unverified,
            no: case.no,
            pending: need.pending,
        }
    }
}

/// Needs 需求: what residents need.
#[component]
pub fn NeedsPage() -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let all = Memo::new(move |_| {
        let lang = lang.get();
        session
            .read(|seen| {
                let cases = seen.cases().into_iter();
                cases
                    .map(|need| NeedLine::of(seen, need, lang))
                    .collect::<Vec<_>>()
            })
            .unwrap_or_default()
    });
    let count = move |part: Part| {
        let n = all
            .read()
            .iter()
            .filter(|l| part_of(l.state) == part)
            .count();
        u32::try_from(n).unwrap_or(u32::MAX)
    };
    let picked = RwSignal::new(None::<Part>);
    let chosen = Memo::new(move |_| match picked.get() {
        Some(part) => part,
        None if count(Part::ToAccept) > 0 => Part::ToAccept,
        None => Part::Open,
    });
    let parts = vec![
        (
            Part::ToAccept,
            say_with(move |l| words::part_to_accept(l, count(Part::ToAccept))),
        ),
        (
            Part::Open,
            say_with(move |l| words::part_open(l, count(Part::Open))),
        ),
        (
            Part::Done,
            say_with(move |l| words::part_done(l, count(Part::Done))),
        ),
    ];
    let shown = Memo::new(move |_| {
        let part = chosen.get();
        let mut lines = all.get();
        lines.retain(|line| part_of(line.state) == part);
        lines.sort_by_key(|line| (!line.overdue, !line.urgent));
        lines
    });
    let state = listing(session, move || shown.read().is_empty());
    let empty = say_with(move |lang| {
        let word = match chosen.get() {
            Part::ToAccept => words::nothing_to_accept,
            Part::Open => words::nothing_posted,
            Part::Done => words::nothing_done,
        };
        word(lang).to_owned()
    });
    view! {
        <div class="page">
            <PageHeader title=say(words::title) eaves=true />
            <LinkButton href="/needs/new">{say(words::post_a_need)}</LinkButton>
            <Segments
                label=say(words::part)
                quiet=true
                options=parts
                chosen
                on_choose=move |part| picked.set(Some(part))
            />
            <h2 class="only-heard">{say(words::title)}</h2>
            <ListState state empty retry=move || session.refresh()>
                <ul class="stack need-list">
                    <KeyedRows each=shown key=|line: &NeedLine| line.id row=|line| view! { <li><NeedRow line /></li> } />
                </ul>
            </ListState>
        </div>
    }
}

/// One need in a list.
#[component]
pub fn NeedRow(
    /// As the list shows it.
    line: NeedLine,
) -> impl IntoView {
    let (state, shifts) = (line.state, line.shifts);
    let id = format!("need-{}", line.id);
    view! {
        <article class="card need-row" aria-labelledby=id.clone()>
            <h3 id=id.clone()><A href=format!("/needs/{}", line.id)>{line.title}</A></h3>
            <p class="dots second">
                <span class="whole">{line.no}</span>
                <span>{line.category}</span>
                <span>{line.grid}</span>
                <span>{line.since}</span>
                {(shifts > 0).then(|| view! { <span>{say_with(move |l| words::shifts_count(l, shifts))}</span> })}
            </p>
            <p class="row need-badges">
                <StatusBadge
                    status=case_badge(state)
                    words=say_with(move |l| sentences::case_state(l, state).to_owned())
                />
                {line.overdue.then(|| view! { <StatusBadge status=Status::Urgent words=say(words::overdue) /> })}
                {line.urgent.then(|| view! { <StatusBadge status=Status::Urgent words=say(common::urgent) /> })}
                {line.unverified.then(|| view! { <StatusBadge status=Status::Urgent words=say(words::call_first) /> })}
                {line.pending.then(|| view! { <StatusBadge status=Status::Pending words=say(common::state_pending) /> })}
            </p>
        </article>
    }
}
