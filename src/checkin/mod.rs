//! Check in 签到.

mod page;

pub use page::CheckInPage;
