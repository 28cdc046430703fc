//! Desk 工作台: what needs a community worker.

mod fields;
mod form;
mod page;
mod quick;
mod rows;
mod shift_pages;
mod thing;
mod week;

pub use fields::could_open;
pub use page::DeskPage;
pub use shift_pages::{EditShiftPage, NewShiftPage};
pub use thing::ShiftFacts;
