//! Needs 需求: what residents need, from posting to closing.

mod actions;
mod call_back;
mod detail;
mod form;
mod list;
mod new;
mod sealed;

pub use detail::{NeedPage, NeedPanel};
pub use form::{RecipientFields, WhomFields};
pub use list::NeedsPage;
pub use new::NewNeedPage;
