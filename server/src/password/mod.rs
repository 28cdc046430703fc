//! Passwords, hashed with argon2id. It is slow and takes memory by design, so only a few are hashed at a time.

mod acceptable;

pub use acceptable::{NotAcceptable, acceptable};

use anyhow::Context;
use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use std::sync::{
    Arc, LazyLock,
    atomic::{AtomicUsize, Ordering},
};
use tokio::{sync::Semaphore, task::spawn_blocking};

/// So many are hashed at the same time.
const AT_ONCE: usize = 2;
/// So many may wait; who comes then is asked to come again.
const WAITING: usize = 64;
/// Nobody types more, and nobody may make us hash more.
pub const LONGEST: usize = 256;
/// The fewest characters of a new password.
pub const SHORTEST: usize = 8;

/// Too many people sign in at the same time.
#[derive(Debug)]
pub struct Busy;

/// The bounded pool in which passwords are checked.
#[derive(Clone)]
pub struct Passwords {
    permits: Arc<Semaphore>,
    waiting: Arc<AtomicUsize>,
}

impl Default for Passwords {
    fn default() -> Self {
        Passwords {
            permits: Arc::new(Semaphore::new(AT_ONCE)),
            waiting: Arc::default(),
        }
    }
}

impl Passwords {
    /// Whether a password is right. Where there is no account it takes as long to say no.
    ///
    /// # Errors
    /// [`Busy`] when too many wait already.
    pub async fn is_right(&self, given: String, hashed: Option<String>) -> Result<bool, Busy> {
        let _place = Place::take(&self.waiting)?;
        let _permit = self.permits.acquire().await.map_err(|_| Busy)?;
        spawn_blocking(move || verify(&given, hashed.as_deref()))
            .await
            .map_err(|_| Busy)
    }
}

impl Passwords {
    /// Hashes a new password in the same pool.
    ///
    /// # Errors
    /// [`Busy`] when too many wait already, or the machine gives no randomness.
    pub async fn hashed(&self, password: String) -> Result<String, Busy> {
        let _place = Place::take(&self.waiting)?;
        let _permit = self.permits.acquire().await.map_err(|_| Busy)?;
        let hashed = spawn_blocking(move || hash(&password));
        hashed.await.map_err(|_| Busy)?.map_err(|_| Busy)
    }
}

/// A place among those who wait, given back when it is dropped: also when the client hangs up.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self, Busy> {
        let place = Place(waiting);
        if waiting.fetch_add(1, Ordering::Relaxed) >= WAITING {
            return Err(Busy);
        }
        Ok(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Hashes a password.
///
/// # Errors
/// When the machine gives no randomness.
pub fn hash(password: &str) -> anyhow::Result<String> {
    let hash = Argon2::default()
        .hash_password(password.as_bytes())
        .context("the password cannot be hashed")?;
    Ok(hash.to_string())
}

/// What stands in for the password of an account that does not exist.
static NOBODY: LazyLock<String> = LazyLock::new(|| hash("nobody").unwrap_or_default());

fn verify(given: &str, hashed: Option<&str>) -> bool {
    let there = hashed.is_some();
    let Ok(hashed) = PasswordHash::new(hashed.unwrap_or(&NOBODY)) else {
        return false;
    };
    let right = Argon2::default().verify_password(given.as_bytes(), &hashed);
    there && right.is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_right_password_is_right() {
        let hashed = hash("linli-demo").unwrap();
        assert!(hashed.starts_with("$argon2id$"));
        assert!(verify("linli-demo", Some(&hashed)));
        assert!(!verify("linli-dem", Some(&hashed)));
        assert!(!verify("nobody", None));
        assert!(!verify("", Some("not a hash")));
    }
}
