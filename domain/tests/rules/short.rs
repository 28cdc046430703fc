//! Short of people: from a day before the start, and from an hour before where help is urgent.

use crate::town::*;
use linli_domain::{Command, ShiftId, case::Urgency, shift::ShiftAbout};

/// Starts in three days.
const THEN: i64 = 3 * 1440;

fn with_minimum(min_staff: u16, urgency: Urgency) -> (Town, ShiftId) {
    let mut town = Town::new();
    let about = ShiftAbout {
        span: span(THEN, THEN + 60),
        withdraw_by: None,
        min_staff,
        urgency,
        ..post(4)
    };
    let shift = town.opens(about);
    (town, shift)
}

fn is_short(town: &mut Town, shift: ShiftId, minutes: i64) -> bool {
    town.at(minutes);
    town.shift(shift).is_short(&town.profile, town.now)
}

#[test]
fn a_shift_below_its_minimum_is_short_from_a_day_before_until_it_starts() {
    let (mut town, shift) = with_minimum(2, Urgency::Normal);
    let [aunt, uncle] = town.neighbours();
    town.all_sign_up(&[aunt], shift);
    let from = THEN - 24 * 60;
    assert!(!is_short(&mut town, shift, from - 1), "there is time");
    assert!(is_short(&mut town, shift, from));
    assert!(is_short(&mut town, shift, THEN - 1));
    assert!(!is_short(&mut town, shift, THEN), "it is too late");
    town.at(from);
    town.all_sign_up(&[uncle], shift);
    assert!(!is_short(&mut town, shift, from), "two are enough");
}

#[test]
fn an_urgent_one_is_short_only_in_the_last_hour() {
    let (mut town, shift) = with_minimum(1, Urgency::Urgent);
    let from = THEN - 60;
    assert!(!is_short(&mut town, shift, from - 1));
    assert!(is_short(&mut town, shift, from));
}

#[test]
fn how_early_a_shift_is_short_is_for_its_community_to_say() {
    for (urgency, hours) in [(Urgency::Normal, 48), (Urgency::Urgent, 3)] {
        let (mut town, shift) = with_minimum(1, urgency);
        town.profile.short_hours = 48;
        town.profile.short_urgent_hours = 3;
        let from = THEN - hours * 60;
        assert!(!is_short(&mut town, shift, from - 1));
        assert!(is_short(&mut town, shift, from));
    }
}

#[test]
fn a_shift_without_a_minimum_or_called_off_is_never_short() {
    let (mut town, none_needed) = with_minimum(0, Urgency::Normal);
    assert!(!is_short(&mut town, none_needed, THEN - 30));
    let (mut town, shift) = with_minimum(2, Urgency::Normal);
    assert!(is_short(&mut town, shift, THEN - 30));
    let reason = "rain".to_owned();
    let cancelled = town.by(WORKER, &Command::CancelShift { shift, reason });
    assert_eq!(cancelled, Ok(()));
    assert!(!is_short(&mut town, shift, THEN - 30));
}
