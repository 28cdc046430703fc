//! The judge of helpers: both ends of each bond say it, and only the person and the desk read them.

use super::{
    judge::{Verdict, check},
    model::Model,
    model_erasure::Step,
    server::Server,
};
use linli_domain::{
    Audience, Command, Document, DocumentKey, PersonId,
    person::{Helper, Person},
    view::PersonView,
};
use std::collections::BTreeSet;

/// The same people, each once, under their names.
fn same(model: &Model, expected: Vec<PersonId>, there: &[Helper]) -> bool {
    let named = |helper: &Helper| {
        let neighbour = model.people.get(&helper.id);
        neighbour.is_some_and(|neighbour| neighbour.name == helper.name)
    };
    let mut ids: Vec<PersonId> = there.iter().map(|helper| helper.id).collect();
    ids.sort_unstable();
    ids == expected && there.iter().all(named)
}

fn are_right(
    model: &Model,
    person: PersonId,
    [helpers, helps]: [&[Helper]; 2],
    whose: &dyn Fn() -> String,
) -> Verdict {
    let expected = model.helpers_of(person);
    check(same(model, expected.clone(), helpers), || {
        let whose = whose();
        format!("{whose} has the helpers {helpers:?} of {person}, not {expected:?}")
    })?;
    let expected = model.helped_by(person);
    check(same(model, expected.clone(), helps), || {
        let whose = whose();
        format!("{whose} says that {person} helps {helps:?}, not {expected:?}")
    })
}

/// What a person's own document says of who helps them, and of whom they help.
pub fn same_helpers(model: &Model, there: &Person) -> Verdict {
    let both = [&there.helpers[..], &there.helps[..]];
    let emptying = model.leaving.get(&there.id);
    if emptying.is_some_and(|leaving| leaving.step == Step::Begun) {
        // Others forget them first.
        return Ok(());
    }
    are_right(model, there.id, both, &|| "the register".into())?;
    for bond in &there.helps {
        let said: Vec<_> = bond.places.iter().map(|p| (p.shift, p.sign_up)).collect();
        let expected = model.can_be_given_back(bond.id);
        check(said == expected, || {
            let (helper, helped) = (there.id, bond.id);
            format!("{helper} may give back {said:?} of {helped}, not {expected:?}")
        })?;
    }
    Ok(())
}

/// After a commit: every person that was written, and both whom it is about, written or not.
pub fn helpers_are_right(
    model: &Model,
    server: &mut Server,
    written: &BTreeSet<DocumentKey>,
    command: &Command,
) -> Verdict {
    let mut people = written.clone();
    if let Command::NameHelper { person, helper } | Command::EndHelper { person, helper } = command
    {
        people.extend([*person, *helper].map(DocumentKey::Person));
    }
    people.retain(|key| matches!(key, DocumentKey::Person(_)));
    for key in people {
        match server.document(&key) {
            Some(Document::Person(there)) => same_helpers(model, &there)?,
            // Somebody who is in no register was named, in vain.
            _ => check(!written.contains(&key), || format!("{key} vanished"))?,
        }
    }
    Ok(())
}

/// What goes out of it: to the person and the desk all, to who leads a team nothing.
pub fn shows_helpers(model: &Model, audience: &Audience, view: &PersonView) -> Verdict {
    if matches!(audience, Audience::TeamLead(_)) {
        let nothing = view.helpers.is_empty() && view.helps.is_empty();
        return check(nothing, || {
            format!("{audience} is told who helps {}", view.id)
        });
    }
    let both = [&view.helpers[..], &view.helps[..]];
    are_right(model, view.id, both, &|| audience.to_string())
}
