//! The judge's rules of paper: who was there stands on a sheet, and is entered afterwards, all of it or nothing.

use super::{
    model::{Mark, Model, No, Roster, Stand, Verdict, must},
    model_blocks::NOBODY,
};
use chrono::TimeDelta;
use linli_domain::{
    PersonId, ShiftId, SignUpId, command::PaperEntry, shift::Evidence, time::Instant,
};
use std::collections::BTreeSet;

const HALF_AN_HOUR: TimeDelta = TimeDelta::minutes(30);
/// Photographs that are kept with one shift.
const PHOTOS: usize = 20;

/// What a line of a sheet asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Line {
    /// It stands so already.
    Same,
    /// They had a place, whether or not somebody had marked them.
    HadPlace,
    /// They waited, and came.
    Waited,
    /// They were not on the roster.
    Came,
}

fn on_paper(at: Instant) -> Mark {
    Mark {
        at,
        evidence: Evidence::EnteredAfterwards,
        verified: false,
    }
}

/// From when until when: as planned where it is not said, and never before the doors open or after they shut.
fn hours_of(roster: &Roster, line: &PaperEntry) -> Result<(Mark, Mark), No> {
    let span = roster.about.span;
    let (opens, shuts) = (span.start - HALF_AN_HOUR, span.end + HALF_AN_HOUR);
    let from = line.from.unwrap_or(span.start).max(opens).min(shuts);
    let to = line.to.unwrap_or(span.end).max(opens).min(shuts);
    must(from < to)?;
    Ok((on_paper(from), on_paper(to)))
}

impl Model {
    pub(super) fn enter_attendance(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        photo: Option<&str>,
        sheet: &[PaperEntry],
        now: Instant,
    ) -> Verdict {
        let roster = self.runs(me, shift, now)?;
        must(!roster.cancelled && now >= roster.about.span.start && !sheet.is_empty())?;
        let photo = photo.map(|photo| (photo.to_owned(), me));
        let photo = photo.filter(|photo| !roster.photos.contains(photo));
        if let Some((address, _)) = &photo {
            let digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
            must(address.len() == 64 && address.chars().all(digit))?;
            must(roster.photos.len() < PHOTOS)?;
        }
        let people: BTreeSet<PersonId> = sheet.iter().map(|line| line.person).collect();
        let ids: BTreeSet<SignUpId> = sheet.iter().map(|line| line.sign_up).collect();
        must(people.len() == sheet.len() && ids.len() == sheet.len() && !people.contains(&me))?;
        let mut lines = Vec::new();
        for line in sheet {
            let hours = hours_of(roster, line)?;
            lines.push((line, self.line(me, shift, line, &hours)?, hours));
        }
        let many = |which: &[Line]| lines.iter().filter(|(_, l, _)| which.contains(l)).count();
        let places = many(&[Line::Waited, Line::Came]);
        must(places == 0 || roster.holders() + places <= usize::from(roster.about.slots))?;
        let fresh = lines
            .iter()
            .filter(|(line, which, _)| *which == Line::Came && roster.of(line.person).is_none());
        let fresh = fresh.count();
        must(fresh == 0 || roster.entries.len() + fresh <= self.list_bound)?;
        self.roster(shift)?.photos.extend(photo);
        for (line, which, hours) in lines {
            self.is_entered(me, shift, line, which, hours)?;
        }
        Ok(())
    }

    /// What one line asks for, where it may be.
    fn line(
        &self,
        me: PersonId,
        shift: ShiftId,
        line: &PaperEntry,
        (from, to): &(Mark, Mark),
    ) -> Result<Line, No> {
        let roster = self.shifts.get(&shift).ok_or(No::here())?;
        let free = !self.busy(line.person, shift, &roster.about.span);
        let Some(entry) = roster.entry(line.sign_up) else {
            must(self.is_known_here(line.person))?;
            let old = roster.of(line.person).map(|entry| entry.stand);
            let none = |stand| matches!(stand, Stand::Gone { .. } | Stand::Declined);
            must(old.is_none_or(none) && free)?;
            return Ok(Line::Came);
        };
        must(entry.person == line.person && entry.person != NOBODY)?;
        match entry.stand {
            Stand::Confirmed
            | Stand::Reconfirm
            | Stand::Requested
            | Stand::Unmarked
            | Stand::Absent => Ok(Line::HadPlace),
            Stand::Waiting => must(free).map(|()| Line::Waited),
            Stand::Out => {
                let same = entry.arrived.as_ref() == Some(from) && entry.left.as_ref() == Some(to);
                must(same && entry.entered_by == Some(me)).map(|()| Line::Same)
            }
            _ => Err(No::here()),
        }
    }

    fn is_entered(
        &mut self,
        me: PersonId,
        shift: ShiftId,
        line: &PaperEntry,
        which: Line,
        (from, to): (Mark, Mark),
    ) -> Verdict {
        let how = match which {
            Line::Same => return Ok(()),
            Line::HadPlace => "had a place",
            Line::Waited => "waited",
            Line::Came => "was not on the roster",
        };
        let roster = self.roster(shift)?;
        roster.recorded = false;
        if which == Line::Came {
            roster.comes_on(line.sign_up, line.person, Some(me), Stand::Out);
        }
        let mut entries = roster.entries.iter_mut();
        let entry = entries.find(|entry| entry.id == line.sign_up);
        let entry = entry.ok_or(No::here())?;
        entry.stand = Stand::Out;
        (entry.arrived, entry.left) = (Some(from), Some(to));
        entry.entered_by = Some(me);
        (entry.to_reach, entry.released) = (None, false);
        self.absence_is_taken_back(me, shift, line.sign_up);
        self.happened.push(("sheet", how));
        Ok(())
    }
}
