//! Month 月报: the figures of a community's month, handed up once it is over, on paper and as a table.

mod page;
mod report;
mod submit;
mod told;

pub use page::MonthPage;
