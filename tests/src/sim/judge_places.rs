//! The judge of places: each goes to the first in line who fits, and is kept from nobody.

use super::{
    judge::{Verdict, check},
    judge_entries::Taken,
    model::{Model, Stand},
    model_offers::TO_ANSWER,
};
use linli_domain::time::Instant;

/// Each who moved up or was asked fits, and nobody before them in line would have. Late they are asked, once, and before
/// that they are not.
pub(super) fn promotions_are_due(model: &Model, taken: &Taken, now: Instant) -> Verdict {
    for (shift, entry, stand) in &taken.ups {
        let roster = model.shifts.get(shift).ok_or("no shift")?;
        let up = roster.entry(*entry).ok_or("no entry")?;
        let late = roster.is_late(now);
        check(roster.to_come(now), || {
            format!("{shift}: somebody moved up after the start")
        })?;
        check(!late || stand.offered(), || {
            format!("{shift}: {} was put in late and not asked", up.person)
        })?;
        check(late || *stand == roster.stand_with_place(), || {
            format!("{shift}: {} moved up and stands {stand:?}", up.person)
        })?;
        check(!(late && up.lapsed.is_some()), || {
            format!("{shift}: {} did not answer, and was asked again", up.person)
        })?;
        let until = roster.about.span.start.min(now + TO_ANSWER);
        check(!late || *stand == Stand::Offered { until }, || {
            format!("{shift}: {} has not half an hour: {stand:?}", up.person)
        })?;
        check(model.fits(up.person, *shift), || {
            format!("{shift}: {} moved up and does not fit", up.person)
        })?;
        for other in &roster.entries {
            let before = roster.in_line(other, now) && other.rank < up.rank;
            check(!before || !model.fits(other.person, *shift), || {
                format!(
                    "{shift}: {} moved up before {}, who fits and came earlier",
                    up.person, other.person
                )
            })?;
            check(!before || other.told_passed_over, || {
                format!("{shift}: {} was passed over and not told", other.person)
            })?;
        }
    }
    Ok(())
}

/// Nobody over, and no place kept from one who waits, fits, and has not been asked in vain.
pub(super) fn places_are_given(model: &Model, now: Instant) -> Verdict {
    for (shift, roster) in &model.shifts {
        let slots = usize::from(roster.about.slots);
        let coming = roster.entries.iter().filter(|entry| {
            entry.stand.holds() && !matches!(entry.stand, Stand::Absent | Stand::Unmarked)
        });
        let coming = coming.count();
        check(coming <= slots, || {
            format!("{shift}: {coming} people for {slots} places")
        })?;
        if roster.to_come(now) && roster.holders() < slots {
            for entry in roster
                .entries
                .iter()
                .filter(|entry| roster.in_line(entry, now))
            {
                check(!model.fits(entry.person, *shift), || {
                    format!(
                        "{shift}: a place is free, and {} waits and fits",
                        entry.person
                    )
                })?;
            }
        }
    }
    Ok(())
}
