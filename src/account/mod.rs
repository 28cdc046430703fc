//! Signing in, and choosing where the truth lives.

mod gate;
mod page;
mod personas;

pub use gate::Gate;
pub use page::SignInPage;
