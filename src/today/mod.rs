//! Today 今天: what I promised next, and what to do about it now.

mod led;
mod notices;
mod openings;
mod page;
mod promises;
mod returned;
mod ticket;

pub use page::TodayPage;
pub use ticket::Promise;
