//! A member's card: their name, their number and a picture that the lead scans. On the screen, and on paper.

use leptos::prelude::*;
use linli_domain::{PersonId, codes::card_text};
use linli_sync::Snapshot;

use crate::locales::{checkin as words, common, me, say, say_with};
use crate::session::use_session;
use crate::ui::{Button, ButtonKind, Dialog, Glyph, QrCode};

/// What a card shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberCard {
    /// Whose it is.
    pub id: PersonId,
    /// Their name.
    pub name: String,
    /// Their volunteer number.
    pub number: String,
}

impl MemberCard {
    /// The reader's own, once the device knows who they are.
    #[must_use]
    pub fn own(seen: &Snapshot) -> Option<MemberCard> {
        seen.me().map(|me| MemberCard {
            id: me.id,
            name: me.about.name,
            number: me.about.volunteer_no,
        })
    }
}

fn own_card() -> Memo<Option<MemberCard>> {
    let session = use_session();
    Memo::new(move |_| session.read(MemberCard::own).flatten())
}

/// The picture alone, with the number for those who do not see it.
#[component]
fn Picture(card: MemberCard) -> impl IntoView {
    let (text, number) = (card_text(card.id), card.number);
    view! { <QrCode text label=say_with(move |l| words::card_picture(l, &number)) /> }
}

/// Show my card 出示我的卡: a button, and the card large on the screen. It needs no network.
#[component]
pub fn ShowMyCard() -> impl IntoView {
    let card = own_card();
    let open = RwSignal::new(false);
    let shown = move || {
        card.get().map(|card| {
            let (name, number) = (card.name.clone(), card.number.clone());
            view! {
                <div class="member-card">
                    <Picture card />
                    <p class="member-name">{name}</p>
                    <p class="member-number">{number}</p>
                    <p class="second">{say(words::lead_scans_card)}</p>
                </div>
            }
        })
    };
    view! {
        <Show when=move || card.read().is_some()>
            <Button kind=ButtonKind::Quiet icon=Glyph::Qr on_press=move || open.set(true)>{say(words::show_my_card)}</Button>
            <Dialog open title=say(me::my_card)>{shown}</Dialog>
        </Show>
    }
}

/// My card 我的卡: shown, and printed.
#[component]
pub fn MyCard() -> impl IntoView {
    let card = own_card();
    let cards = Memo::new(move |_| card.get().into_iter().collect::<Vec<_>>());
    // A browser that does not print says so itself.
    let print = move || drop(window().print());
    view! {
        <Show when=move || card.read().is_some()>
            <section class="section">
                <div class="section-head"><h2>{say(me::my_card)}</h2></div>
                <div class="row">
                    <ShowMyCard />
                    <Button kind=ButtonKind::Quiet icon=Glyph::Printer on_press=print>{say(me::print_card)}</Button>
                </div>
            </section>
            <CardSheet cards />
        </Show>
    }
}

/// Cards on A4, to be cut out. On a screen they are not shown.
#[component]
pub fn CardSheet(
    /// Whose.
    #[prop(into)]
    cards: Signal<Vec<MemberCard>>,
) -> impl IntoView {
    let one = |card: MemberCard| {
        let (name, number) = (card.name.clone(), card.number.clone());
        view! {
            <div class="card-slip">
                <div><Picture card /><p class="card-number">{number}</p></div>
                <div>
                    <p class="card-app">{say(common::app_name)}</p>
                    <p class="card-name">{name}</p>
                    <p>{say(words::card_on_paper)}</p>
                </div>
            </div>
        }
    };
    view! {
        <section class="sheet card-sheet" aria-hidden="true">
            {move || cards.get().into_iter().map(one).collect_view()}
        </section>
    }
}
