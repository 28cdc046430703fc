//! Desk 工作台: what needs a community worker.

mod again;
mod cancel;
mod cards;
mod fields;
mod form;
mod going;
mod page;
mod postpone;
mod questioned;
mod quick;
mod resident;
mod rows;
mod several;
mod shift_pages;
mod short;
mod thing;
mod week;
mod why;

pub use cards::CardsPage;
pub use fields::could_open;
pub use page::DeskPage;
pub use shift_pages::{EditShiftPage, NewShiftPage};
pub use thing::ShiftFacts;
