//! What the reader must be told and has not seen yet.

use leptos::prelude::*;
use linli_domain::{
    Command, DocumentKey, NoticeId, ShiftId,
    notice::{Notice, NoticeKind},
    shift::SignUpState,
};
use linli_sync::Snapshot;

use crate::locales::{Lang, common, format, roster, say, say_with, today as words, use_lang};
use crate::session::{Session, use_session};
use crate::shifts::{Doing, Facts, given_name};
use crate::ui::{Button, ButtonKind, Card, LinkButton, Reasons};
use crate::words as sentences;

/// How many show at first.
const FIRST: usize = 3;

fn unseen(s: &Snapshot) -> Vec<Notice> {
    let mut notices = s.notices();
    notices.retain(|notice| !notice.seen.iter().any(|seen| seen.person == s.person));
    // Where no hours are kept any more, nobody hears of those that were.
    let of_hours = |notice: &Notice| {
        let kind = &notice.kind;
        matches!(
            kind,
            NoticeKind::HoursConfirmed { .. } | NoticeKind::CorrectionAnswered { .. }
        )
    };
    notices.retain(|notice| s.profile.basics().hours_kept || !of_hours(notice));
    notices.sort_by_key(|notice| (!notice.kind.needs_action(), std::cmp::Reverse(notice.at)));
    notices
}

/// The reader is thanked once, by name.
fn headline(lang: Lang, notice: &Notice, s: &Snapshot) -> String {
    match (&notice.kind, s.me()) {
        (NoticeKind::HoursConfirmed { minutes }, Some(me)) => words::thanks(
            lang,
            &given_name(&me.about.name),
            &sentences::length(lang, *minutes),
        ),
        _ => sentences::notice(lang, notice),
    }
}

/// Notices, with "Got it".
#[component]
pub fn Notices() -> impl IntoView {
    let session = use_session();
    let notices = Memo::new(move |_| session.read(unseen).unwrap_or_default());
    let all = RwSignal::new(false);
    let shown = move || {
        let most = if all.get() { usize::MAX } else { FIRST };
        notices.with(|notices| {
            let ids = notices.iter().take(most).map(|notice| notice.id);
            ids.collect::<Vec<_>>()
        })
    };
    view! {
        <Show when=move || !notices.with(Vec::is_empty)>
            <section class="section">
                <div class="section-head"><h2>{say(words::notices)}</h2></div>
                <For each=shown key=|id| *id let:id><NoticeCard id notices /></For>
                <Show when=move || !all.get() && notices.with(|n| n.len() > FIRST)>
                    <Button kind=ButtonKind::Plain on_press=move || all.set(true)>{say(common::show_more)}</Button>
                </Show>
            </section>
        </Show>
    }
}

/// Where what it is about can be read.
fn address(notice: &Notice) -> Option<String> {
    match (notice.about.as_ref()?, &notice.kind) {
        (DocumentKey::Shift(id), NoticeKind::AbsenceContested { .. }) => {
            Some(format!("/roster/{id}"))
        }
        (DocumentKey::Shift(id), _) => Some(format!("/help/{id}")),
        (DocumentKey::Case(id), _) => Some(format!("/needs/{id}")),
        (DocumentKey::Record(_), _) => Some("/me/records".to_owned()),
        _ => None,
    }
}

/// Whether the lead has to hear of it at once.
fn is_late(session: Session, shift: ShiftId) -> bool {
    let facts = session.read(|s| Facts::of(s, shift, Lang::En)).flatten();
    facts.as_ref().is_some_and(Facts::gives_back_late)
}

/// What a notice asks that is answered by one tap.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ask {
    Reconfirm,
    Coming,
    Offer,
}

/// One notice.
#[component]
fn NoticeCard(id: NoticeId, notices: Memo<Vec<Notice>>) -> impl IntoView {
    let session = use_session();
    let lang = use_lang();
    let doing = Doing::new();
    let notice =
        StoredValue::new(notices.with_untracked(|all| all.iter().find(|n| n.id == id).cloned()));
    let title = Signal::derive(move || {
        let lang = lang.get();
        notice
            .with_value(|notice| {
                let notice = notice.as_ref()?;
                session.read(|s| headline(lang, notice, s))
            })
            .unwrap_or_default()
    });
    let about = say_with(move |lang| {
        notice.with_value(|n| {
            n.as_ref()
                .map(|n| n.title.pick(lang.tag()).to_owned())
                .unwrap_or_default()
        })
    });
    let when = move |lang: Lang| {
        let span = notice.with_value(|n| n.as_ref().and_then(|n| n.span))?;
        let now = session
            .snapshot
            .with_untracked(|s| s.as_ref().map(|s| s.now))?;
        let day = format::near_day(
            lang,
            sentences::millis(span.start),
            sentences::millis(now),
            sentences::zone(),
        );
        Some(format!("{day} {}", sentences::hours(lang, &span)))
    };
    let href = notice.with_value(|n| n.as_ref().and_then(address));
    let asks = Memo::new(move |_| {
        let shift = notice.with_value(|n| match n.as_ref() {
            Some(n) => match n.about {
                Some(DocumentKey::Shift(id)) => Some((id, n.kind.clone())),
                _ => None,
            },
            _ => None,
        });
        let (shift, kind) = shift?;
        let own = session
            .read(|s| s.shift(shift).and_then(|seen| seen.own))
            .flatten()?;
        let asks = match (kind, own.state) {
            (
                NoticeKind::PleaseReconfirm | NoticeKind::ShiftPostponed { .. },
                SignUpState::Reconfirm,
            ) => Ask::Reconfirm,
            (NoticeKind::DayBefore, SignUpState::Confirmed) if !own.coming => Ask::Coming,
            (NoticeKind::Offered { .. }, SignUpState::Offered { .. }) => Ask::Offer,
            _ => return None,
        };
        Some((shift, asks))
    });
    // Whoever was there after all says so on the shift's page.
    let absent = Memo::new(move |_| {
        let shift = notice.with_value(|n| {
            let n = n.as_ref()?;
            match (&n.kind, &n.about) {
                (NoticeKind::MarkedAbsent, Some(DocumentKey::Shift(id))) => Some(*id),
                _ => None,
            }
        })?;
        let own = session.read(|s| s.shift(shift).and_then(|seen| seen.own));
        let own = own.flatten()?;
        let untold = own.state == SignUpState::NoShow { contested: false } && own.contest.is_none();
        untold.then_some(shift)
    });
    let refused = Memo::new(move |_| !doing.reasons.with(Vec::is_empty));
    let action = move || {
        view! {
            {move || asks.get().map(|(shift, ask)| {
                let press: fn(Doing, ShiftId) = match ask {
                    Ask::Reconfirm => Doing::reconfirm,
                    Ask::Coming => Doing::say_coming,
                    Ask::Offer => Doing::accept,
                };
                let word = if ask == Ask::Offer { words::yes_i_can } else { words::im_coming };
                view! { <Button small=true pending=doing.busy on_press=move || press(doing, shift)>{say(word)}</Button> }
            })}
            {move || absent.get().map(|shift| view! {
                <LinkButton small=true href=format!("/help/{shift}?absent=1")>{say(roster::i_was_there)}</LinkButton>
            })}
            // A question is answered with yes or no; it was seen when it was answered.
            {move || match asks.get() {
                Some((shift, _)) => view! {
                    <Button small=true kind=ButtonKind::Quiet on_press=move || doing.withdraw(shift, is_late(session, shift))>{say(words::cant_come)}</Button>
                },
                None => view! {
                    <Button small=true kind=ButtonKind::Quiet on_press=move || session.act(Command::MarkSeen { notice: id }, |_| ())>{say(words::seen)}</Button>
                },
            }}
        }
    };
    let more = move || {
        move || {
            refused
                .get()
                .then(|| view! { <Reasons title=say(words::came_back) reasons=doing.reasons /> })
        }
    };
    view! {
        <Card title href=MaybeProp::derive(move || href.clone()) action more>
            <p class="dots">
                <span>{about}</span>
                {move || when(lang.get()).map(|when| view! { <span>{when}</span> })}
            </p>
        </Card>
    }
}
