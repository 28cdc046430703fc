//! Who is at the door: newcomers and people of the register, with tokens right and wrong, in time and too late.

use super::{
    driver::Member,
    judge::Verdict,
    script_deeds::Deed,
    script_invitations::key_for,
    world::{HOME, World},
};
use crate::rng::Rng;
use chrono::TimeDelta;
use linli_domain::{
    Command, CommandId, GrantId, InvitationId, PersonId,
    invitation::{InvitedTo, hash_of},
    person::{Role, Scope},
};
use linli_sync::Envelope;

/// So many phones more, at most: each is looked at until the end.
const NEW_PHONES: usize = 2;

impl World {
    /// Somebody comes, or tries what only the door does.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn somebody_is_at_the_door(&mut self) -> Verdict {
        match self.rng.below(100) {
            0..10 => {
                let deed = Deed::of_who_comes_in(self.rng.below(4));
                let stranger = self.stranger;
                let asked = self.asks(stranger, deed);
                self.is_asked_directly(stranger, asked)
            }
            10..15 => {
                // Nobody lets themselves in, or anybody else.
                let invitation = self.some_invitation();
                let (who, command) = (self.somebody_else(), self.comes_by(invitation));
                self.directly(who, &command)
            }
            15..26 => self.two_want_one_place(),
            26..36 => self.a_phone_is_lost(),
            _ => {
                let invitation = self.some_invitation();
                let command = self.comes_by(invitation);
                self.knocks(&command)
            }
        }
    }

    /// The token of an invitation, mostly; at times one that is nearly it, another's, or nothing.
    fn brings(&mut self, invitation: InvitationId) -> String {
        let right = self.model.tokens.get(&invitation).cloned();
        let right = right.unwrap_or_else(|| self.draws_a_token());
        if !self.rng.chance(120) {
            return right;
        }
        let others: Vec<String> = self.model.tokens.values().cloned().collect();
        match self.rng.below(5) {
            0 => String::new(),
            1 => hash_of(&right),
            2 => right.to_uppercase() + " ",
            3 => self.rng.pick(&others).cloned().unwrap_or_default(),
            _ => self.draws_a_token(),
        }
    }

    /// Somebody of the register: mostly of ours.
    fn somebody_registered(&mut self) -> PersonId {
        match self.rng.below(100) {
            0..15 => self.stranger,
            15..30 => self.kin[self.rng.below(self.kin.len())],
            30..65 => self.walk_ins[self.rng.below(self.walk_ins.len())],
            _ => self.somebody(),
        }
    }

    fn comes_by(&mut self, invitation: InvitationId) -> Command {
        let token = self.brings(invitation);
        let opening = self.model.invitations.get(&invitation);
        let came = opening.map_or_else(Vec::new, |opening| opening.came.clone());
        let made = opening
            .filter(|opening| matches!(opening.to, InvitedTo::Role { .. }))
            .and_then(|opening| opening.by);
        let whose = match opening.map(|opening| &opening.to) {
            Some(InvitedTo::Device { person }) => Some(*person),
            _ => None,
        };
        let fresh = PersonId(self.rng.uuid());
        let form = Some(Box::new(self.tells(220)));
        let registered = self.somebody_registered();
        let (person, newcomer) = match (self.rng.below(100), whose) {
            (n, _) if n % 4 == 0 && made.is_some() => (made.unwrap_or(fresh), None),
            (0..60, Some(whose)) => (whose, None),
            (60..66, Some(whose)) => (whose, form),
            (66..82, Some(_)) | (62..80, None) => (registered, None),
            (0..62, None) | (82..96, Some(_)) => (fresh, form),
            (80..88, None) => {
                let (again, _) = self.rng.pick(&came).copied().unwrap_or((fresh, self.now));
                (again, None)
            }
            (88..94, None) => (registered, form),
            _ => (fresh, None),
        };
        Command::Join {
            invitation,
            token,
            person,
            grant: GrantId(self.rng.uuid()),
            newcomer,
        }
    }

    /// Somebody new, with the right token and all that is to be told.
    fn comes_rightly(&mut self, invitation: InvitationId) -> Command {
        Command::Join {
            invitation,
            token: self.model.tokens[&invitation].clone(),
            person: PersonId(self.rng.uuid()),
            grant: GrantId(self.rng.uuid()),
            newcomer: Some(Box::new(self.tells(0))),
        }
    }

    /// The door asks, and asks again where it heard nothing; at times it asks twice all the same.
    fn knocks(&mut self, command: &Command) -> Verdict {
        let envelope = self.at_the_door(command);
        let mut heard = self.decides(&envelope, None)?.is_some();
        for _ in 0..3 {
            if !heard || self.rng.chance(150) {
                heard = self.decides(&envelope, None)?.is_some();
            }
        }
        if self.rng.chance(150) {
            self.directly(PersonId::SYSTEM, command)?;
        }
        self.settles_down(command);
        Ok(())
    }

    fn at_the_door(&mut self, command: &Command) -> Envelope {
        let id = CommandId(self.rng.uuid());
        self.direct.insert(id);
        Envelope::new(id, PersonId::SYSTEM, self.now, command).unwrap()
    }

    /// Whoever has come in has a phone from now on, or comes to the desk.
    fn settles_down(&mut self, command: &Command) {
        let Command::Join {
            person,
            newcomer: Some(_),
            ..
        } = command
        else {
            return;
        };
        let known = self.members.iter().any(|member| member.person == *person);
        let known = known || self.walk_ins.contains(person) || self.kin.contains(person);
        if known || *person == self.stranger || !self.model.people.contains_key(person) {
            return;
        }
        if self.new_phones < NEW_PHONES && self.rng.chance(500) {
            self.new_phones += 1;
            let rng = Rng::new(self.rng.number());
            self.members.push(Member::new(*person, 1, rng));
            self.pulls(self.members.len() - 1);
        } else if self.walk_ins.len() < 6 {
            self.walk_ins.push(*person);
        } else {
            self.kin.push(*person);
        }
    }

    /// Somebody makes an invitation at the desk's own screen. Gives it, where it was made.
    fn makes(&mut self, who: PersonId, to: InvitedTo) -> Result<Option<InvitationId>, String> {
        let token = self.draws_a_token();
        let (invitation, key) = (InvitationId(self.rng.uuid()), key_for(&to, &token));
        self.model.tokens.insert(invitation, token);
        let command = Command::Invite {
            invitation,
            to,
            key,
        };
        self.directly(who, &command)?;
        let made = self.model.invitations.contains_key(&invitation);
        Ok(made.then_some(invitation))
    }

    /// Two are at the door in the same moment, and one place is left.
    fn two_want_one_place(&mut self) -> Verdict {
        let worker = self.members[0].person;
        let role = InvitedTo::Role {
            role: Role::Volunteer,
            scope: Scope::Organization(self.team),
            to: None,
        };
        let Some(invitation) = self.makes(worker, role)? else {
            return Ok(());
        };
        let first = self.comes_rightly(invitation);
        let second = self.comes_rightly(invitation);
        let (envelope, rival) = (self.at_the_door(&first), self.at_the_door(&second));
        if self.decides(&envelope, Some(rival))?.is_none() {
            self.decides(&envelope, None)?;
        }
        let came = &self.model.invitations[&invitation].came;
        let who = came.first().map(|(who, _)| *who);
        let quicker = matches!(&second, Command::Join { person, .. } if Some(*person) == who);
        if quicker {
            self.counts
                .one("race", "for the one place of an invitation");
        }
        self.settles_down(&first);
        self.settles_down(&second);
        Ok(())
    }

    /// The desk makes a code while somebody stands there; whoever has it comes.
    fn a_phone_is_lost(&mut self) -> Verdict {
        let worker = self.members[0].person;
        let person = self.who_lost_a_phone(worker);
        let made = self.makes(worker, InvitedTo::Device { person })?;
        let Some(made) = made else { return Ok(()) };
        let command = self.comes_by(made);
        self.knocks(&command)
    }

    /// The team's code hangs on the wall from the beginning, and somebody has seen it; at times somebody was invited at
    /// the machine itself.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn a_code_hangs_on_the_wall(&mut self) -> Verdict {
        let (captain, team) = (self.members[1].person, self.team);
        let code = self.makes(captain, InvitedTo::Team { team })?;
        for _ in 0..=self.rng.below(2) {
            if let Some(code) = code {
                let command = self.comes_rightly(code);
                self.knocks(&command)?;
            }
        }
        if self.rng.chance(250) {
            let role = [Role::CommunityAdmin, Role::SystemAdmin][self.rng.below(2)];
            let scope = Scope::Place(HOME.parse().unwrap());
            let to = None;
            let role = InvitedTo::Role { role, scope, to };
            let made = self.makes(PersonId::SYSTEM, role)?;
            if let Some(made) = made {
                let command = Command::Join {
                    invitation: made,
                    token: self.model.tokens[&made].clone(),
                    person: self.somebody(),
                    grant: GrantId(self.rng.uuid()),
                    newcomer: None,
                };
                self.knocks(&command)?;
            }
        }
        Ok(())
    }

    /// A whole courtyard comes by one code, and one more.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn forty_come(&mut self) -> Verdict {
        let (captain, team) = (self.members[1].person, self.team);
        let Some(code) = self.makes(captain, InvitedTo::Team { team })? else {
            return Ok(());
        };
        for _ in 0..41 {
            let command = self.comes_rightly(code);
            self.directly(PersonId::SYSTEM, &command)?;
            self.settles_down(&command);
        }
        Ok(())
    }

    /// Somebody has kept a link until it is nearly over, or just over.
    ///
    /// # Errors
    /// What the judge finds.
    pub(super) fn somebody_comes_late(&mut self) -> Verdict {
        let (model, now) = (&self.model, self.now);
        let standing = model.invitations.iter();
        let standing = standing.filter(|(_, opening)| model.stands(opening, now));
        let standing: Vec<_> = standing
            .map(|(id, o)| (*id, o.until, o.to.clone()))
            .collect();
        let Some((invitation, until, to)) = self.rng.pick(&standing).cloned() else {
            return Ok(());
        };
        let nearly = TimeDelta::milliseconds([0, 1, 1000][self.rng.below(3)]);
        let time = until - nearly - self.now;
        if time > TimeDelta::zero() {
            self.passes(time)?;
            self.time_ticks()?;
        }
        let mut command = self.comes_rightly(invitation);
        if let (
            InvitedTo::Device { person: whose },
            Command::Join {
                person, newcomer, ..
            },
        ) = (to, &mut command)
        {
            (*person, *newcomer) = (whose, None);
        }
        let before = self
            .model
            .stands(&self.model.invitations[&invitation], self.now);
        let when = if before { "at the last moment" } else { "late" };
        self.counts.one("at the door", when);
        self.knocks(&command)
    }
}
