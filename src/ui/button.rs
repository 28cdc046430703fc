//! Buttons, and links that look like them.

use leptos::prelude::*;
use leptos_router::components::A;

use super::icon::{Glyph, Icon};

/// How loud a button is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonKind {
    /// The one thing to do: solid, 56 px high. One a card.
    #[default]
    Primary,
    /// Everything else: outlined, 48 px.
    Quiet,
    /// What takes something away.
    Danger,
    /// Words only, inside other things.
    Plain,
}

impl ButtonKind {
    fn name(self) -> &'static str {
        match self {
            ButtonKind::Primary => "primary",
            ButtonKind::Quiet => "quiet",
            ButtonKind::Danger => "danger",
            ButtonKind::Plain => "plain",
        }
    }
}

/// A button. While `pending` it keeps its focus and its words, shows that it works, and does nothing on another press.
#[component]
pub fn Button(
    /// How loud.
    #[prop(optional)]
    kind: ButtonKind,
    /// As wide as its place, or as its words.
    #[prop(optional)]
    small: bool,
    /// Pressed, and not yet answered.
    #[prop(optional, into)]
    pending: Signal<bool>,
    /// Cannot be pressed now; the reason stands beside it.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// A fuller name than the words alone, which must begin it: "Sign up" → "Sign up for Hospital escort".
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// Sends the form it stands in.
    #[prop(optional)]
    submit: bool,
    /// What happens.
    #[prop(optional, into)]
    on_press: Option<Callback<()>>,
    /// The words.
    children: Children,
) -> impl IntoView {
    let press = move |event: leptos::ev::MouseEvent| {
        if pending.get_untracked() || disabled.get_untracked() {
            event.prevent_default();
        } else if let Some(on_press) = on_press {
            on_press.run(());
        }
    };
    view! {
        <button
            class="button"
            type=if submit { "submit" } else { "button" }
            data-kind=kind.name()
            data-small=small.then_some("")
            aria-label=move || label.get()
            aria-disabled=move || (pending.get() || disabled.get()).then_some("true")
            aria-busy=move || pending.get().then_some("true")
            on:click=press
        >
            {icon.map(|glyph| view! { <Icon glyph /> })}
            <span class="button-words">{children()}</span>
        </button>
    }
}

/// A link that looks like a button: it goes somewhere in the app, or calls a telephone (`tel:`).
#[component]
pub fn LinkButton(
    /// Where to.
    #[prop(into)]
    href: Signal<String>,
    /// How loud.
    #[prop(optional)]
    kind: ButtonKind,
    /// As wide as its words.
    #[prop(optional)]
    small: bool,
    /// An icon before the words.
    #[prop(optional)]
    icon: Option<Glyph>,
    /// A fuller name than the words alone, which must begin it.
    #[prop(optional, into)]
    label: MaybeProp<String>,
    /// The words.
    children: Children,
) -> impl IntoView {
    view! {
        <A
            href=move || href.get()
            attr:class="button"
            attr:data-kind=kind.name()
            attr:data-small=small.then_some("")
            attr:aria-label=move || label.get()
        >
            {icon.map(|glyph| view! { <Icon glyph /> })}
            <span class="button-words">{children()}</span>
        </A>
    }
}
