//! Signing in and out.

mod page;

pub use page::SignInPage;
