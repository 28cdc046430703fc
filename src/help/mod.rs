//! Help 去帮忙: the shifts that look for people.

mod page;

pub use page::{HelpPage, ShiftPage};
