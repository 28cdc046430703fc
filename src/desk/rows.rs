//! The lists of the day: dense rows, each a link to what it is about.

use crate::{
    locales::{Lang, desk as words, format, help, needs, roster, say, say_with},
    ui::{Bar, KeyedRows, Status, StatusBadge},
    words as sentences,
};
use leptos::prelude::*;
use leptos_router::{NavigateOptions, hooks::use_navigate};
use linli_domain::{
    case::{Case, CaseState, Urgency},
    phone::masked,
    record::ServiceRecord,
    shift::{Phase, ShiftState, SignUp, SignUpState},
    time::hours,
};
use linli_sync::{CaseSeen, ShiftSeen, Snapshot};

/// One row.
#[derive(Clone, PartialEq)]
pub struct Row {
    /// `need=ID` or `shift=ID`: what a wide desk opens beside the list.
    pub opens: String,
    /// The page of its own.
    pub href: String,
    /// What it is.
    pub title: String,
    /// Facts, with dots between.
    pub facts: Vec<String>,
    /// Something to look at.
    pub alert: Option<String>,
    /// Taken, of so many.
    pub bar: Option<(u32, u32)>,
}

/// The lists, in the order of their time limits.
#[derive(Clone, Default, PartialEq)]
pub struct Day {
    pub to_accept: Vec<Row>,
    pub to_approve: Vec<Row>,
    pub unreached: Vec<Row>,
    pub short: Vec<Row>,
    pub residents: Vec<Row>,
    pub hours: Vec<Row>,
    pub questioned: Vec<Row>,
    pub call_back: Vec<Row>,
    pub to_close: Vec<Row>,
}

impl Day {
    /// What this device knows of the day.
    #[must_use]
    pub fn of(seen: &Snapshot, lang: Lang, find: &str) -> Self {
        let find = find.trim().to_lowercase();
        let fits = |row: &Row| find.is_empty() || row.title.to_lowercase().contains(&find);
        let (mut cases, shifts) = (seen.cases(), seen.shifts());
        cases.retain(|case| case.full);
        cases.sort_by_key(|seen| seen.case.due);
        let needs = |which: &dyn Fn(&Case) -> bool| {
            let found = cases.iter().filter(|need| which(&need.case));
            found
                .map(|need| need_row(seen, need, lang))
                .filter(fits)
                .collect()
        };
        let of = |row: &dyn Fn(&ShiftSeen) -> Option<Row>| {
            shifts.iter().filter_map(row).filter(fits).collect()
        };
        // Whoever has no account is called back; the others close their own.
        let resolved = |case: &Case, called: bool| {
            case.state == CaseState::Resolved && case.about.recipient.is_some() == called
        };
        let soon = seen.now + hours(7 * 24);
        let lacks = |shift: &ShiftSeen| {
            shift.state == ShiftState::Open
                && shift.about.span.start > seen.now
                && shift.about.span.start <= soon
                && (shift.counts.taken < shift.about.min_staff || shift.places_left() > 0)
        };
        Day {
            to_accept: needs(&|case| case.state == CaseState::Submitted),
            to_approve: of(&|shift| approve_row(seen, shift, lang)),
            unreached: of(&|shift| unreached_row(seen, shift, lang)),
            short: of(&|shift| lacks(shift).then(|| short_row(seen, shift, lang))),
            residents: of(&|shift| resident_row(seen, shift, lang)),
            hours: of(&|shift| hours_row(shift, lang)),
            questioned: seen
                .questioned()
                .iter()
                .filter(|_| seen.profile.basics().hours_kept)
                .map(|record| questioned_row(seen, record, lang))
                .filter(fits)
                .collect(),
            call_back: needs(&|case| resolved(case, true)),
            to_close: needs(&|case| resolved(case, false)),
        }
    }

    /// Whether nothing waits.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        [
            &self.to_accept,
            &self.to_approve,
            &self.unreached,
            &self.short,
            &self.residents,
            &self.hours,
            &self.questioned,
            &self.call_back,
            &self.to_close,
        ]
        .into_iter()
        .all(Vec::is_empty)
    }
}

fn need_row(seen: &Snapshot, need: &CaseSeen, lang: Lang) -> Row {
    let case = &need.case;
    let overdue = case.due.is_some_and(|due| due < seen.now);
    let urgent = case.about.urgency == Urgency::Urgent;
    let due = case.due.filter(|_| !overdue).map(|due| {
        let day = format::near_day(
            lang,
            sentences::millis(due),
            sentences::millis(seen.now),
            sentences::zone(),
        );
        words::by_when(lang, &format!("{day} {}", sentences::clock(lang, due)))
    });
    let facts = [
        sentences::category_name(lang, &case.about.category),
        seen.place_name(&case.about.place, lang.tag()),
    ];
    Row {
        opens: format!("need={}", case.id),
        href: format!("/needs/{}", case.id),
        title: case.about.title.pick(lang.tag()).to_owned(),
        facts: facts.into_iter().chain(due).collect(),
        alert: match (overdue, urgent) {
            (true, _) => Some(needs::overdue(lang).to_owned()),
            (_, true) => Some(needs::urgency_urgent(lang).to_owned()),
            _ => None,
        },
        bar: None,
    }
}

fn shift_row(shift: &ShiftSeen, lang: Lang) -> Row {
    Row {
        opens: format!("shift={}", shift.id),
        href: format!("/roster/{}", shift.id),
        title: shift.about.title.pick(lang.tag()).to_owned(),
        facts: vec![sentences::when(lang, &shift.about.span)],
        alert: None,
        bar: None,
    }
}

fn approve_row(seen: &Snapshot, shift: &ShiftSeen, lang: Lang) -> Option<Row> {
    let asks = |entry: &&SignUp| entry.state == SignUpState::Requested;
    let names: Vec<&str> = shift
        .entries
        .iter()
        .flatten()
        .filter(asks)
        .map(|entry| entry.name.as_str())
        .collect();
    let to_come = shift.state == ShiftState::Open && seen.now < shift.about.span.end;
    (to_come && !names.is_empty()).then(|| {
        let mut row = shift_row(shift, lang);
        row.facts.push(names.join(words::and_separator(lang)));
        row
    })
}

fn resident_row(seen: &Snapshot, shift: &ShiftSeen, lang: Lang) -> Option<Row> {
    let call = super::resident::to_tell(seen, shift, lang)?;
    let mut row = shift_row(shift, lang);
    row.facts.push(call.recipient.name);
    // It is dialled from the page that the row opens.
    row.facts
        .extend(call.recipient.phone.as_deref().map(masked));
    row.alert = matches!(shift.state, ShiftState::Cancelled { .. })
        .then(|| sentences::phase(lang, shift.phase).to_owned());
    Some(row)
}

fn short_row(seen: &Snapshot, shift: &ShiftSeen, lang: Lang) -> Row {
    let mut row = shift_row(shift, lang);
    row.facts
        .push(help::places_left(lang, shift.places_left().into()));
    row.alert = shift
        .is_short(seen.profile.whole(), seen.now)
        .then(|| words::below_minimum(lang).to_owned());
    row.bar = Some((shift.counts.taken.into(), shift.about.slots.into()));
    row
}

fn hours_row(shift: &ShiftSeen, lang: Lang) -> Option<Row> {
    let present = shift
        .entries
        .as_ref()?
        .iter()
        .filter(|e| e.state.is_present())
        .count();
    let contested = shift.entries.iter().flatten();
    let contested = contested
        .into_iter()
        .any(|e| e.state == SignUpState::NoShow { contested: true });
    let over = shift.phase == Phase::Ended;
    let (confirm, nobody) = (
        over && present > 0,
        over && present == 0 && shift.counts.taken > 0,
    );
    (confirm || nobody || contested).then(|| {
        let mut row = shift_row(shift, lang);
        if confirm {
            let n = u32::try_from(present).unwrap_or(u32::MAX);
            row.facts.push(words::people_to_confirm(lang, n));
        }
        row.alert = if contested {
            Some(roster::contested(lang).to_owned())
        } else {
            // Its need waits until the roster is closed.
            nobody.then(|| words::nobody_came(lang).to_owned())
        };
        row
    })
}

/// Who questions which hours, and by when they are to be answered.
fn questioned_row(seen: &Snapshot, record: &ServiceRecord, lang: Lang) -> Row {
    let due = linli_domain::answer_due(record, seen.profile.whole());
    let day = |due| sentences::day(lang, due);
    let overdue = due.is_some_and(|due| due < seen.now);
    let opens = format!("record={}", record.id);
    Row {
        href: format!("/desk?{opens}"),
        opens,
        title: record.volunteer_name.clone(),
        facts: [
            Some(record.activity.pick(lang.tag()).to_owned()),
            Some(sentences::length(lang, record.minutes)),
            due.filter(|_| !overdue)
                .map(|due| words::by_when(lang, &day(due))),
        ]
        .into_iter()
        .flatten()
        .collect(),
        alert: due
            .filter(|_| overdue)
            .map(|due| words::overdue_since(lang, &day(due))),
        bar: None,
    }
}

fn unreached_row(seen: &Snapshot, shift: &ShiftSeen, lang: Lang) -> Option<Row> {
    let people = crate::roster::to_call(shift, seen.person, seen.now);
    let n = u32::try_from(people.len()).unwrap_or(u32::MAX);
    (n > 0).then(|| {
        let mut row = shift_row(shift, lang);
        row.alert = Some(words::not_reached(lang, n));
        row
    })
}

/// A list with its heading and count.
#[component]
pub fn Rows(
    /// The heading, with the count.
    title: fn(Lang, u32) -> String,
    /// The rows.
    #[prop(into)]
    rows: Signal<Vec<Row>>,
    /// What is open beside the lists.
    chosen: Memo<Option<String>>,
    /// Not shown where nothing is in it.
    #[prop(optional)]
    quiet: bool,
) -> impl IntoView {
    let count = move || u32::try_from(rows.read().len()).unwrap_or(u32::MAX);
    view! {
        <Show when=move || !quiet || count() != 0>
            <section class="section desk-list">
                <h2>{say_with(move |l| title(l, count()))}</h2>
                <Show when=move || count() != 0 fallback=|| view! { <p class="second">{say(words::nothing_waits)}</p> }>
                    <ul class="desk-rows card">
                        <KeyedRows each=rows key=|row: &Row| row.opens.clone() row=move |row| view! { <li><RowLink row chosen /></li> } />
                    </ul>
                </Show>
            </section>
        </Show>
    }
}

/// On a wide desk a row opens beside the list; elsewhere it is a plain link.
#[component]
fn RowLink(row: Row, chosen: Memo<Option<String>>) -> impl IntoView {
    let navigate = use_navigate();
    let opens = row.opens.clone();
    let go = move |event: leptos::ev::MouseEvent| {
        if super::page::is_wide() && !event.ctrl_key() && !event.meta_key() && !event.shift_key() {
            event.prevent_default();
            event.stop_propagation();
            navigate(
                &format!("/desk?{opens}"),
                NavigateOptions {
                    scroll: false,
                    ..Default::default()
                },
            );
        }
    };
    let here = row.opens;
    view! {
        <a
            class="desk-row"
            href=row.href
            on:click=go
            aria-current=move || (chosen.get().as_deref() == Some(&here)).then_some("true")
        >
            <span class="desk-row-title">{row.title}</span>
            {row.alert.map(|alert| view! { <StatusBadge status=Status::Urgent words=alert /> })}
            <span class="dots second desk-row-facts">{row.facts.into_iter().map(|fact| view! { <span>{fact}</span> }).collect_view()}</span>
            {row.bar.map(|(taken, of)| view! { <Bar taken of /> })}
        </a>
    }
}
