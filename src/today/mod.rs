//! Today 今天: what I promised next, and what to do about it now.

mod page;

pub use page::TodayPage;
