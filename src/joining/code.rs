//! A link as something to scan, to copy and to print.

use leptos::{html, prelude::*, task::spawn_local};
use linli_domain::{
    InvitationId, OrganizationId,
    invitation::{InvitationKey, InvitedTo, hash_of},
};

use super::Opening;
use crate::locales::{joining as words, say, use_lang};
use crate::platform::{clipboard::copied, clock};
use crate::ui::{Button, ButtonKind, Dialog, Glyph, QrCode, use_toasts};

/// A token that nobody can guess: 32 hexadecimal digits.
fn fresh_token() -> String {
    let entropy = clock::entropy();
    let (one, other) = entropy.split_at(16);
    let bytes = one.iter().zip(other).map(|(one, other)| one ^ other);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// What is asked for so that an invitation comes into being, and the link that it will have.
pub struct Drawn {
    /// The link's content.
    pub opening: Opening,
    /// What the authority keeps.
    pub key: InvitationKey,
}

/// Draws the token of a new invitation: shown again for a team, and for everything else told once.
#[must_use]
pub fn draw(to: &InvitedTo) -> Drawn {
    let token = fresh_token();
    let key = match to {
        InvitedTo::Team { .. } => InvitationKey::Shown(token.clone()),
        _ => InvitationKey::Hashed(hash_of(&token)),
    };
    let invitation = InvitationId(clock::fresh_uuid());
    Drawn {
        opening: Opening { invitation, token },
        key,
    }
}

/// This app's own address.
#[must_use]
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// The picture, and the button that copies the link.
#[component]
pub fn LinkCode(
    /// The link.
    #[prop(into)]
    link: Signal<String>,
    /// What the picture is.
    #[prop(into)]
    label: Signal<String>,
    /// More buttons beside it.
    #[prop(optional, into)]
    actions: Option<ViewFn>,
) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let open = RwSignal::new(false);
    let area = NodeRef::<html::Textarea>::new();
    let copy = move || {
        let link = link.get_untracked();
        let lang = lang.get_untracked();
        spawn_local(async move {
            match copied(&link).await {
                Some(()) => toasts.show(words::link_copied(lang)),
                None => {
                    open.try_set(true);
                }
            }
        });
    };
    Effect::new(move |_| {
        if open.get()
            && let Some(area) = area.get()
        {
            request_animation_frame(move || area.select());
        }
    });
    view! {
        <div class="join-code">
            <QrCode text=link label />
            <div class="row">
                <Button small=true kind=ButtonKind::Quiet icon=Glyph::Copy on_press=copy>{say(words::copy_link)}</Button>
                {actions.map(|actions| actions.run())}
            </div>
        </div>
        <Dialog open title=say(words::copy_link)>
            <p>{say(words::link_by_hand)}</p>
            <textarea class="control" readonly rows="4" node_ref=area aria-label=move || say(words::copy_link).get() prop:value=move || link.get()></textarea>
        </Dialog>
    }
}

/// To whom a team's code belongs.
#[must_use]
pub fn of_team(team: OrganizationId) -> InvitedTo {
    InvitedTo::Team { team }
}
