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

/// One tab tells at a time, and nobody is let in meanwhile.
async fn turn() -> Option<Turn> {
    clock::within(LONGEST, leader::turn("linli-goodbye")).await
}

/// Tells the server that nobody is here any more. What it does not hear in time is told later.
pub async fn say_goodbye() {
    let _turn = turn().await;
    say().await;
}

/// The same, where the server has not heard yet of whoever left. Done before anybody is let in, so that the goodbye of
/// the one does not reach the other.
pub async fn tell_left() {
    let _turn = turn().await;
    if whereabouts::recall().await.leaving {
        say().await;
    }
}

async fn say() {
    let told = clock::within(LONGEST, http::sign_out()).await;
    if let Some(Ok(()) | Err(Unsent::SignedOut)) = told {
        // What cannot be written is told again, to no harm.
        let _ = whereabouts::left().await;
    }
}
