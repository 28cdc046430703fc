//! Check in 签到.

mod answer;
mod camera;
mod page;
mod proof;
mod scan;

pub use page::CheckInPage;
