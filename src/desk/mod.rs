//! Desk 工作台: what needs a community worker.

mod page;

pub use page::{DeskPage, EditShiftPage, NewShiftPage};
