//! What every screen with a shift on it needs: its facts in words, how one's own entry stands, and what may be done.

mod asked;
mod card;
mod doing;
mod facts;
mod mark;
mod member_card;
mod offer;
mod photo;
mod prospects;
mod scan;
mod visited;

pub use asked::{asked, shift_of};
pub use card::OfferCard;
pub use doing::Doing;
pub use facts::{Facts, facts_of, given_name, of, read_shift_id};
pub use mark::{StateLine, StateMark};
pub use member_card::{CardSheet, MemberCard, MyCard, ShowMyCard};
pub use offer::Offer;
pub use photo::{PhotoField, SheetPhotos};
pub use prospects::{Prospects, is_open, prospects};
pub use scan::Scan;
pub use visited::WhomToVisit;
