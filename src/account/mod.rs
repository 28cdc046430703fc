//! Signing in, and choosing where the truth lives.

mod gate;
mod page;
mod personas;

pub use gate::{Gate, instead, use_going_on};
pub use page::SignInPage;
