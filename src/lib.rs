//! Linli 邻里: the app, as a library that `main.rs` mounts and tests use. See ARCHITECTURE.md for the map.

pub mod account;
pub mod app;
pub mod cases;
pub mod checkin;
pub mod desk;
#[cfg(any(debug_assertions, feature = "gallery"))]
pub mod gallery;
pub mod help;
pub mod history;
pub mod joining;
pub mod keys;
pub mod late;
pub mod late_pages;
pub mod locales;
pub mod me;
pub mod month;
pub mod needs;
pub mod platform;
pub mod preferences;
pub mod roster;
pub mod session;
pub mod shifts;
pub mod today;
pub mod ui;
pub mod words;

// Its tests run where it runs: `cargo xtask test wasm`.
#[cfg(test)]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
