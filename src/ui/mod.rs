//! The primitives from which every screen is made, one component a file, one sheet a file in `style/`.
//!
//! They take plain values (`Signal<String>` for words, so `say(…)`, a literal or a `String` will do) and callbacks, and
//! know nothing of the domain. `src/gallery.rs` shows each in every state.

mod appearance;
mod arrival;
mod banner;
mod bar;
mod button;
mod card;
mod chips;
mod copy_text;
mod dialog;
mod digits_input;
mod eaves;
mod elder;
mod empty_state;
mod field;
mod icon;
mod ids;
mod keyed_rows;
mod list_state;
mod live_region;
mod page_header;
mod qr_code;
mod reasons;
mod seal;
mod second_press;
mod segments;
mod skeleton;
mod standing;
mod status_badge;
mod tab_bar;
mod ticket;
mod toast;

pub use appearance::{Appearance, Theme, provide_appearance, use_appearance};
pub use arrival::provide_arrival;
pub use banner::{Banner, BannerKind};
pub use bar::Bar;
pub use button::{Button, ButtonKind, LinkButton};
pub use card::{Card, CardEdge};
pub use chips::{Chip, Chips};
pub use copy_text::CopyText;
pub use dialog::Dialog;
pub use digits_input::DigitsInput;
pub use eaves::Eaves;
pub use elder::{ElderBack, ElderOffer, ElderRead};
pub use empty_state::EmptyState;
pub use field::{CheckField, FieldKind, SelectField, TextArea, TextField};
pub use icon::{Glyph, Icon};
pub use ids::fresh_id;
pub use keyed_rows::KeyedRows;
pub use list_state::{ListState, Listing};
pub use live_region::{Announcer, LiveRegion, provide_announcer, use_announcer};
pub use page_header::PageHeader;
pub use qr_code::QrCode;
pub use reasons::{ErrorSummary, Reasons};
pub use seal::Seal;
pub use second_press::ignore_second_presses;
pub use segments::Segments;
pub use skeleton::Skeleton;
pub use standing::{Standing, StandingBars, provide_standing, use_standing};
pub use status_badge::{Status, StatusBadge};
pub use tab_bar::{Tab, TabBar};
pub use ticket::Ticket;
pub use toast::{ToastShelf, ToastSlip, Toasts, UNDO, provide_toasts, use_toasts};
