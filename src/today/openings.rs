//! What looks for people: urgent and today first, then a few that the reader could do.

use leptos::prelude::*;
use leptos_router::components::A;
use linli_domain::{
    ShiftId,
    case::{CaseState, Urgency},
};
use linli_sync::Snapshot;

use crate::locales::{Lang, common, desk, say, say_with, today as words};
use crate::session::use_session;
use crate::shifts::{Facts, Offer, prospects};
use crate::ui::{Banner, BannerKind, Card, CardEdge};

/// How many open shifts show under "Where I can help".
const FEW: usize = 3;

/// What waits at the desk, for those who work there.
#[component]
fn DeskWaits() -> impl IntoView {
    let session = use_session();
    let waits = Memo::new(move |_| {
        let waits = |s: &Snapshot| {
            let cases = s.cases();
            let new = cases
                .iter()
                .filter(|seen| seen.full && seen.case.state == CaseState::Submitted);
            let urgent = new
                .clone()
                .any(|seen| seen.case.about.urgency == Urgency::Urgent);
            let count = u32::try_from(new.count()).unwrap_or(u32::MAX);
            (s.runs_desk() && count > 0).then_some((count, urgent))
        };
        session.read(waits).flatten()
    });
    move || {
        waits.get().map(|(count, urgent)| {
            let edge = if urgent {
                CardEdge::Urgent
            } else {
                CardEdge::default()
            };
            let title = say_with(move |lang| desk::to_accept(lang, count));
            view! {
                <section class="section">
                    <div class="section-head"><h2>{say(common::tab_desk)}</h2></div>
                    <Card title href="/desk" edge>
                        {urgent.then(|| view! { <p>{say(common::urgent)}</p> })}
                    </Card>
                </section>
            }
        })
    }
}

/// See the module's own text.
#[component]
pub fn Openings() -> impl IntoView {
    let session = use_session();
    let found = prospects();
    let urgent = Memo::new(move |_| {
        found.with(|found| {
            session
                .read(|s| {
                    let of = |id: &ShiftId| Facts::of(s, *id, Lang::En);
                    let urgent = found.open.iter().filter(|id| !found.mine.contains(id));
                    urgent
                        .filter_map(of)
                        .filter(|f| f.seen.about.urgency == Urgency::Urgent && f.today)
                        .map(|f| (f.seen.id, f.evening))
                        .collect::<Vec<_>>()
                })
                .unwrap_or_default()
        })
    });
    let few = Memo::new(move |_| {
        let urgent = urgent.get();
        found.with(|found| {
            let fit = found
                .open
                .iter()
                .filter(|id| found.fit.contains(id) && urgent.iter().all(|(u, _)| u != *id));
            let mut fit: Vec<ShiftId> = fit.copied().collect();
            // Where a place is left, help is needed more.
            fit.sort_by_key(|id| !found.free.contains(id));
            fit.truncate(FEW);
            fit
        })
    });
    let all = Memo::new(move |_| found.with(|found| found.open.len() - found.mine.len()));
    let evening = Memo::new(move |_| urgent.with(|u| u.iter().all(|(_, evening)| *evening)));
    let heading = say_with(move |lang| {
        if evening.get() {
            words::urgent_tonight(lang).to_owned()
        } else {
            words::urgent_today(lang).to_owned()
        }
    });
    let warning = say_with(move |lang| {
        let number = session.read(|s| s.profile.whole().emergency_number().to_owned());
        words::not_an_emergency_service(lang, &number.unwrap_or_default())
    });
    view! {
        <DeskWaits />
        <Show when=move || !urgent.with(Vec::is_empty)>
            <section class="section">
                <div class="section-head"><h2>{heading}</h2></div>
                <For each=move || urgent.get() key=|(id, _)| *id let((id, _))><Offer id /></For>
                <Banner kind=BannerKind::Urgent words=warning />
            </section>
        </Show>
        <Show when=move || { all.get() > 0 }>
            <section class="section">
                <div class="section-head">
                    <h2>{say(words::i_can_help)}</h2>
                    <A href="/help">{say_with(move |lang| common::all_count(lang, u32::try_from(all.get()).unwrap_or(u32::MAX)))}</A>
                </div>
                <For each=move || few.get() key=|id| *id let:id><Offer id /></For>
                <Show when=move || few.with(Vec::is_empty)><p class="second">{say(words::nothing_for_me)}</p></Show>
            </section>
        </Show>
    }
}
