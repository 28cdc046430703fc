//! How often each thing happened: a simulation in which something never happens proves nothing about it.

use std::{collections::BTreeMap, fmt};

/// Counts by kind and name.
#[derive(Clone, Debug, Default)]
pub struct Counts {
    /// Schedules.
    pub schedules: u64,
    /// Commands that somebody tapped on a device.
    pub taps: u64,
    /// By kind, then by name.
    pub by: BTreeMap<&'static str, BTreeMap<String, u64>>,
}

impl Counts {
    /// One more.
    pub fn one(&mut self, kind: &'static str, name: impl Into<String>) {
        *self
            .by
            .entry(kind)
            .or_default()
            .entry(name.into())
            .or_default() += 1;
    }

    /// How many of that name.
    #[must_use]
    pub fn of(&self, kind: &str, name: &str) -> u64 {
        self.by
            .get(kind)
            .and_then(|names| names.get(name))
            .copied()
            .unwrap_or(0)
    }

    /// How many of that kind, whatever their name.
    #[must_use]
    pub fn all_of(&self, kind: &str) -> u64 {
        self.by.get(kind).map_or(0, |names| names.values().sum())
    }

    /// Adds another's.
    pub fn add(&mut self, other: &Counts) {
        self.schedules += other.schedules;
        self.taps += other.taps;
        for (kind, names) in &other.by {
            for (name, n) in names {
                *self
                    .by
                    .entry(kind)
                    .or_default()
                    .entry(name.clone())
                    .or_default() += n;
            }
        }
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} schedules, {} taps", self.schedules, self.taps)?;
        for (kind, names) in &self.by {
            write!(f, "{kind}:")?;
            for (name, n) in names {
                write!(f, " {name} {n} ·")?;
            }
            writeln!(f)?;
        }
        Ok(())
    }
}
