//! Icons: Lucide's drawings (ISC licence), as one path each.

use leptos::prelude::*;

/// An icon. Beside a word it says nothing of its own; where it stands alone its control carries the name.
///
/// Constants and no variants: so a drawing travels with the part of the app that shows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Glyph(&'static str);

#[allow(non_upper_case_globals, reason = "they are named as variants are")]
impl Glyph {
    /// A warning triangle: something to look at.
    pub const Alert: Glyph = Glyph(
        "m21.73 18-8-14a2 2 0 0 0-3.46 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3M12 9v4M12 17h.01",
    );
    /// A day.
    pub const Calendar: Glyph = Glyph(
        "M8 2v4M16 2v4M5 4h14a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2zM3 10h18",
    );
    /// Take a picture, scan.
    pub const Camera: Glyph = Glyph(
        "M14.5 4h-5L7 7H4a2 2 0 0 0-2 2v9a2 2 0 0 0 2 2h16a2 2 0 0 0 2-2V9a2 2 0 0 0-2-2h-3zM9 13a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
    );
    /// Done.
    pub const Check: Glyph = Glyph("M20 6 9 17l-5-5");
    /// Open further.
    pub const ChevronDown: Glyph = Glyph("m6 9 6 6 6-6");
    /// Go back.
    pub const ChevronLeft: Glyph = Glyph("m15 18-6-6 6-6");
    /// Go there.
    pub const ChevronRight: Glyph = Glyph("m9 18 6-6-6-6");
    /// A list that is worked off: Desk.
    pub const Clipboard: Glyph = Glyph(
        "M9 2h6a1 1 0 0 1 1 1v2a1 1 0 0 1-1 1H9a1 1 0 0 1-1-1V3a1 1 0 0 1 1-1zM16 4h2a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2h2M12 11h4M12 16h4M8 11h.01M8 16h.01",
    );
    /// Pending, or a time.
    pub const Clock: Glyph = Glyph("M12 7v5l3 2M3 12a9 9 0 1 0 18 0a9 9 0 1 0-18 0");
    /// No connection.
    pub const CloudOff: Glyph = Glyph(
        "m2 2 20 20M5.78 5.78A7 7 0 0 0 9 19h8.5a4.5 4.5 0 0 0 1.31-.19M21.53 16.5A4.5 4.5 0 0 0 17.5 10h-1.79A7 7 0 0 0 10 5.07",
    );
    /// Copy to paste elsewhere.
    pub const Copy: Glyph = Glyph(
        "M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2zM4 16a2 2 0 0 1-2-2V4a2 2 0 0 1 2-2h10a2 2 0 0 1 2 2",
    );
    /// Save as a file.
    pub const Download: Glyph =
        Glyph("M12 15V3M21 15v4a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2v-4M7 10l5 5 5-5");
    /// Change.
    pub const Edit: Glyph = Glyph(
        "M21.17 6.81a1 1 0 0 0-3.98-3.98L3.84 16.17a2 2 0 0 0-.5.83l-1.32 4.35a.5.5 0 0 0 .62.62l4.35-1.32a2 2 0 0 0 .83-.5zM15 5l4 4",
    );
    /// Help.
    pub const Heart: Glyph = Glyph(
        "M19 14c1.49-1.46 3-3.21 3-5.5A5.5 5.5 0 0 0 16.5 3c-1.76 0-3 .5-4.5 2-1.5-1.5-2.74-2-4.5-2A5.5 5.5 0 0 0 2 8.5c0 2.3 1.5 4.05 3 5.5l7 7z",
    );
    /// Today.
    pub const Home: Glyph = Glyph(
        "M15 21v-8a1 1 0 0 0-1-1h-4a1 1 0 0 0-1 1v8M3 10a2 2 0 0 1 .71-1.53l7-6a2 2 0 0 1 2.58 0l7 6A2 2 0 0 1 21 10v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2z",
    );
    /// Worth knowing.
    pub const Info: Glyph = Glyph("M2 12a10 10 0 1 0 20 0a10 10 0 1 0-20 0M12 16v-4M12 8h.01");
    /// Choose the language.
    pub const Language: Glyph =
        Glyph("m5 8 6 6M4 14l6-6 2-3M2 5h12M7 2h1M22 22l-5-10-5 10M14 18h6");
    /// A list: Needs.
    pub const List: Glyph = Glyph("M8 6h13M8 12h13M8 18h13M3 6h.01M3 12h.01M3 18h.01");
    /// A place.
    pub const MapPin: Glyph = Glyph(
        "M20 10c0 4.99-5.54 10.19-7.4 11.8a1 1 0 0 1-1.2 0C9.54 20.19 4 14.99 4 10a8 8 0 0 1 16 0M9 10a3 3 0 1 0 6 0a3 3 0 1 0-6 0",
    );
    /// Dark.
    pub const Moon: Glyph = Glyph("M20.99 12.49A9 9 0 1 1 11.51 3a7 7 0 0 0 9.48 9.49z");
    /// Call.
    pub const Phone: Glyph = Glyph(
        "M22 16.92v3a2 2 0 0 1-2.18 2 19.79 19.79 0 0 1-8.63-3.07 19.5 19.5 0 0 1-6-6 19.79 19.79 0 0 1-3.07-8.67A2 2 0 0 1 4.11 2h3a2 2 0 0 1 2 1.72 12.84 12.84 0 0 0 .7 2.81 2 2 0 0 1-.45 2.11L8.09 9.91a16 16 0 0 0 6 6l1.27-1.27a2 2 0 0 1 2.11-.45 12.84 12.84 0 0 0 2.81.7A2 2 0 0 1 22 16.92z",
    );
    /// Add.
    pub const Plus: Glyph = Glyph("M5 12h14M12 5v14");
    /// Print.
    pub const Printer: Glyph = Glyph(
        "M6 18H4a2 2 0 0 1-2-2v-5a2 2 0 0 1 2-2h16a2 2 0 0 1 2 2v5a2 2 0 0 1-2 2h-2M6 9V3a1 1 0 0 1 1-1h10a1 1 0 0 1 1 1v6M7 14h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1v-6a1 1 0 0 1 1-1z",
    );
    /// A QR code.
    pub const Qr: Glyph = Glyph(
        "M4 3h3a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM17 3h3a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1h-3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM4 16h3a1 1 0 0 1 1 1v3a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-3a1 1 0 0 1 1-1zM21 16h-3a2 2 0 0 0-2 2v3M21 21v.01M12 7v3a2 2 0 0 1-2 2H7M3 12h.01M12 3h.01M12 16v.01M16 12h1M21 12v.01M12 21v-1",
    );
    /// Try again, update.
    pub const Refresh: Glyph = Glyph(
        "M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8M21 3v5h-5M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16M8 16H3v5",
    );
    /// Search.
    pub const Search: Glyph = Glyph("m21 21-4.34-4.34M3 11a8 8 0 1 0 16 0a8 8 0 1 0-16 0");
    /// Light.
    pub const Sun: Glyph = Glyph(
        "M8 12a4 4 0 1 0 8 0a4 4 0 1 0-8 0M12 2v2M12 20v2M4.93 4.93l1.41 1.41M17.66 17.66l1.41 1.41M2 12h2M20 12h2M6.34 17.66l-1.41 1.41M19.07 4.93l-1.41 1.41",
    );
    /// Take back.
    pub const Undo: Glyph = Glyph("M9 14 4 9l5-5M4 9h10.5a5.5 5.5 0 0 1 0 11H11");
    /// A person: Me.
    pub const User: Glyph =
        Glyph("M19 21v-2a4 4 0 0 0-4-4H9a4 4 0 0 0-4 4v2M8 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0");
    /// People.
    pub const Users: Glyph = Glyph(
        "M16 21v-2a4 4 0 0 0-4-4H6a4 4 0 0 0-4 4v2M5 7a4 4 0 1 0 8 0a4 4 0 1 0-8 0M22 21v-2a4 4 0 0 0-3-3.87M16 3.13a4 4 0 0 1 0 7.75",
    );
    /// Close, refuse.
    pub const X: Glyph = Glyph("M18 6 6 18M6 6l12 12");

    /// Every icon, for the gallery.
    pub const ALL: [Glyph; 31] = [
        Glyph::Home,
        Glyph::Heart,
        Glyph::User,
        Glyph::List,
        Glyph::Clipboard,
        Glyph::Check,
        Glyph::Clock,
        Glyph::Phone,
        Glyph::Camera,
        Glyph::Qr,
        Glyph::Alert,
        Glyph::X,
        Glyph::ChevronLeft,
        Glyph::ChevronRight,
        Glyph::ChevronDown,
        Glyph::Plus,
        Glyph::Search,
        Glyph::Calendar,
        Glyph::MapPin,
        Glyph::Users,
        Glyph::CloudOff,
        Glyph::Refresh,
        Glyph::Download,
        Glyph::Printer,
        Glyph::Undo,
        Glyph::Edit,
        Glyph::Language,
        Glyph::Copy,
        Glyph::Info,
        Glyph::Sun,
        Glyph::Moon,
    ];
}

/// An icon as wide as the text is high, and a little more; hidden from those who listen.
#[component]
pub fn Icon(
    /// Which.
    glyph: Glyph,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
            <path d=glyph.0 />
        </svg>
    }
}
