//! Me 我的: records, card, settings.

mod page;

pub use page::{MePage, RecordsPage};
