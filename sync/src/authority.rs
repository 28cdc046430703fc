//! The authority's loop: ledger → load what the command touches → decide → publish → write. The same function runs
//! in the server and on a device that is its own authority.

use crate::{
    erasure::{forgets_first, forgetting},
    protocol::{CHANGES_PAGE, Changes, ChangesRequest, Envelope, FeedRow, Outcome, ProfileSent},
    store::{
        DocumentWrite, FeedWrite, LedgerRow, Reading, Store, StoreError, TransitionWrite, Verdict,
        Writes, sha256_hex,
    },
};
use linli_domain::{
    Audience, Caller, Command, CommandId, Context, Decided, Document, DocumentKey, Documents,
    PersonId, Profile, Refusal, Refused, audiences_of,
    command::{Unreadable, read_command},
    decide, next_due, republish,
    rights::{By, declared},
    time::Instant,
};
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// An outcome, and how far each feed has come: what watchers are told.
#[derive(Clone, Debug)]
pub struct Submitted {
    /// The outcome for the caller.
    pub outcome: Outcome,
    /// The feeds that grew.
    pub heads: Vec<(Audience, u64)>,
}

impl From<Outcome> for Submitted {
    fn from(outcome: Outcome) -> Self {
        Submitted {
            outcome,
            heads: Vec::new(),
        }
    }
}

/// What the loop is given beside the envelope.
#[derive(Clone, Debug)]
pub struct Circumstances<'a> {
    /// The authority's clock.
    pub now: Instant,
    /// Limits.
    pub profile: &'a Profile,
    /// Fresh randomness.
    pub entropy: [u8; 32],
}

struct Loaded {
    docs: Documents,
    revisions: BTreeMap<DocumentKey, u32>,
}

impl Loaded {
    async fn take<S: Reading>(
        &mut self,
        store: &mut S,
        keys: &[DocumentKey],
    ) -> Result<(), StoreError> {
        for (key, found) in keys.iter().zip(store.load(keys).await?) {
            if let Some(stored) = &found {
                self.revisions.insert(key.clone(), stored.revision);
            }
            let document = found.map(|stored| stored.document);
            self.docs.put_shared(key.clone(), document);
        }
        Ok(())
    }
}

/// Takes one command in, decides it and writes what follows. Whoever calls has checked that the session belongs to
/// `envelope.person`.
///
/// # Errors
/// When the store fails; then nothing was done and the device will send again.
pub async fn submit<S: Store>(
    store: &mut S,
    envelope: &Envelope,
    caller: Caller,
    given: &Circumstances<'_>,
) -> Result<Submitted, StoreError> {
    let body_hash = sha256_hex(&[envelope.command.get().as_bytes()]);
    let known = store.ledger(envelope.person, envelope.id).await?;
    if let Some(row) =
        known.filter(|_| !linli_domain::planted::is(linli_domain::planted::Bug::LedgerIgnored))
    {
        return Ok(repeated(store, row, &body_hash, caller, given.now)
            .await?
            .into());
    }
    let command = match read_command(envelope.schema, envelope.command.get()) {
        Ok(command) => command,
        Err(Unreadable::UpdateNeeded) => return Ok(Outcome::UpdateNeeded.into()),
        Err(Unreadable::Malformed(detail)) => return Ok(Outcome::Malformed { detail }.into()),
    };
    let ctx = Context {
        now: given.now,
        profile: given.profile,
        command: envelope.id,
        entropy: own_entropy(&given.entropy, envelope.id),
        predicting: false,
    };
    let (loaded, answer) = decide_loaded(store, &command, caller, &ctx).await?;
    let (decided, reasons) = match answer {
        Ok(decided) => (decided, Vec::new()),
        Err(Refused { reasons, documents }) => (
            Decided {
                documents,
                transitions: Vec::new(),
            },
            reasons,
        ),
    };
    let mut writes = writes_of(&loaded, decided, &ctx)?;
    writes.forgetting = forgetting(&command, &loaded.docs, &writes);
    let verdict = Verdict {
        reasons: reasons.clone(),
        written: writes.documents.iter().map(|w| w.key.clone()).collect(),
    };
    let ledger = LedgerRow {
        body_hash,
        at: given.now,
        verdict: Some(verdict),
    };
    writes.ledger = Some((envelope.person, envelope.id, ledger));
    let places = store.commit(&writes).await?;
    let audiences = readable(&loaded, &writes, caller, given.now);
    answered(writes.feeds, &places, reasons, &audiences)
}

/// Several commands may be decided under the same circumstances: each draws ids and secrets of its own.
fn own_entropy(given: &[u8; 32], id: CommandId) -> [u8; 32] {
    let mut entropy = *given;
    let more = sha256_hex(&[given, id.0.as_bytes()]);
    for (byte, more) in entropy.iter_mut().zip(more.bytes()) {
        *byte ^= more;
    }
    entropy
}

/// Loads what a command touches until it names nothing new, and decides it.
async fn decide_loaded<S: Reading>(
    store: &mut S,
    command: &Command,
    caller: Caller,
    ctx: &Context<'_>,
) -> Result<(Loaded, Result<Decided, Refused>), StoreError> {
    let mut loaded = Loaded {
        docs: Documents::new(),
        revisions: BTreeMap::new(),
    };
    if let Caller::Person(person) = caller {
        loaded.take(store, &[DocumentKey::Person(person)]).await?;
    }
    let addressed = command.addresses();
    if is_hidden(store, command, &loaded, caller, ctx.now).await? {
        loaded.docs.put(addressed, None);
    } else if !loaded.docs.knows(&addressed) {
        loaded.take(store, &[addressed]).await?;
    }
    loop {
        let answer = decide(command, caller, &loaded.docs, ctx);
        let missing = loaded.docs.take_missing();
        if missing.is_empty() {
            return Ok((loaded, answer));
        }
        let missing: Vec<DocumentKey> = missing.into_iter().collect();
        loaded.take(store, &missing).await?;
    }
}

/// Whether what a command addresses is shown to the caller by no feed. The rules judge it again over the document; asked
/// beforehand, a document that is hidden is not even read, and takes as long as one that is not there.
async fn is_hidden<S: Reading>(
    store: &mut S,
    command: &Command,
    loaded: &Loaded,
    caller: Caller,
    now: Instant,
) -> Result<bool, StoreError> {
    let Caller::Person(person) = caller else {
        return Ok(false);
    };
    let me = loaded.docs.peek(&DocumentKey::Person(person));
    let line = declared(command);
    // What somebody made is theirs to take back, also where no feed shows it to them any more.
    let asked = !line.creates && !line.by.contains(&By::Made);
    let Some(Document::Person(me)) = me.filter(|_| asked) else {
        return Ok(false);
    };
    let key = command.addresses();
    Ok(!store.may_show(&audiences_of(me, now), &key).await?)
}

fn writes_of(loaded: &Loaded, decided: Decided, ctx: &Context<'_>) -> Result<Writes, StoreError> {
    let mut writes = Writes::default();
    for document in decided.documents {
        let key = document.key();
        feeds_of(loaded.docs.peek(&key), &document, &mut writes.feeds)?;
        writes.documents.push(DocumentWrite {
            replaces: loaded.revisions.get(&key).copied().unwrap_or(0),
            body: serde_json::to_string(&document)?,
            due: next_due(&document, ctx.profile),
            document: document.into(),
            key,
        });
    }
    writes.documents.sort_by(|a, b| a.key.cmp(&b.key));
    writes
        .feeds
        .sort_by(|a, b| (&a.audience, &a.key).cmp(&(&b.audience, &b.key)));
    for (n, transition) in decided.transitions.iter().enumerate() {
        let salt = sha256_hex(&[b"salt", &ctx.entropy, &n.to_be_bytes()])[..32].to_owned();
        let body = serde_json::to_string(transition)?;
        let digest = sha256_hex(&[salt.as_bytes(), body.as_bytes()]);
        let (desk, key) = (transition.desk.clone(), transition.document.clone());
        writes.transitions.push(TransitionWrite {
            desk,
            key,
            salt,
            body,
            digest,
        });
    }
    Ok(writes)
}

/// The rows of every audience whose view differs between before and after.
fn feeds_of(
    before: Option<&Document>,
    after: &Document,
    feeds: &mut Vec<FeedWrite>,
) -> Result<(), StoreError> {
    let key = after.key();
    for (audience, view) in republish(before, after) {
        if view.is_none() && linli_domain::planted::is(linli_domain::planted::Bug::LeftRowUnwritten)
        {
            continue;
        }
        feeds.push(FeedWrite {
            audience,
            key: key.clone(),
            view: view.as_ref().map(serde_json::to_string).transpose()?,
        });
    }
    Ok(())
}

/// The audiences that the caller reads, after what the command changed of their own document.
fn readable(loaded: &Loaded, writes: &Writes, caller: Caller, now: Instant) -> Vec<Audience> {
    let Caller::Person(id) = caller else {
        return Vec::new();
    };
    let changed = writes
        .documents
        .iter()
        .find(|write| write.key == DocumentKey::Person(id))
        .map(|write| &*write.document);
    match changed.or_else(|| loaded.docs.peek(&DocumentKey::Person(id))) {
        Some(Document::Person(person)) => audiences_of(person, now),
        _ => Vec::new(),
    }
}

fn answered(
    feeds: Vec<FeedWrite>,
    places: &[u64],
    reasons: Vec<Refusal>,
    audiences: &[Audience],
) -> Result<Submitted, StoreError> {
    let mut heads: BTreeMap<Audience, u64> = BTreeMap::new();
    let mut rows = Vec::new();
    for (feed, seq) in feeds.into_iter().zip(places) {
        heads
            .entry(feed.audience.clone())
            .and_modify(|head| *head = (*head).max(*seq))
            .or_insert(*seq);
        if audiences.binary_search(&feed.audience).is_ok() {
            let view = feed.view.map(RawValue::from_string).transpose()?;
            rows.push(FeedRow {
                audience: feed.audience,
                key: feed.key,
                seq: *seq,
                view,
            });
        }
    }
    let outcome = if reasons.is_empty() {
        Outcome::Applied { rows }
    } else {
        Outcome::Refused { reasons, rows }
    };
    Ok(Submitted {
        outcome,
        heads: heads.into_iter().collect(),
    })
}

/// The answer to a command that was decided before: the same verdict, with the views as they are now.
async fn repeated<S: Reading>(
    store: &mut S,
    row: LedgerRow,
    body_hash: &str,
    caller: Caller,
    now: Instant,
) -> Result<Outcome, StoreError> {
    if row.body_hash != body_hash {
        return Ok(Outcome::DifferentBody);
    }
    let Some(verdict) = row.verdict else {
        return Ok(Outcome::AlreadyDecided);
    };
    let mut rows = Vec::new();
    if let Caller::Person(person) = caller {
        let me = store
            .load(&[DocumentKey::Person(person)])
            .await?
            .into_iter()
            .next()
            .flatten();
        if let Some(Document::Person(me)) = me.as_ref().map(|stored| &*stored.document) {
            let audiences = audiences_of(me, now);
            let mut wanted: Vec<_> = verdict
                .written
                .iter()
                .flat_map(|key| {
                    audiences
                        .iter()
                        .map(move |audience| (audience.clone(), key.clone()))
                })
                .collect();
            // The order in which they were answered the first time.
            wanted.sort();
            rows = store.rows(&wanted).await?;
        }
    }
    Ok(match verdict.reasons {
        reasons if reasons.is_empty() => Outcome::Applied { rows },
        reasons => Outcome::Refused { reasons, rows },
    })
}

/// Takes commands in until one is not applied. For imports: whoever calls throws the whole transaction away then.
///
/// # Errors
/// When the store fails.
pub async fn submit_all<S: Store>(
    store: &mut S,
    commands: &[(CommandId, Caller, Command)],
    given: &Circumstances<'_>,
) -> Result<Vec<Submitted>, StoreError> {
    let mut all = Vec::new();
    for (n, (id, caller, command)) in commands.iter().enumerate() {
        let envelope = Envelope::new(*id, caller.actor(), given.now, command)?;
        let mut entropy = given.entropy;
        for (byte, more) in entropy
            .iter_mut()
            .zip(sha256_hex(&[&given.entropy, &n.to_be_bytes()]).bytes())
        {
            *byte ^= more;
        }
        let submitted = submit(
            store,
            &envelope,
            *caller,
            &Circumstances {
                entropy,
                ..given.clone()
            },
        )
        .await?;
        let applied = matches!(
            submitted.outcome,
            Outcome::Applied { .. } | Outcome::AlreadyDecided
        );
        all.push(submitted);
        if !applied {
            break;
        }
    }
    Ok(all)
}

/// Runs what time has made due.
///
/// # Errors
/// When the store fails.
pub async fn tick<S: Store>(
    store: &mut S,
    given: &Circumstances<'_>,
) -> Result<Vec<Submitted>, StoreError> {
    let mut all = Vec::new();
    for envelope in due_ticks(store, given.now).await? {
        all.push(submit(store, &envelope, Caller::System, given).await?);
    }
    Ok(all)
}

/// The ticks that time has made due. A tick's id derives from its document, the document's revision and the due time, so
/// it happens once; and again where something made the same moment due again.
///
/// # Errors
/// When the store fails.
pub async fn due_ticks<S: Reading>(
    store: &mut S,
    now: Instant,
) -> Result<Vec<Envelope>, StoreError> {
    let due = store.due(now, 100).await?;
    let keys: Vec<DocumentKey> = due.iter().map(|(key, _)| key.clone()).collect();
    let found = store.load(&keys).await?;
    let mut envelopes = Vec::new();
    for ((document, due), stored) in due.into_iter().zip(found) {
        let revision = stored.as_ref().map_or(0, |stored| stored.revision);
        if let Some(Document::Person(person)) = stored.as_ref().map(|stored| &*stored.document)
            && let Some(envelope) = forgets_first(store, person, now).await?
        {
            envelopes.push(envelope);
            continue;
        }
        let digest = sha256_hex(&[
            document.to_string().as_bytes(),
            &revision.to_be_bytes(),
            &due.timestamp_millis().to_be_bytes(),
        ]);
        let id = CommandId(uuid::Builder::from_random_bytes(half(&digest)).into_uuid());
        let command = Command::Tick { document, due };
        envelopes.push(Envelope::new(id, PersonId::SYSTEM, now, &command)?);
    }
    Ok(envelopes)
}

pub(crate) fn half(digest: &str) -> [u8; 16] {
    let mut bytes = [0; 16];
    for (n, byte) in bytes.iter_mut().enumerate() {
        *byte = digest
            .get(2 * n..2 * n + 2)
            .and_then(|hex| u8::from_str_radix(hex, 16).ok())
            .unwrap_or(0);
    }
    bytes
}

/// What changed for a person since their cursors, and the profile where they hold another one; none where there is no
/// such person.
///
/// # Errors
/// When the store fails.
pub async fn changes<S: Reading>(
    store: &mut S,
    person: PersonId,
    request: &ChangesRequest,
    profile: &ProfileSent,
    now: Instant,
) -> Result<Option<Changes>, StoreError> {
    let found = store
        .load(&[DocumentKey::Person(person)])
        .await?
        .into_iter()
        .next()
        .flatten();
    let Some(Document::Person(me)) = found.as_ref().map(|stored| &*stored.document) else {
        return Ok(None);
    };
    let epoch = store.epoch().await?;
    let same_history = request.epoch.as_ref() == Some(&epoch);
    let audiences = audiences_of(me, now);
    let mut answer = Changes {
        epoch,
        audiences: audiences.clone(),
        grants_revision: me.grants_revision,
        rows: Vec::new(),
        cursors: BTreeMap::new(),
        from_start: Vec::new(),
        profile: (request.profile.as_ref() != Some(&profile.revision)).then(|| profile.clone()),
        more: false,
        now,
    };
    for audience in audiences {
        let after = if same_history {
            request.cursors.get(&audience).copied().unwrap_or(0)
        } else {
            0
        };
        let room = CHANGES_PAGE.saturating_sub(answer.rows.len());
        let rows = if room > 0 {
            store.scan(&audience, after, room).await?
        } else {
            Vec::new()
        };
        let ahead = u64::from(linli_domain::planted::is(
            linli_domain::planted::Bug::CursorRunsAhead,
        ));
        let reached = rows.last().map_or(after, |row| row.seq + ahead);
        answer.more |= rows.len() == room;
        if after == 0 {
            answer.from_start.push(audience.clone());
        }
        answer.cursors.insert(audience, reached);
        // Who starts is told what there is, not what there was.
        answer.rows.extend(
            rows.into_iter()
                .filter(|row| after > 0 || row.view.is_some()),
        );
    }
    Ok(Some(answer))
}
