//! The engine around one target, which `LINLI_FUZZ_TARGET` names. Started by `cargo xtask fuzz`.

#![no_main]

use libfuzzer_sys::fuzz_target;
use linli_fuzz::{Target, named};
use std::sync::LazyLock;

static TARGET: LazyLock<Target> = LazyLock::new(|| {
    let name = std::env::var("LINLI_FUZZ_TARGET").unwrap_or_default();
    named(&name).unwrap_or_else(|| panic!("there is no target `{name}`"))
});

fuzz_target!(|data: &[u8]| TARGET.run(data));
