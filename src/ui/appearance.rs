//! How this device shows things: light or dark, and text size. Kept on the device, and set on `<html>`.

use leptos::prelude::*;

use crate::preferences;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the phone is set.
    #[default]
    Auto,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    fn name(self) -> Option<&'static str> {
        match self {
            Theme::Auto => None,
            Theme::Light => Some("light"),
            Theme::Dark => Some("dark"),
        }
    }
}

/// The choices of this device. Copy it into callbacks; make it with [`use_appearance`].
#[derive(Clone, Copy)]
pub struct Appearance {
    theme: RwSignal<Theme>,
    elder: RwSignal<bool>,
    elder_chosen: RwSignal<bool>,
}

const THEME: &str = "theme";
const ELDER: &str = "elder";

impl Appearance {
    fn read() -> Appearance {
        let theme = match preferences::stored(THEME).as_deref() {
            Some("light") => Theme::Light,
            Some("dark") => Theme::Dark,
            _ => Theme::Auto,
        };
        Appearance {
            theme: RwSignal::new(theme),
            elder: RwSignal::new(preferences::stored(ELDER).as_deref() == Some("on")),
            elder_chosen: RwSignal::new(preferences::stored(ELDER).is_some()),
        }
    }

    /// Light or dark?
    #[must_use]
    pub fn theme(self) -> Signal<Theme> {
        self.theme.into()
    }

    /// Elder mode 长辈版?
    #[must_use]
    pub fn elder(self) -> Signal<bool> {
        self.elder.into()
    }

    /// Whether elder mode was ever turned on or off on this device: until then it is offered.
    #[must_use]
    pub fn elder_chosen(self) -> Signal<bool> {
        self.elder_chosen.into()
    }

    /// Chooses light or dark, and remembers it.
    pub fn set_theme(self, theme: Theme) {
        preferences::store(THEME, theme.name());
        self.theme.set(theme);
    }

    /// Turns elder mode on or off, and remembers it.
    pub fn set_elder(self, elder: bool) {
        preferences::store(ELDER, Some(if elder { "on" } else { "off" }));
        self.elder.set(elder);
        self.elder_chosen.set(true);
    }
}

/// Provides the choices and keeps `<html>` in step. Called once, by the shell.
pub fn provide_appearance() {
    let appearance = Appearance::read();
    provide_context(appearance);
    Effect::new(move |_| set_on_root("data-theme", appearance.theme.get().name()));
    Effect::new(move |_| set_on_root("data-elder", appearance.elder.get().then_some("on")));
}

/// The choices of this device.
#[must_use]
pub fn use_appearance() -> Appearance {
    use_context().unwrap_or_else(Appearance::read)
}

fn set_on_root(name: &str, value: Option<&str>) {
    if let Some(root) = document().document_element() {
        // Neither can fail with these names.
        let _ = match value {
            Some(value) => root.set_attribute(name, value),
            None => root.remove_attribute(name),
        };
    }
}
