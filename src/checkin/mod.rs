//! Check in 签到.

mod answer;
mod page;
mod proof;

pub use page::CheckInPage;
