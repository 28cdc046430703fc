//! Help 去帮忙: the shifts that look for people.

mod contest;
mod detail;
mod filters;
mod page;
mod team;

pub use detail::ShiftPage;
pub use page::HelpPage;
