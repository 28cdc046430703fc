//! `POST /api/test/clock`: moves the server's time, for journeys in a browser. Built with `test-clock` alone.

use super::{ApiError, posted::Posted};
use crate::server::Server;
use axum::{Json, extract::State};
use linli_domain::time::Instant;
use serde::{Deserialize, Serialize};

/// Where to: a time, or so many milliseconds ahead of the machine's clock.
#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Move {
    /// That time is now.
    Now(Instant),
    /// So far ahead.
    AheadMs(i64),
}

/// The time after the move.
#[derive(Serialize)]
pub struct Moved {
    now: Instant,
}

/// Moves it, and does what has become due.
pub async fn move_it(
    State(server): State<Server>,
    Posted(to): Posted<Move>,
) -> Result<Json<Moved>, ApiError> {
    let clock = &server.desk.clock;
    match to {
        Move::AheadMs(millis) => clock.run_ahead(millis),
        Move::Now(then) => {
            clock.run_ahead(0);
            clock.run_ahead((then - clock.now()).num_milliseconds());
        }
    }
    server.tick().await?;
    Ok(Json(Moved { now: clock.now() }))
}
