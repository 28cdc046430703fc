//! The end of a schedule: the network heals, and everything must come right by itself. Then the last judgement.

use super::{
    judge::{Verdict, check},
    judge_end, judge_entries,
    judge_helpers::shows_helpers,
    judge_invitations::shows_invitation,
    model::{NeedStand, Stand},
    world::{Fate, HOME, World},
};
use crate::at_once::at_once;
use chrono::TimeDelta;
use linli_domain::{
    Audience, Document, DocumentKey, PersonId, View,
    case::Visibility,
    invitation::InvitedTo,
    person::Firmness,
    view::{RosterView, ShiftView},
};
use linli_sync::{Device, MemoryKv, Table};
use std::collections::{BTreeMap, BTreeSet};

type Held = BTreeMap<(Audience, DocumentKey), View>;

impl World {
    /// Heals everything, waits, and judges.
    ///
    /// # Errors
    /// What the judge finds.
    pub fn heals(&mut self) -> Verdict {
        self.calm = true;
        self.server.chaos.per_mille.set(0);
        for member in &mut self.members {
            member.chaos.per_mille.set(0);
            member.chaos.struck.take();
            (member.online, member.signed_in) = (true, true);
            for slot in 0..member.tabs.len() {
                member.opens(slot);
            }
        }
        // What is queued may go at once, but for what is held: thirty seconds and seven.
        for _ in 0..37 * 4 {
            self.passes(TimeDelta::milliseconds(250))?;
            for member in 0..self.members.len() {
                self.sends(member)?;
            }
        }
        for member in &self.members {
            let stored = at_once(Device::open(member.kv.clone(), member.person)).unwrap();
            let left = stored.queue().count();
            check(left == 0, || {
                format!("{left} commands still wait, with nothing in their way")
            })?;
        }
        // Whatever was on its way for long is over.
        self.passes(TimeDelta::seconds(60))?;
        let mut rounds = 0;
        // A role that lapses between the last pull and the judgement needs one more, and so does what falls due.
        while rounds < 2 || self.a_role_has_just_lapsed() || self.something_is_due() {
            rounds += 1;
            check(rounds < 20, || {
                format!("it stays due for ever: {:?}", self.server.due(self.now))
            })?;
            self.time_ticks()?;
            for member in 0..self.members.len() {
                self.pulls(member);
            }
            self.passes(TimeDelta::seconds(5))?;
        }
        self.every_tap_has_its_end()?;
        self.the_gone_are_found_nowhere()?;
        self.nothing_sealed_is_on_a_phone()?;
        self.contacts_are_gone_in_time()?;
        judge_end::all_is_as_the_model_says(&mut self.model, &mut self.server)?;
        judge_end::the_chain_holds(&mut self.server, HOME)?;
        self.secrets_are_kept()?;
        self.keys_are_kept()?;
        self.addresses_are_with_those_who_may()?;
        for member in 0..self.members.len() {
            self.holds_what_it_may(member)?;
            self.counts_what_became_of_newcomers(member);
        }
        self.count_crash_points();
        Ok(())
    }

    fn a_role_has_just_lapsed(&self) -> bool {
        let people = self.model.people.values();
        let ends = people.flat_map(|neighbour| &neighbour.roles);
        ends.filter_map(|held| held.to)
            .any(|to| to <= self.now && self.now - to <= TimeDelta::seconds(5))
    }

    fn something_is_due(&mut self) -> bool {
        !self.server.due(self.now).is_empty()
    }

    fn count_crash_points(&mut self) {
        let mut chaoses = vec![self.server.chaos.clone()];
        chaoses.extend(self.members.iter().map(|member| member.chaos.clone()));
        for chaos in chaoses {
            for (step, fault) in chaos.points.borrow().iter() {
                let how = match fault {
                    linli_sync::Fault::Fails => "nothing written",
                    linli_sync::Fault::AnswerLost => "written, not heard",
                };
                self.counts.one("crash", format!("{step}: {how}"));
            }
        }
    }

    /// What was safe on a device is decided, once; a refusal is shown; what was undone never happened.
    fn every_tap_has_its_end(&mut self) -> Verdict {
        let done: BTreeSet<_> = self.order.iter().copied().collect();
        check(done.len() == self.order.len(), || {
            "something was decided twice".into()
        })?;
        let mut shown: BTreeSet<_> = BTreeSet::new();
        for member in &self.members {
            let stored = at_once(Device::open(member.kv.clone(), member.person)).unwrap();
            shown.extend(
                stored
                    .snapshot(self.now)
                    .returned
                    .iter()
                    .map(|back| back.id),
            );
            shown.extend(member.dismissed.iter().copied());
        }
        for (id, tap) in &self.taps {
            let name = tap.command.name();
            let is_done = done.contains(id);
            check(tap.fate != Fate::Queued || is_done, || {
                format!("{name} was safe, and is lost")
            })?;
            check(tap.fate != Fate::Undone || !is_done, || {
                format!("{name} was undone, and is done")
            })?;
            let person = self.members[tap.member].person;
            let row = self.server.ledger(person, *id);
            // Of whoever is gone no verdict is kept, nor is one of anybody else that names them.
            let named = row.as_ref().is_some_and(|row| row.verdict.is_none());
            let gone = self.model.is_gone(person) || (named && self.model.is_anybody_gone());
            let verdict = row.and_then(|row| row.verdict);
            let refused = verdict.is_some_and(|verdict| !verdict.reasons.is_empty());
            check(!is_done || gone || refused == shown.contains(id), || {
                format!(
                    "{name} was refused: {refused}; shown: {}",
                    shown.contains(id)
                )
            })?;
        }
        Ok(())
    }

    /// Every tab holds what a new device would be told, which is what the model says that this person may have.
    fn holds_what_it_may(&mut self, member: usize) -> Verdict {
        let (person, local, now) = (self.members[member].person, self.local(member), self.now);
        let mut fresh = at_once(Device::open(MemoryKv::new(), person)).unwrap();
        loop {
            let answer = self.server.answers(person, &fresh.request(), now);
            let changes = answer.ok().flatten().ok_or("no answer to a new device")?;
            let more = changes.more;
            at_once(fresh.apply(changes, now)).unwrap();
            if !more {
                break;
            }
        }
        let told = held(&fresh, now);
        for slot in 0..self.members[member].tabs.len() {
            let leader = self.members[member].leader;
            let tab = self.members[member].tabs[slot].as_mut().unwrap();
            if slot == leader {
                differ(&told, &held(&tab.device, local), "the leading tab's memory")?;
            }
            at_once(tab.device.reload()).unwrap();
            differ(&told, &held(&tab.device, local), "what is stored")?;
        }
        self.is_what_the_model_says(person, &told)
    }

    fn is_what_the_model_says(&mut self, person: PersonId, told: &Held) -> Verdict {
        let now = self.now;
        if self.model.is_gone(person) {
            return check(told.is_empty(), || {
                format!("{person} is gone, and is told of {:?}", told.keys())
            });
        }
        let (mine, public) = (
            Audience::Person(person),
            Audience::Public(HOME.parse().unwrap()),
        );
        let of_desk = Audience::Desk(HOME.parse().unwrap());
        let reads = |audience: &Audience| self.model.may_read(person, audience, now);
        let (here, desk) = (reads(&public), reads(&of_desk));
        let teams = self.model.teams.iter().copied();
        let led: Vec<_> = teams
            .filter(|team| reads(&Audience::TeamLead(*team)))
            .collect();
        let mut expected: BTreeSet<(Audience, DocumentKey)> = BTreeSet::new();
        let mut expect = |when: bool, audience: &Audience, key: DocumentKey| {
            if when {
                expected.insert((audience.clone(), key));
            }
        };
        for (id, roster) in &self.model.shifts {
            let key = DocumentKey::Shift(*id);
            let own = roster
                .of(person)
                .is_some_and(|entry| entry.stand.sees_own());
            expect(here, &public, key.clone());
            expect(own || roster.leads(person), &mine, key.clone());
            for team in &led {
                let brings = roster.blocks.iter().any(|block| block.team == *team);
                expect(brings, &Audience::TeamLead(*team), key.clone());
            }
            expect(desk, &of_desk, key);
        }
        for (id, need) in &self.model.needs {
            let key = DocumentKey::Case(*id);
            let hidden = matches!(
                need.stand,
                NeedStand::Submitted | NeedStand::Rejected | NeedStand::Withdrawn
            );
            expect(
                here && !hidden && need.about.visibility == Visibility::Public,
                &public,
                key.clone(),
            );
            let to_do = need.assignee == Some(person) && !hidden;
            expect(need.reporter == person || to_do, &mine, key.clone());
            expect(desk, &of_desk, key);
        }
        for (id, record) in &self.model.records {
            let key = DocumentKey::Record(linli_domain::RecordId(id.0));
            expect(record.volunteer == person, &mine, key.clone());
            expect(desk, &of_desk, key);
        }
        for (id, (team, _)) in &self.model.team_notices {
            let of_team = Audience::Team(*team);
            expect(reads(&of_team), &of_team, DocumentKey::Notice(*id));
        }
        for (id, (owner, _)) in &self.model.notices {
            expect(*owner == person, &mine, DocumentKey::Notice(*id));
        }
        for (id, there) in &self.model.people {
            expect(*id == person, &mine, DocumentKey::Person(*id));
            for team in &led {
                let of_team = self.model.is_told_to_lead_of(*id, *team);
                expect(
                    of_team,
                    &Audience::TeamLead(*team),
                    DocumentKey::Person(*id),
                );
            }
            let known = desk && !there.next_door && !self.model.is_gone(*id);
            expect(known, &of_desk, DocumentKey::Person(*id));
        }
        for (id, opening) in &self.model.invitations {
            let key = DocumentKey::Invitation(*id);
            if let InvitedTo::Team { team } = opening.to {
                let code_of = Audience::TeamLead(team);
                expect(led.contains(&team), &code_of, key.clone());
            }
            expect(desk, &of_desk, key);
        }
        for month in &self.model.reported {
            let month = month.parse().map_err(|_| "a bad month")?;
            expect(
                desk,
                &of_desk,
                DocumentKey::Month(HOME.parse().unwrap(), month),
            );
        }
        let known = |key: &DocumentKey| {
            !matches!(key, DocumentKey::Place(_) | DocumentKey::Organization(_))
        };
        let actual: BTreeSet<_> = told.keys().filter(|(_, key)| known(key)).cloned().collect();
        check(actual == expected, || {
            let more: Vec<_> = actual.difference(&expected).collect();
            let less: Vec<_> = expected.difference(&actual).collect();
            format!("{person} is told of {more:?} and should not be; is not told of {less:?}")
        })?;
        for ((audience, _), view) in told {
            match view {
                View::Shift(view) => self.shows_the_roster(person, audience, view)?,
                View::Invitation(view) => shows_invitation(&self.model, audience, view)?,
                View::Person(view) => {
                    shows_helpers(&self.model, audience, view)?;
                    if view.id == person && *audience == mine {
                        self.keeps_promises(person, view)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// A view of a shift says of its roster what its audience may know, and that is right.
    fn shows_the_roster(&self, person: PersonId, audience: &Audience, view: &ShiftView) -> Verdict {
        let roster = self.model.shifts.get(&view.id).ok_or("no such shift")?;
        let mut waiting: Vec<u32> = roster
            .entries
            .iter()
            .filter(|entry| entry.stand == Stand::Waiting)
            .map(|entry| entry.rank)
            .collect();
        waiting.sort_unstable();
        if let Some(counts) = view.counts() {
            let right = usize::from(counts.taken) == roster.holders()
                && usize::from(counts.entries) == roster.entries.len()
                && counts.waiting == waiting;
            check(right, || {
                format!("{audience} of {}: {counts:?} is not so", view.id)
            })?;
        }
        let kind = match &view.roster {
            RosterView::Counts(_) => "counts",
            RosterView::Own(entry) => {
                check(entry.person == Some(person), || {
                    "somebody else's own entry".into()
                })?;
                "own"
            }
            RosterView::Team(shown) => {
                let Audience::TeamLead(team) = audience else {
                    return Err(format!("{audience} sees a team's places of {}", view.id));
                };
                let theirs = roster.entries.iter();
                let theirs = theirs.filter(|entry| roster.team_of(entry) == Some(*team));
                let theirs: BTreeSet<_> = theirs.map(|entry| entry.id).collect();
                let seen: BTreeSet<_> = shown.entries.iter().map(|entry| entry.id).collect();
                check(seen == theirs, || {
                    format!(
                        "{audience} sees {seen:?} of {}, and the team has {theirs:?}",
                        view.id
                    )
                })?;
                "team"
            }
            RosterView::Names(_) => "names",
            RosterView::Full(..) => "full",
        };
        let expected = match audience {
            Audience::Public(_) | Audience::Team(_) => "counts",
            Audience::TeamLead(_) => "team",
            Audience::Desk(_) => "names",
            Audience::Person(_) if roster.leads(person) => "full",
            Audience::Person(_) => "own",
        };
        let desk = matches!(audience, Audience::Desk(_));
        check(view.arranged.is_none() || desk, || {
            format!("{audience} is told what was arranged for {}", view.id)
        })?;
        let leads = view.lead.iter().chain(&view.deputy);
        let unreached = leads.filter(|contact| contact.to_reach.is_some()).count();
        check(unreached == 0 || matches!(kind, "names" | "full"), || {
            format!("{audience} is told who has not been reached of {}", view.id)
        })?;
        check(kind == expected, || {
            format!("{audience} sees {kind} of {} for {expected}", view.id)
        })?;
        let own = roster
            .of(person)
            .filter(|entry| entry.stand.sees_own() || kind != "own")
            .filter(|entry| kind != "team" || roster.team_of(entry).is_some());
        if kind != "counts" {
            let shown = view
                .entry_of(person)
                .map(|entry| judge_entries::stand_of(entry.state));
            check(shown == own.map(|entry| entry.stand), || {
                format!("{audience} of {}: own entry {shown:?} is not so", view.id)
            })?;
        }
        Ok(())
    }

    /// What a person promised, as far as it is to come, is in their own document.
    fn keeps_promises(&self, person: PersonId, view: &linli_domain::view::PersonView) -> Verdict {
        let own = view
            .own
            .as_ref()
            .ok_or("their own document without their own part")?;
        for (id, roster) in &self.model.shifts {
            if roster.about.span.end <= self.now {
                continue;
            }
            let expected = roster.of(person).and_then(|entry| match entry.stand {
                Stand::Waiting => Some(Firmness::Waiting),
                stand if stand.live() => Some(Firmness::Held),
                Stand::Absent if !roster.recorded => Some(Firmness::Held),
                _ => None,
            });
            let found = own.commitments.iter().find(|there| there.shift == *id);
            let same = found.map(|there| (there.firmness, there.span))
                == expected.map(|firmness| (firmness, roster.about.span));
            check(same, || {
                format!("{person} promised {found:?} of {id}, and should {expected:?}")
            })?;
        }
        Ok(())
    }

    /// No secret of a shift is anywhere but with its leaders: in no other feed, on no other phone.
    fn secrets_are_kept(&mut self) -> Verdict {
        let mut secrets: Vec<(String, BTreeSet<PersonId>)> = Vec::new();
        for (id, roster) in &self.model.shifts {
            let Some(Document::Shift(there)) = self.server.document(&DocumentKey::Shift(*id))
            else {
                continue;
            };
            let leaders = roster
                .about
                .lead
                .iter()
                .chain(&roster.about.deputy)
                .copied()
                .collect();
            secrets.extend(there.secret.map(|secret| (secret.0, leaders)));
        }
        let places = self.server.all(Table::Feed);
        for (secret, leaders) in &secrets {
            for (at, row) in &places {
                let leads = leaders
                    .iter()
                    .any(|leader| at.starts_with(&format!("person:{leader}|")));
                check(leads || !row.contains(secret), || {
                    format!("a secret lies in {at}")
                })?;
            }
            for member in &self.members {
                for table in [Table::Replica, Table::Outbox, Table::Meta] {
                    let rows = at_once(linli_sync::KeyValue::range(
                        &member.kv,
                        table,
                        "",
                        "~",
                        usize::MAX,
                    ));
                    let leaks = rows.unwrap().iter().any(|(_, row)| row.contains(secret));
                    check(leaders.contains(&member.person) || !leaks, || {
                        "a secret lies on another's phone".into()
                    })?;
                }
            }
        }
        Ok(())
    }
}

pub(super) fn held(device: &Device<MemoryKv>, local: linli_domain::time::Instant) -> Held {
    let snapshot = device.snapshot(local);
    let rows = snapshot.rows.iter();
    rows.flat_map(|(key, views)| {
        views
            .iter()
            .map(move |(audience, held)| ((audience.clone(), key.clone()), (*held.view).clone()))
    })
    .collect()
}

fn differ(told: &Held, held: &Held, whose: &str) -> Verdict {
    if told == held {
        return Ok(());
    }
    let more: Vec<_> = held.keys().filter(|at| !told.contains_key(at)).collect();
    let less: Vec<_> = told.keys().filter(|at| !held.contains_key(at)).collect();
    let other: Vec<_> = told
        .iter()
        .filter(|(at, view)| held.get(at).is_some_and(|v| v != *view))
        .map(|(at, _)| at)
        .collect();
    Err(format!(
        "{whose} is not what a new device is told: more {more:?}, less {less:?}, other {other:?}"
    ))
}
