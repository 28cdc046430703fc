//! The judge of coming in: every invitation says what it should, everybody holds the roles that they should and no
//! others, and what opens an invitation is with nobody but who may know it.

use super::{
    judge::{Verdict, check},
    judge_erasure::same_leaving,
    model::Model,
    model_invitations::Opening,
    model_newcomers::dialled,
    model_roles::Held,
    server::Server,
    world::{HOME, World, refusal_name},
};
use crate::at_once::at_once;
use linli_domain::{
    Audience, Command, Document, DocumentKey, PersonId, Refusal,
    invitation::{Invitation, InvitationKey, InvitationView, InvitedTo},
    person::Person,
    time::Instant,
};
use linli_sync::{KeyValue, Table};
use std::collections::BTreeSet;

/// An invitation on the disk is the model's.
pub fn same_invitation(model: &Model, there: &Invitation) -> Verdict {
    let id = there.id;
    let mine = model.invitations.get(&id);
    let mine = mine.ok_or_else(|| format!("{id}: an invitation that nobody made"))?;
    check(there.key == mine.key, || format!("{id}: another key"))?;
    says_the_same(mine, there)
}

/// All but what opens it.
fn says_the_same(mine: &Opening, there: &Invitation) -> Verdict {
    let id = there.id;
    let by = mine.by.unwrap_or(PersonId::SYSTEM);
    let same = (&there.invited_to, there.by, there.desk.as_str()) == (&mine.to, by, HOME);
    check(same, || format!("{id}: {there:?} was made as {mine:?}"))?;
    let same =
        (there.at, there.until, usize::from(there.places)) == (mine.at, mine.until, mine.places);
    check(same, || {
        format!(
            "{id}: is good until {} for {}, not until {} for {}",
            there.until, there.places, mine.until, mine.places
        )
    })?;
    let came = there.came.iter().map(|came| (came.person, came.at));
    check(came.eq(mine.came.iter().copied()), || {
        format!("{id}: {:?} came, not {:?}", there.came, mine.came)
    })?;
    check(there.ended == mine.ended, || {
        format!("{id}: was taken back, or not: {}", there.ended)
    })
}

/// A person holds the roles that they should, and is registered as what they said when they came in.
pub fn same_standing(model: &Model, there: &Person) -> Verdict {
    let roles = there.grants.iter().map(|grant| Held {
        id: grant.id,
        role: grant.role,
        place: model.place_of(&grant.scope),
        from: grant.from,
        to: grant.to,
    });
    let (person, mine) = (there.id, model.roles(there.id));
    check(roles.eq(mine.iter().cloned()), || {
        format!("{person} holds the roles {:?}, not {mine:?}", there.grants)
    })?;
    same_leaving(model, there)?;
    let told = model.people.get(&person).and_then(|p| p.told.as_ref());
    let Some(told) = told else { return Ok(()) };
    let (about, form) = (&there.about, &told.form);
    let consents = about.consents.iter().map(|c| (c.to.as_str(), c.at));
    let agreed = form.consents.iter().map(|to| (to.as_str(), told.at));
    let guardian = form.guardian.clone().map(|mut told| {
        told.phone = dialled(&told.phone);
        told
    });
    let same = about.name == form.name.trim()
        && about.phone == Some(dialled(&form.phone))
        && about.birth == Some(form.birth)
        && about.guardian_contact == guardian
        && consents.eq(agreed)
        && (about.skills.is_empty() && about.trainings.is_empty())
        && (there.desk.as_str() == HOME && about.home.as_str() == HOME);
    check(same, || {
        format!("{person} is registered as {about:?} and said {form:?}")
    })?;
    let number = about.volunteer_no.strip_prefix('N');
    let eight = |n: &str| n.len() == 8 && n.bytes().all(|b| b.is_ascii_digit());
    check(number.is_some_and(eight), || {
        format!("{person} has the number {}", about.volunteer_no)
    })
}

/// After a commit: every invitation and every person that was written, and whom the command is about, written or not.
pub fn coming_in_is_right(
    model: &Model,
    server: &mut Server,
    written: &BTreeSet<DocumentKey>,
    command: &Command,
) -> Verdict {
    let about = match command {
        Command::Invite { invitation, .. } | Command::EndInvitation { invitation } => {
            vec![DocumentKey::Invitation(*invitation)]
        }
        Command::Join {
            invitation, person, ..
        } => vec![
            DocumentKey::Invitation(*invitation),
            DocumentKey::Person(*person),
        ],
        Command::Know { person, .. } | Command::TurnAway { person, .. } => {
            vec![DocumentKey::Person(*person)]
        }
        _ => Vec::new(),
    };
    let unwritten = about.iter().filter(|key| !written.contains(key));
    for key in written.iter().chain(unwritten) {
        match key {
            DocumentKey::Invitation(id) => match server.document(key) {
                Some(Document::Invitation(there)) => same_invitation(model, &there)?,
                _ => check(!model.invitations.contains_key(id), || {
                    format!("{key} is not there")
                })?,
            },
            DocumentKey::Person(id) => match server.document(key) {
                Some(Document::Person(there)) => same_standing(model, &there)?,
                _ => check(!model.people.contains_key(id), || {
                    format!("{key} is not there")
                })?,
            },
            _ => {}
        }
    }
    Ok(())
}

/// What goes out of an invitation: all but a key that others may not know.
pub fn shows_invitation(model: &Model, audience: &Audience, view: &InvitationView) -> Verdict {
    let shown = view.read().ok_or("an invitation that cannot be read")?;
    let mine = model.invitations.get(&shown.id).ok_or("no invitation")?;
    says_the_same(mine, &shown)?;
    let key = match &mine.to {
        InvitedTo::Team { .. } => mine.key.clone(),
        _ => InvitationKey::Withheld,
    };
    check(shown.key == key, || {
        format!("{audience} is told what opens {}", shown.id)
    })
}

/// Why somebody was not let in, or an invitation not made, as it is counted.
#[must_use]
pub fn why(reason: &Refusal) -> String {
    let text = |value: serde_json::Value| value.as_str().unwrap_or("other").to_owned();
    match reason {
        Refusal::Field { field, problem } => {
            let field = serde_json::to_value(field).map(text);
            let problem = serde_json::to_value(problem).map(|problem| match problem {
                serde_json::Value::Object(fields) => {
                    fields.keys().next().cloned().unwrap_or_default()
                }
                problem => text(problem),
            });
            format!(
                "{} {}",
                field.unwrap_or_default(),
                problem.unwrap_or_default()
            )
        }
        Refusal::NotFound { kind } => format!("no {}", kind.name()),
        Refusal::InvitationUsed { max } => format!("invitation_used by {max}"),
        reason => refusal_name(reason),
    }
}

impl World {
    /// What stood against somebody's coming in, and against what else is done with invitations.
    pub(super) fn counts_why(&mut self, command: &Command, reasons: &[Refusal]) {
        let kind = match command {
            Command::Join { .. } => "no way in",
            Command::Invite { .. } | Command::EndInvitation { .. } => "no invitation",
            Command::Know { .. } | Command::TurnAway { .. } => "not known",
            _ => return,
        };
        for reason in reasons {
            self.counts.one(kind, why(reason));
        }
    }

    /// What those who were turned away, or are known at last, ask for then.
    pub(super) fn counts_who_asks(
        &mut self,
        (person, asked): (PersonId, Instant),
        command: &Command,
        applied: bool,
    ) {
        if !applied && self.model.is_turned_away(person, self.now) {
            let roles = self.model.roles(person).iter();
            let since = roles.filter_map(|held| held.to).max();
            let before = since.is_some_and(|since| asked < since);
            let when = if before {
                "asked before, refused"
            } else {
                "refused"
            };
            let what = format!("{when}: {}", command.name());
            self.counts.one("turned away", what);
        }
        let Command::SignUp { shift, .. } = command else {
            return;
        };
        let visit = self.model.shifts.get(shift).is_some_and(|r| r.is_visit());
        if applied && visit && self.model.is_known_at_last(person) {
            self.counts
                .one("newcomer", "asked to do a visit once known");
        }
    }

    /// No token of an invitation to a role is in any feed, nor its hash, nor on a phone but that of who draws it.
    pub(super) fn keys_are_kept(&mut self) -> Verdict {
        let mut secrets: Vec<String> = Vec::new();
        for (id, opening) in &self.model.invitations {
            if let InvitationKey::Hashed(hash) = &opening.key {
                secrets.push(hash.clone());
                secrets.extend(self.model.tokens.get(id).cloned());
            }
        }
        if secrets.is_empty() {
            return Ok(());
        }
        let mut rows = self.server.all(Table::Feed);
        for member in &self.members {
            rows.extend(at_once(member.kv.range(Table::Replica, "", "~", usize::MAX)).unwrap());
        }
        for (at, row) in rows {
            let leaks = secrets.iter().any(|secret| row.contains(secret));
            check(!leaks, || format!("what opens an invitation lies in {at}"))?;
        }
        Ok(())
    }

    /// For the counts: what the phones of those who came in hold at the end.
    pub(super) fn counts_what_became_of_newcomers(&mut self, member: usize) {
        let person = self.members[member].person;
        let of_team = Audience::Team(self.team);
        let reads = self.model.may_read(person, &of_team, self.now);
        if self.model.is_turned_away(person, self.now) {
            self.counts
                .one("turned away", "a phone holds its own things alone");
        } else if self.model.is_known_at_last(person) && reads {
            self.counts.one("newcomer", "reads the team once known");
        } else if self.model.is_newcomer(person) {
            self.counts.one("newcomer", "still new at the end");
        }
    }
}
