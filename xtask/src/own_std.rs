//! The app's own standard library: compiled with the app, for size, and ending a panic at once.
//!
//! About a tenth of the first load (docs/adr/0008). Cargo and rustc call this unstable and take it from a released
//! toolchain only where `RUSTC_BOOTSTRAP` says so; whatever else is built stays on the stable side.

use crate::split::RUSTFLAGS;
use std::process::Command;

const BUILD: [(&str, &str); 3] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
];

/// No texts for panics that nobody on a phone could read, and no places in the source.
const FLAGS: &str = "-Zunstable-options -Cpanic=immediate-abort -Zlocation-detail=none";

/// Lets cargo, below Trunk, compile the standard library with the app.
pub fn build_with(trunk: &mut Command) {
    let flags = trunk
        .get_envs()
        .find(|(name, _)| *name == RUSTFLAGS)
        .and_then(|(_, value)| Some(value?.to_string_lossy().into_owned()));
    let flags = format!("{} {FLAGS}", flags.unwrap_or_default());
    trunk.envs(BUILD).env(RUSTFLAGS, flags.trim_start());
}

/// Lets `cargo fetch` bring the packages that the standard library is made of.
pub fn fetch_with(cargo: &mut Command) {
    cargo.envs(BUILD);
}
