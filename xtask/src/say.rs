//! What a task tells the person in front of it.

use std::sync::{LazyLock, Mutex};
use std::time::Instant;

static BEGAN: LazyLock<Instant> = LazyLock::new(Instant::now);
static MISSING: Mutex<Vec<String>> = Mutex::new(Vec::new());

/// A step that begins now, with the minutes and seconds since the first.
pub fn step(text: impl AsRef<str>) {
    let passed = BEGAN.elapsed().as_secs();
    eprintln!("· {:>2}:{:02} {}", passed / 60, passed % 60, text.as_ref());
}

/// Something worth knowing about the step that runs.
pub fn note(text: impl AsRef<str>) {
    eprintln!("  {}", text.as_ref());
}

/// Something that could not be done. Said at once, and again by [`sum_up`] at the end.
pub fn missing(text: impl Into<String>) {
    let text = text.into();
    eprintln!("! {text}");
    if let Ok(mut all) = MISSING.lock()
        && !all.contains(&text)
    {
        all.push(text);
    }
}

/// Repeats at the end of a task what it could not do.
pub fn sum_up() {
    if let Ok(all) = MISSING.lock()
        && !all.is_empty()
    {
        eprintln!("\nNot done:");
        for text in all.iter() {
            eprintln!("  ! {text}");
        }
    }
}

/// Whether something could not be done.
pub fn is_anything_missing() -> bool {
    MISSING.lock().is_ok_and(|all| !all.is_empty())
}
