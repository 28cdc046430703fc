//! Counting tests over runners that each report in their own way.

use std::ops::AddAssign;

/// How many tests did what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub passed: usize,
    pub failed: usize,
    pub skipped: usize,
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        self.skipped += other.skipped;
    }
}

impl std::fmt::Display for Count {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self {
            passed,
            failed,
            skipped,
        } = self;
        write!(to, "{passed} passed, {failed} failed, {skipped} skipped")
    }
}

/// Adds up what a runner printed: Rust's (`test result: ok. 3 passed; 0 failed; 1 ignored`) and
/// node's (`# pass 3`, or `ℹ pass 3` in its other reporter).
pub fn read(output: &str) -> Count {
    let mut count = Count::default();
    for line in output.lines() {
        if let Some(result) = line.trim_start().strip_prefix("test result:") {
            count.passed += number_before(result, "passed");
            count.failed += number_before(result, "failed");
            count.skipped += number_before(result, "ignored");
        } else if let Some(result) = line.strip_prefix("ℹ ").or_else(|| line.strip_prefix("# ")) {
            let mut words = result.split_whitespace();
            let what = words.next().unwrap_or_default();
            let number = words.next().and_then(|word| word.parse().ok()).unwrap_or(0);
            match what {
                "pass" => count.passed += number,
                "fail" | "cancelled" => count.failed += number,
                "skipped" | "todo" => count.skipped += number,
                _ => {}
            }
        }
    }
    count
}

fn number_before(text: &str, word: &str) -> usize {
    let words: Vec<&str> = text
        .split([' ', ';'])
        .filter(|word| !word.is_empty())
        .collect();
    let place = words.iter().position(|found| *found == word);
    place
        .and_then(|place| place.checked_sub(1))
        .and_then(|place| words[place].parse().ok())
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rust_and_node_are_both_understood() {
        let text = "test result: ok. 12 passed; 1 failed; 2 ignored; 0 measured; 0 filtered out\n\
                    ℹ tests 9\nℹ pass 5\nℹ fail 1\nℹ cancelled 1\nℹ skipped 2\nℹ todo 0\n";
        let expected = Count {
            passed: 17,
            failed: 3,
            skipped: 4,
        };
        assert_eq!(read(text), expected);
        assert_eq!(expected.to_string(), "17 passed, 3 failed, 4 skipped");
    }
}
