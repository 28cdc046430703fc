//! The simulation: seeded schedules of people, phones, tabs, a bad network and a failing disk. The judge keeps a model
//! of its own, steps it in the authority's order of commits, and compares.
//!
//! A schedule is nothing but its seed: the same seed plays the same schedule again.

pub mod addresses;
pub mod chaos;
pub mod counts;
pub mod driver;
pub mod heal;
pub mod judge;
pub mod judge_end;
pub mod judge_entries;
pub mod judge_erasure;
pub mod judge_helpers;
pub mod judge_invitations;
pub mod judge_notices;
pub mod judge_places;
pub mod judge_retention;
mod judge_sealed;
mod judge_shifts;
pub mod model;
pub mod model_afterwards;
pub mod model_attendance;
pub mod model_blocks;
pub mod model_disputes;
pub mod model_erasure;
pub mod model_helpers;
pub mod model_invitations;
pub mod model_months;
pub mod model_needs;
pub mod model_newcomers;
pub mod model_offers;
pub mod model_others;
pub mod model_paper;
pub mod model_roles;
pub mod model_roster;
mod model_sealed;
pub mod model_shifts;
pub mod model_steps;
pub mod model_visits;
pub mod script;
pub mod script_afterwards;
pub mod script_attendance;
pub mod script_blocks;
pub mod script_deeds;
pub mod script_disputes;
pub mod script_door;
pub mod script_erasure;
pub mod script_helpers;
pub mod script_invitations;
pub mod script_months;
pub mod script_needs;
pub mod script_newcomers;
pub mod script_others;
pub mod script_picks;
mod script_sealed;
pub mod script_shifts;
pub mod script_sign_ups;
pub mod script_visits;
pub mod server;
pub mod world;

pub use counts::Counts;
pub use driver::DriverBug;

/// Plays one schedule. The counts are of everything that happened in it.
///
/// # Errors
/// What the judge says against it: the first thing that must not be.
pub fn play(seed: u64, counts: &mut Counts) -> Result<(), String> {
    play_with(seed, None, counts)
}

/// Plays one schedule with a driver that has a bug.
///
/// # Errors
/// What the judge says against it.
pub fn play_with(seed: u64, bug: Option<DriverBug>, counts: &mut Counts) -> Result<(), String> {
    let mut world = world::World::new(seed, bug);
    let verdict = world.play();
    counts.add(&world.counts);
    counts.schedules += 1;
    verdict
}
