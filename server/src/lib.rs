//! Linli's JSON backend: one binary that serves the app and the API, and the command line beside it.
//!
//! Handlers ([`http`]) are doors. A command goes from its door to the [desk](submissions::Desk), from there to the one
//! thread that writes ([`store::Writer`]), which runs the authority's loop of `linli-sync` over SQLite.

pub mod address;
pub mod asks;
pub mod assets;
pub mod ceremonies;
pub mod cli;
pub mod clock;
pub mod codes;
pub mod demo;
pub mod device_name;
pub mod door;
pub mod guesses;
mod housekeeping;
pub mod http;
pub mod hub;
pub mod lists;
pub mod passkeys;
pub mod password;
pub mod photos;
pub mod profile;
pub mod random;
pub mod rates;
pub mod second_factor;
pub mod server;
mod serving;
pub mod sessions;
pub mod store;
pub mod submissions;

pub use clock::Clock;
pub use server::{Config, Server};
