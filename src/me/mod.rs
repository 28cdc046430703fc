//! Me 我的: records, card, settings.

mod backup;
mod file;
mod page;
mod records;
mod settings;
mod sign_out;

pub use page::MePage;
pub use records::RecordsPage;
