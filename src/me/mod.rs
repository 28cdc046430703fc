//! Me 我的: records, card, settings.

mod backup;
mod devices;
mod erase;
mod export;
mod helpers;
mod page;
mod records;
mod settings;
mod sign_out;

pub use helpers::DeskHelpers;
pub use page::MePage;
pub use records::RecordsPage;
