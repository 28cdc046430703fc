//! The last judgement: everything on the disk is what the model says, and nothing else.

use super::{
    judge::{Verdict, check, same_need},
    judge_entries::Taken,
    judge_helpers::same_helpers,
    judge_invitations::{same_invitation, same_standing},
    judge_sealed::{nothing_sealed_went_out, same_words},
    judge_shifts::{same_shift, same_unreached},
    model::{Model, Neighbour, Record},
    model_disputes::Said,
    model_months::says,
    server::Server,
};
use linli_domain::{
    Document, DocumentKey, PersonId, SignUpId, notice::Notice, person::Person,
    record::ServiceRecord, shift::Shift, time::Instant,
};
use std::collections::BTreeSet;

/// Everything on the disk is what the model says, and nothing else.
pub fn all_is_as_the_model_says(model: &mut Model, server: &mut Server) -> Verdict {
    let (mut shifts, mut needs, mut records, mut notices) = (0, 0, 0, 0);
    let (mut months, mut handed_up, mut invitations) = (model.months(), 0, 0);
    for (key, _) in server.all(linli_sync::Table::Documents) {
        let key: DocumentKey = key.parse().map_err(|_| "a bad key")?;
        let Some(stored) = server.document(&key) else {
            return Err("it vanished".into());
        };
        match stored {
            Document::Shift(there) => {
                shifts += 1;
                the_shift_stays(model, &there)?;
            }
            Document::Case(there) => {
                needs += 1;
                same_need(model, server, there.id)?;
            }
            Document::Record(there) => {
                records += 1;
                let mine = model.records.get(&SignUpId(there.id.0));
                same_record(
                    mine.ok_or("a record of hours that nobody confirmed")?,
                    &there,
                )?;
            }
            Document::Notice(there) => {
                notices += 1;
                same_notice(model, &there)?;
            }
            Document::Person(there) => {
                let mine = model.people.get(&there.id);
                same_tries(mine.ok_or("a person whom nobody registered")?, &there)?;
                same_helpers(model, &there)?;
                same_standing(model, &there)?;
            }
            Document::Month(there) => {
                let counted = months.remove(&there.month.to_string());
                handed_up += usize::from(there.submitted.is_some());
                says(model, &there, &counted.unwrap_or_default())?;
            }
            Document::Invitation(there) => {
                invitations += 1;
                same_invitation(model, &there)?;
            }
            Document::Sealed(there) => same_words(model, &there)?,
            Document::Place(_) | Document::Organization(_) => {}
        }
    }
    nothing_sealed_went_out(server)?;
    check(months.is_empty(), || format!("no report of {months:?}"))?;
    check(handed_up == model.handed_up.len(), || {
        format!("{handed_up} months were handed up")
    })?;
    check(invitations == model.invitations.len(), || {
        format!(
            "{invitations} invitations, {} expected",
            model.invitations.len()
        )
    })?;
    let expected = (
        model.shifts.len(),
        model.needs.len(),
        model.records.len(),
        model.notices.len() + model.team_notices.len(),
    );
    check((shifts, needs, records, notices) == expected, || {
        format!(
            "{shifts} shifts, {needs} needs, {records} records, {notices} notices; {expected:?} expected"
        )
    })
}

/// Nobody moved up since it was last looked at.
fn the_shift_stays(model: &mut Model, there: &Shift) -> Verdict {
    let mine = model.shifts.get_mut(&there.id);
    let mine = mine.ok_or("a shift that nobody opened")?;
    let mut taken = Taken::default();
    // Long after: nothing is news.
    same_shift(mine, there, &mut taken, Instant::MAX_UTC)?;
    check(taken.ups.is_empty(), || "somebody moved up unseen".into())?;
    same_unreached(mine, there)
}

fn same_record(mine: &Record, there: &ServiceRecord) -> Verdict {
    let same = (
        there.volunteer,
        there.minutes,
        there.confirmed_by,
        there.evidence,
    ) == (mine.volunteer, mine.minutes, mine.by, mine.evidence);
    check(same, || format!("a record says {there:?}, not {mine:?}"))?;
    let asked = there.requests.iter().map(|asked| Said {
        reason: asked.reason.clone(),
        answer: asked.answer.as_ref().map(|answer| answer.reason.clone()),
    });
    check(asked.eq(mine.asked.iter().cloned()), || {
        format!(
            "of a record it was said {:?}, not {:?}",
            there.requests, mine.asked
        )
    })?;
    check(there.confirmed_by != there.volunteer, || {
        "own hours were confirmed".into()
    })
}

fn same_notice(model: &Model, there: &Notice) -> Verdict {
    if let Some((_, seen)) = model.team_notices.get(&there.id) {
        let by: BTreeSet<PersonId> = there.seen.iter().map(|s| s.person).collect();
        return check(by == *seen, || "seen by others".into());
    }
    let mine = model.notices.get(&there.id).ok_or("a notice of nothing")?;
    check(there.seen.is_empty() != mine.1, || "seen, or not".into())?;
    let phoned = model.phoned.contains(&there.id);
    check(there.told_by_phone.is_empty() != phoned, || {
        "told by telephone, or not".into()
    })
}

fn same_tries(mine: &Neighbour, there: &Person) -> Verdict {
    for tries in &there.code_tries {
        let counted = mine.wrong_codes.get(&tries.shift).copied();
        check(counted == Some(tries.wrong), || {
            format!("{} wrong codes, {counted:?} counted", tries.wrong)
        })?;
    }
    check(there.code_tries.len() == mine.wrong_codes.len(), || {
        "a try was lost".into()
    })
}

/// The chain of the community verifies, link by link, from its first.
pub fn the_chain_holds(server: &mut Server, home: &str) -> Verdict {
    use linli_sync::sha256_hex;
    let links = server.links(&home.parse().map_err(|_| "a bad place")?);
    check(!links.is_empty(), || "nothing was chained".into())?;
    let mut last = String::new();
    for (n, link) in links.iter().enumerate() {
        let said = &link.transition;
        let erased = said.salt.is_empty() && said.body.is_empty();
        let digest = match erased {
            true => said.digest.clone(),
            false => sha256_hex(&[said.salt.as_bytes(), said.body.as_bytes()]),
        };
        check(digest == said.digest, || {
            format!("link {n} does not say what was said")
        })?;
        let stands = format!("{last}|{home}|{}|{}|{digest}", n + 1, said.key);
        last = sha256_hex(&[stands.as_bytes()]);
        check(last == link.hash, || {
            format!("link {n} does not follow the one before")
        })?;
    }
    Ok(())
}
