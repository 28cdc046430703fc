//! A link as something to scan, to copy and to print.

use leptos::prelude::*;
use linli_domain::{
    Command, DocumentKey, InvitationId,
    invitation::{InvitationKey, InvitedTo, hash_of},
};

use linli_sync::Snapshot;

use super::Opening;
use crate::cases::Wrong;
use crate::locales::{common, joining as words, say};
use crate::platform::clock;
use crate::session::{Session, use_session};
use crate::ui::{CopyText, QrCode, Status, StatusBadge};

/// A token that nobody can guess: 32 hexadecimal digits.
fn fresh_token() -> String {
    let entropy = clock::entropy();
    let (one, other) = entropy.split_at(16);
    let bytes = one.iter().zip(other).map(|(one, other)| one ^ other);
    bytes.map(|byte| format!("{byte:02x}")).collect()
}

/// A new invitation: what its link carries, and the command that makes it. A team's token is kept as it is and shown
/// again; of every other one the link alone knows it.
#[must_use]
pub fn new_invitation(to: InvitedTo) -> (Opening, Command) {
    let token = fresh_token();
    let key = match to {
        InvitedTo::Team { .. } => InvitationKey::Shown(token.clone()),
        _ => InvitationKey::Hashed(hash_of(&token)),
    };
    let invitation = InvitationId(clock::fresh_uuid());
    let command = Command::Invite {
        invitation,
        to,
        key,
    };
    (Opening { invitation, token }, command)
}

/// Asks for an invitation, once; `then` hears what its link carries, as soon as it is safe on this device.
pub fn invite(
    session: Session,
    to: InvitedTo,
    busy: RwSignal<bool>,
    wrong: Wrong,
    then: impl FnOnce(Opening) + 'static,
) {
    let (opening, command) = new_invitation(to);
    if busy.get_untracked() || wrong.foresees(session, &command) {
        return;
    }
    busy.set(true);
    session.act(command, move |answer| {
        busy.try_set(false);
        match answer {
            Ok(_) => then(opening),
            Err(trouble) => wrong.set(trouble),
        }
    });
}

/// This app's own address.
#[must_use]
pub fn origin() -> String {
    window().location().origin().unwrap_or_default()
}

/// Whether the authority has taken an invitation in.
fn is_there(s: &Snapshot, invitation: InvitationId) -> bool {
    let key = DocumentKey::Invitation(invitation);
    !s.pending.contains(&key) && s.invitations().iter().any(|one| one.id == invitation)
}

/// What leads to an invitation, once the authority has taken that in: until then it would lead nowhere.
#[component]
pub fn OnceThere(
    /// Which.
    #[prop(into)]
    invitation: Signal<Option<InvitationId>>,
    /// What leads there.
    children: ChildrenFn,
) -> impl IntoView {
    let session = use_session();
    let there = Memo::new(move |_| {
        let there = |id| session.read(|s| is_there(s, id)) == Some(true);
        invitation.get().is_some_and(there)
    });
    let children = StoredValue::new(children);
    view! {
        <Show
            when=move || there.get()
            fallback=|| view! { <p><StatusBadge status=Status::Pending words=say(common::state_pending) /></p> }
        >
            {children.with_value(|children| children())}
        </Show>
    }
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
    let text = move |()| Some(link.get_untracked());
    view! {
        <div class="join-code">
            <QrCode text=link label />
            <div class="row">
                <CopyText
                    text words=say(words::copy_link) said=say(words::link_copied) title=say(words::copy_link)
                    by_hand=say(words::link_by_hand) rows=4
                />
                {actions.map(|actions| actions.run())}
            </div>
        </div>
    }
}
