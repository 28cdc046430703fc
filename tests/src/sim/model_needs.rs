//! The judge's rules of needs: steps, and what shifts make of them.

use super::model::{Link, Model, Need, NeedStand, NeedStand::*, No, Roster, Stand, Verdict, must};
use super::{model_newcomers::dialled, model_sealed::parted};
use linli_domain::{
    CaseId, PersonId, ShiftId,
    case::{Assignee, NeedAbout, Source, Visibility},
    command::NeedStep,
    shift::Parent,
    time::Instant,
};
use std::collections::BTreeMap;

/// Contacts are kept for so many days: few enough for a schedule to see them go.
pub const CONTACTS_KEPT_DAYS: i64 = 2;

/// However a number was typed, it is kept as it is dialled.
fn as_kept(about: &NeedAbout) -> NeedAbout {
    let mut about = about.clone();
    if let Some(recipient) = &mut about.recipient {
        recipient.phone = recipient.phone.as_deref().map(dialled);
    }
    about
}

impl Model {
    pub fn sees_need(&self, person: PersonId, need: &Need, now: Instant) -> bool {
        let public = !matches!(need.stand, Submitted | Rejected | Withdrawn)
            && need.about.visibility == Visibility::Public;
        let to_do = need.assignee == Some(person)
            && !matches!(need.stand, Submitted | Rejected | Withdrawn);
        public || to_do || need.reporter == person || self.runs_desk(person, now)
    }

    fn need_form(&self, about: &NeedAbout) -> Verdict {
        must(about.title.0.values().any(|text| !text.trim().is_empty()))?;
        must(about.place.as_str().starts_with(&self.home))
    }

    pub(super) fn post_need(
        &mut self,
        me: PersonId,
        case: CaseId,
        about: &NeedAbout,
        now: Instant,
    ) -> Verdict {
        let about = &as_kept(about);
        if let Some(there) = self.needs.get(&case) {
            let said = there.words.as_ref().unwrap_or(&there.about);
            return must(there.reporter == me && said == about);
        }
        self.need_form(about)?;
        must(!self.is_newcomer(me))?;
        let (told, words) = parted(about, &self.home);
        let need = Need {
            about: told,
            words,
            readings: 0,
            reporter: me,
            stand: Submitted,
            posted: now,
            since: now,
            assignee: None,
            links: Vec::new(),
            rating: None,
            unverified: about.source == Source::DoorNotice,
        };
        self.needs.insert(case, need);
        Ok(())
    }

    pub(super) fn correct_need(
        &mut self,
        me: PersonId,
        case: CaseId,
        about: &NeedAbout,
        now: Instant,
    ) -> Verdict {
        let need = self.needs.get(&case).ok_or(No::here())?;
        must(self.sees_need(me, need, now))?;
        must((need.reporter == me && need.stand == Submitted) || self.runs_desk(me, now))?;
        self.need_form(about)?;
        must(!need.stand.is_final())?;
        must(need.words.is_none() && about.visibility != Visibility::Sealed)?;
        let about = as_kept(about);
        let (reporter, changes) = (need.reporter, need.about != about);
        if changes {
            self.needs.get_mut(&case).ok_or(No::here())?.about = about;
            self.tell(me, reporter, "need_changed");
        }
        Ok(())
    }

    pub(super) fn handle_need(
        &mut self,
        me: PersonId,
        case: CaseId,
        step: &NeedStep,
        now: Instant,
    ) -> Verdict {
        let need = self.needs.get(&case).ok_or(No::here())?;
        must(self.sees_need(me, need, now))?;
        let (desk, mine) = (self.runs_desk(me, now), need.reporter == me);
        let verifies = desk || self.looks_after_a_grid(me, now);
        let called = need.about.recipient.is_some();
        let handles = need.assignee == Some(me);
        let stand = need.stand;
        let (may, fits, to) = match step {
            NeedStep::Verify => (desk, stand == Submitted, Submitted),
            NeedStep::Accept => (desk && !need.unverified, stand == Submitted, Accepted),
            NeedStep::Reject { .. } => (desk, stand == Submitted, Rejected),
            NeedStep::Assign { .. } => (desk, matches!(stand, Accepted | Assigned), Assigned),
            NeedStep::Start => (desk || handles, stand == Assigned, InProgress),
            NeedStep::Resolve { .. } => (
                desk || handles,
                matches!(stand, Assigned | InProgress),
                Resolved,
            ),
            NeedStep::Close => (
                (mine || verifies) && !handles && !called,
                stand == Resolved,
                Closed,
            ),
            NeedStep::CallBack { helped, .. } => (
                verifies && !handles,
                stand == Resolved,
                if *helped { Closed } else { Accepted },
            ),
            NeedStep::Reopen { .. } => (
                (mine || verifies) && !handles,
                matches!(stand, Resolved | Closed),
                Accepted,
            ),
            NeedStep::Withdraw { .. } => (
                mine || desk,
                matches!(stand, Submitted | Accepted | Assigned | InProgress),
                Withdrawn,
            ),
        };
        must(may && fits)?;
        if *step == NeedStep::Verify {
            if std::mem::take(&mut self.needs.get_mut(&case).ok_or(No::here())?.unverified) {
                self.happened.push(("need", "called and verified"));
            }
            return Ok(());
        }
        let assignee = match step {
            NeedStep::Assign {
                assignee: Assignee::Person(person),
            } => {
                must(self.is_there(*person))?;
                Some(*person)
            }
            NeedStep::Reopen { .. } | NeedStep::CallBack { helped: false, .. } => None,
            _ => need.assignee,
        };
        if let NeedStep::CallBack { rating, .. } = step {
            must(rating.is_none_or(|rating| (1..=5).contains(&rating)))?;
        }
        self.needs.get_mut(&case).ok_or(No::here())?.assignee = assignee;
        self.goes(Some(me), case, to, now);
        if let NeedStep::CallBack { helped, rating, .. } = step {
            self.is_called_back(case, *helped, *rating);
        }
        if let NeedStep::Withdraw { .. } = step {
            self.is_needed_no_more(me, case)?;
        }
        Ok(())
    }

    fn goes(&mut self, me: Option<PersonId>, case: CaseId, to: NeedStand, now: Instant) {
        let Some(need) = self.needs.get_mut(&case) else {
            return;
        };
        let from = need.stand;
        (need.stand, need.since) = (to, now);
        let reporter = need.reporter;
        let what = match to {
            Accepted if from == Submitted => "need_accepted",
            Rejected => "need_rejected",
            Resolved => "need_resolved",
            Closed => "need_closed",
            _ => return,
        };
        if me != Some(reporter) {
            self.told.push((reporter, what));
        }
    }

    pub(super) fn silence_closes(&mut self, case: CaseId, now: Instant) {
        let silent = self.needs.get(&case).is_some_and(|need| {
            let asked = need.about.recipient.is_some();
            need.stand == Resolved && !asked && now >= need.since + chrono::TimeDelta::days(7)
        });
        if silent {
            self.goes(None, case, Closed, now);
        }
    }

    /// Whom an ended need was for is kept for a while, in case somebody asks.
    pub(super) fn contacts_go(&mut self, case: CaseId, now: Instant) {
        let Some(need) = self.needs.get_mut(&case) else {
            return;
        };
        let ended = need.stand.is_final();
        let over = now >= need.since + chrono::TimeDelta::days(CONTACTS_KEPT_DAYS);
        if ended && over && need.about.recipient.take().is_some() {
            self.happened.push(("retention", "a need"));
        }
    }

    /// After the rosters of this step stand (promotions taken over): brings the needs of touched shifts up to date.
    pub fn needs_follow(&mut self, me: Option<PersonId>, before: &Model, now: Instant) {
        for shift in self.touched.clone() {
            let Some(roster) = self.shifts.get(&shift) else {
                continue;
            };
            let (state, parent) = (link_of(roster), roster.about.parent);
            let was = before
                .shifts
                .get(&shift)
                .map(|was| (link_of(was), was.about.parent));
            if was == Some((state, parent)) {
                continue;
            }
            let mut changed: BTreeMap<CaseId, Option<Link>> = BTreeMap::new();
            if let Some((_, Some(Parent::Case(old)))) = was.filter(|(_, old)| *old != parent) {
                changed.insert(old, None);
            }
            if let Some(Parent::Case(case)) = parent {
                changed.insert(case, Some(state));
            }
            for (case, link) in changed {
                self.relink(me, case, shift, link, now);
            }
        }
    }

    fn relink(
        &mut self,
        me: Option<PersonId>,
        case: CaseId,
        shift: ShiftId,
        link: Option<Link>,
        now: Instant,
    ) {
        let Some(need) = self.needs.get_mut(&case) else {
            return;
        };
        need.links.retain(|(there, _)| *there != shift);
        need.links.extend(link.map(|link| (shift, link)));
        if !matches!(need.stand, Accepted | Assigned | InProgress) {
            return;
        }
        let live: Vec<Link> = need
            .links
            .iter()
            .map(|(_, link)| *link)
            .filter(|link| *link != Link::Failed)
            .collect();
        let some = |link| live.contains(&link);
        let to = if !live.is_empty() && live.iter().all(|link| *link == Link::Recorded) {
            Resolved
        } else if some(Link::Started)
            || some(Link::Recorded)
            || (need.assignee.is_some() && need.stand == InProgress)
        {
            InProgress
        } else if some(Link::Claimed) || need.assignee.is_some() {
            Assigned
        } else {
            Accepted
        };
        if to != need.stand {
            self.goes(me, case, to, now);
        }
    }
}

fn link_of(roster: &Roster) -> Link {
    let any = |which: fn(Stand) -> bool| roster.entries.iter().any(|entry| which(entry.stand));
    let served = any(|stand| stand == Stand::Settled);
    if roster.cancelled || (roster.recorded && !served) {
        Link::Failed
    } else if roster.recorded {
        Link::Recorded
    } else if served || any(Stand::there) {
        Link::Started
    } else if any(Stand::holds) {
        Link::Claimed
    } else {
        Link::Open
    }
}
