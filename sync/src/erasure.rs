//! An erasure, as far as it is the authority's: finding where somebody is named, and what goes out of the log with them.

use crate::{
    authority::half,
    protocol::Envelope,
    store::{Reading, StoreError, Writes, sha256_hex},
};
use linli_domain::{
    Command, CommandId, Document, DocumentKey, Documents, PersonId, Transition,
    erasure::{ErasureStep, FORGET_MOST, Traces, lines_of, without},
    person::Person,
    planted::{self, Bug},
    time::Instant,
};

/// What goes out of the log and the ledger with an erasure. A link that goes keeps its place in the chain and its digest;
/// its salt and text become empty.
#[derive(Clone, Debug, Default)]
pub struct Forgetting {
    /// Documents, and what a line of theirs must hold to go: one of these texts, of which an empty one is in all.
    pub lines: Vec<(DocumentKey, Vec<String>)>,
    /// Whoever is to be found nowhere in the log any more, and has no account and no verdicts. At the last step.
    pub nowhere: Option<Traces>,
}

impl Forgetting {
    /// Whether a line goes: the text of a transition of the document that is stored under `key`.
    pub fn takes(&self, key: &str, text: &str) -> bool {
        if text.is_empty() || planted::is(Bug::LogRemembers) {
            return false;
        }
        let mut of_document = self.lines.iter().filter(|(of, _)| of.to_string() == key);
        if of_document.any(|(_, held)| held.iter().any(|held| text.contains(held.as_str()))) {
            return true;
        }
        let Some(traces) = &self.nowhere else {
            return false;
        };
        if traces
            .keys()
            .iter()
            .any(|word| text.contains(word.as_str()))
        {
            return true;
        }
        // A name is looked for where people write, or "May" would be found in every word that begins so.
        let said = serde_json::from_str::<Transition>(text).ok();
        said.and_then(|said| said.reason)
            .is_some_and(|reason| traces.are_in(&reason))
    }

    /// Whether a row of the ledger is theirs, by its key `PERSON|COMMAND`.
    pub fn takes_commands_of(&self, key: &str) -> bool {
        let owner = key.split('|').next();
        let person = self
            .nowhere
            .as_ref()
            .map(|traces| traces.person.to_string());
        person.is_some() && owner == person.as_deref()
    }

    /// Whether somebody's verdict names them.
    pub fn is_in(&self, verdict: &str) -> bool {
        self.nowhere.as_ref().is_some_and(|traces| {
            traces
                .words
                .iter()
                .any(|word| verdict.contains(word.as_str()))
        })
    }
}

/// What goes out of the log with what a command writes.
pub(crate) fn forgetting(
    command: &Command,
    before: &Documents,
    writes: &Writes,
) -> Option<Forgetting> {
    let theirs = |person: PersonId| match before.peek(&DocumentKey::Person(person)) {
        Some(Document::Person(person)) => Some(Traces::of(person)),
        _ => None,
    };
    match command {
        Command::Forget { person, .. } => {
            let traces = theirs(*person)?;
            let changed = writes.documents.iter().map(|write| &write.key);
            let lines = changed.filter_map(|key| {
                let lines = lines_of(before.peek(key)?, &traces);
                (!lines.is_empty()).then(|| (key.clone(), lines))
            });
            let lines = lines.collect();
            Some(Forgetting {
                lines,
                nowhere: None,
            })
        }
        Command::Tick {
            document: DocumentKey::Person(person),
            ..
        } => {
            let emptied = writes.documents.iter().any(|write| match &*write.document {
                Document::Person(after) => {
                    let step = after.erasure.map(|erasure| erasure.step);
                    after.id == *person && step == Some(ErasureStep::Emptied)
                }
                _ => false,
            });
            emptied.then(|| Forgetting {
                lines: Vec::new(),
                nowhere: theirs(*person),
            })
        }
        _ => None,
    }
}

/// Before a step of somebody's erasure: the command that takes them out of what still names them, if anything does. Each
/// time the most that one step takes; what is written meanwhile is found the next time.
///
/// # Errors
/// When the store fails.
pub(crate) async fn forgets_first<S: Reading>(
    store: &mut S,
    person: &Person,
    now: Instant,
) -> Result<Option<Envelope>, StoreError> {
    let begun = |step| matches!(step, ErasureStep::Begun | ErasureStep::Emptied);
    if !person.erasure.is_some_and(|erasure| begun(erasure.step)) {
        return Ok(None);
    }
    let traces = Traces::of(person);
    let mut keys = store.containing(&traces.anything()).await?;
    keys.sort();
    let (mut named_in, mut told) = (Vec::new(), String::new());
    for some in keys.chunks(FORGET_MOST) {
        if named_in.len() == FORGET_MOST {
            break;
        }
        for (key, stored) in some.iter().zip(store.load(some).await?) {
            let Some(stored) = stored.filter(|stored| without(&stored.document, &traces).is_some())
            else {
                continue;
            };
            if named_in.len() < FORGET_MOST {
                told.push_str(&format!("{key}@{}|", stored.revision));
                named_in.push(key.clone());
            }
        }
    }
    if named_in.is_empty() {
        return Ok(None);
    }
    let person = person.id;
    // The same step is one command, however often it is thought of.
    let digest = sha256_hex(&[b"forget", person.0.as_bytes(), told.as_bytes()]);
    let id = CommandId(uuid::Builder::from_random_bytes(half(&digest)).into_uuid());
    let command = Command::Forget { person, named_in };
    Ok(Some(Envelope::new(id, PersonId::SYSTEM, now, &command)?))
}
