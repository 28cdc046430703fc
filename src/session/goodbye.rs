//! Telling the server that somebody signed out, perhaps without network at the time: once, and never when whoever comes
//! in next has a new cookie already, which would be theirs to lose.

use super::whereabouts;
use crate::platform::{
    clock,
    http::{self, Unsent},
    leader::{self, Turn},
};

/// How long somebody waits for it, in milliseconds.
const LONGEST: i32 = 5_000;

/// One tab says goodbye or lets somebody in at a time; none where another does, and takes long.
async fn turn() -> Option<Turn> {
    clock::within(LONGEST, leader::turn("linli-goodbye")).await
}

/// Tells the server that nobody is here any more.
pub async fn say_goodbye() {
    let _turn = turn().await;
    say().await;
}

/// The same, where it is kept that the server has not heard of whoever left. What it does not hear in time is told later.
pub async fn tell_left() {
    let turn = turn().await;
    if turn.is_some() && whereabouts::recall().await.leaving {
        say().await;
    }
}

/// Lets somebody in by `work`, once the goodbye of whoever left is said: it does not reach the one who comes.
///
/// # Errors
/// Those of `work`.
pub async fn coming_in<T, E>(work: impl Future<Output = Result<T, E>>) -> Result<T, E> {
    let _turn = turn().await;
    if whereabouts::recall().await.leaving {
        say().await;
    }
    let came = work.await;
    if came.is_ok() {
        // The session of before ended with this one's beginning. What cannot be written is told again, to no harm.
        let _ = whereabouts::left().await;
    }
    came
}

async fn say() {
    let told = clock::within(LONGEST, http::sign_out()).await;
    if let Some(Ok(()) | Err(Unsent::SignedOut)) = told {
        // What cannot be written is told again, to no harm.
        let _ = whereabouts::left().await;
    }
}
