//! History 经过: what happened to a need, a shift, a record, a person, a month or an invitation, folded at the end of its
//! screen. It is read where it is kept, when it is unfolded, and no copy stays on this device.

mod lines;
mod section;
mod sentences;

pub use section::History;
