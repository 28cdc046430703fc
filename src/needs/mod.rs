//! Needs 需求: what residents need.

mod page;

pub use page::{NeedPage, NeedsPage, NewNeedPage};
