//! The judge of a shift: what it says, who is on its roster, what was arranged around it, who has not been reached.

use super::{
    judge::{Verdict, check},
    judge_entries::{Taken, same_entry},
    model::{Announced, Roster, Stand},
    model_blocks::{NOBODY, same_blocks},
};
use linli_domain::{
    PersonId,
    shift::{Shift, ShiftState},
    time::Instant,
};
use std::collections::BTreeSet;

/// Compares a shift with the model's, and takes promotions and offers over.
pub(super) fn same_shift(
    mine: &mut Roster,
    there: &Shift,
    taken: &mut Taken,
    now: Instant,
) -> Verdict {
    let id = there.id;
    check(there.about == mine.about, || {
        format!("{id}: what it says is not what was last entered")
    })?;
    let cancelled = matches!(there.state, ShiftState::Cancelled { .. });
    let recorded = there.state == ShiftState::Recorded;
    check(
        (cancelled, recorded) == (mine.cancelled, mine.recorded),
        || {
            format!(
                "{id}: is {:?}; called off {}, settled {}",
                there.state, mine.cancelled, mine.recorded
            )
        },
    )?;
    check(there.roster.len() == mine.entries.len(), || {
        format!(
            "{id}: {} entries, {} expected",
            there.roster.len(),
            mine.entries.len()
        )
    })?;
    for entry in &mut mine.entries {
        let found = there.entry(entry.id);
        let found = found.ok_or_else(|| format!("{id}: {} is not on the roster", entry.person))?;
        let person = found.person.unwrap_or(NOBODY);
        check(person == entry.person, || {
            format!("{id}: {person} is on the roster for {}", entry.person)
        })?;
        if let Some(stand) = same_entry(id, entry, found)? {
            entry.stand = stand;
            taken.ups.push((id, entry.id, stand));
        }
        if found.told_passed_over && !entry.told_passed_over {
            entry.told_passed_over = true;
            taken.passed.push((id, entry.id));
        }
    }
    let sheets = there.sheets.iter().map(|sheet| (&sheet.photo, sheet.by));
    let photos = mine.photos.iter().map(|(photo, by)| (photo, *by));
    check(sheets.eq(photos), || format!("{id}: other sheets are kept"))?;
    same_blocks(mine, there)?;
    same_arrangements(mine, there, now)
}

/// What the desk has arranged around a shift is what it has.
fn same_arrangements(mine: &mut Roster, there: &Shift, now: Instant) -> Verdict {
    let (id, arranged) = (there.id, &there.arranged);
    check(arranged.reminded == mine.reminded, || {
        format!("{id}: people were reminded, or not: {}", arranged.reminded)
    })?;
    check(arranged.asked == mine.asked, || {
        format!("{id}: other teams were asked")
    })?;
    let told = arranged.resident_told.as_ref().map(|told| Announced {
        span: told.span,
        people: told.people.iter().copied().collect(),
        cancelled: told.cancelled,
    });
    check(told == mine.resident_told, || {
        format!(
            "{id}: the resident was told {told:?}, not {:?}",
            mine.resident_told
        )
    })?;
    same_door_word(mine, there, now)
}

/// The word for the door: four digits as long as somebody is to come, and others once somebody is not any more.
fn same_door_word(mine: &mut Roster, there: &Shift, now: Instant) -> Verdict {
    let (id, word) = (there.id, &there.arranged.door_word);
    let may_come = |stand: Stand| stand.approved() || stand == Stand::Settled;
    let coming = mine.entries.iter().filter(|entry| may_come(entry.stand));
    let coming: BTreeSet<PersonId> = coming.map(|e| e.person).filter(|p| *p != NOBODY).collect();
    let gone = mine.word_known_by.difference(&coming).next().is_some();
    let before = mine.door_word.as_ref();
    if !mine.is_visit() {
        check(word.is_none(), || format!("{id}: a word for no door"))?;
    } else if gone && now < there.about.span.start && before.is_some() {
        check(word.as_ref() != before, || {
            format!("{id}: who is not to come any more knows the door word")
        })?;
    } else {
        check(before.is_none() || word.as_ref() == before, || {
            format!("{id}: another door word")
        })?;
    }
    let four = |word: &String| word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit());
    let needed = mine.is_visit() && !coming.is_empty();
    check(word.as_ref().map_or(!needed, four), || {
        format!("{id}: the door word is {word:?}")
    })?;
    mine.word_known_by = coming;
    mine.door_word.clone_from(word);
    Ok(())
}

/// Who has not been reached of a shift is who should not be.
pub(super) fn same_unreached(mine: &Roster, there: &Shift) -> Verdict {
    for entry in &mine.entries {
        let told = there.entry(entry.id).and_then(|e| e.to_reach);
        check(told == entry.to_reach, || {
            format!(
                "{}: {} is to be reached with {told:?}, not {:?}",
                there.id, entry.person, entry.to_reach
            )
        })?;
    }
    leads_alone(mine, there)?;
    for contact in there.lead.iter().chain(&there.deputy) {
        let expected = mine.leaders_to_reach.get(&contact.id).copied();
        check(contact.to_reach == expected, || {
            format!(
                "{}: {}, who leads, is to be reached with {:?}, not {expected:?}",
                there.id, contact.id, contact.to_reach
            )
        })?;
    }
    Ok(())
}

/// Whoever leads or stands in is who should: the codes' secret is theirs alone.
fn leads_alone(mine: &Roster, there: &Shift) -> Verdict {
    let known = [&there.lead, &there.deputy].map(|contact| contact.as_ref().map(|c| c.id));
    check(known == [mine.about.lead, mine.about.deputy], || {
        format!(
            "{}: the secret is with {known:?}, who do not lead",
            there.id
        )
    })
}
