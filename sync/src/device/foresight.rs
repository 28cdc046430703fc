//! Foresight: reading queued commands, and running the rule book over the views that a device holds.
//!
//! It is most of the code that a device needs, and none of what it takes to show views while nothing is queued. So a
//! [`Device`] reaches it through pointers that only [`Foresight::new`] takes: an app may fetch that part later.

use super::{Device, Held, ProfileHere, Queued, RETURNED, Returned};
use crate::{
    kv::{KeyValue, Table},
    snapshot::Rows,
    store::StoreError,
};
use linli_domain::{
    Audience, Command, CommandId, Context, DocumentKey, PersonId, Prediction, Refusal, View,
    predict, rebuild, time::Instant,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

type Predict =
    fn(&Rows, (PersonId, &[Audience]), &ProfileHere, &Command, CommandId, Instant) -> Prediction;
type Texts = [(String, String)];
type Queue = BTreeMap<String, Queued>;

/// The confirmed views with the waiting commands predicted over them.
pub(super) struct Foreseen {
    pub rows: Arc<Rows>,
    pub pending: BTreeSet<DocumentKey>,
    pub doubtful: BTreeMap<CommandId, Vec<Refusal>>,
}

/// Who looks ahead, from when, over what.
pub(super) struct Outlook<'a> {
    pub person: PersonId,
    pub audiences: &'a [Audience],
    pub profile: &'a ProfileHere,
    pub rows: &'a Arc<Rows>,
    pub queue: &'a Queue,
    pub now: Instant,
}

/// See the module's own text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Foresight {
    queue: fn(&Texts) -> Result<Queue, StoreError>,
    returned: fn(&Texts) -> Result<BTreeMap<String, Returned>, StoreError>,
    pub(super) foresee: fn(&Outlook<'_>) -> Foreseen,
    pub(crate) predict: Predict,
}

impl Foresight {
    fn new() -> Self {
        Foresight {
            queue: queue_of,
            returned: returned_of,
            foresee,
            predict: predict_over,
        }
    }
}

impl<K: KeyValue> Device<K> {
    /// Learns to read commands and to look ahead; from now on what is queued, and what came back, is shown.
    ///
    /// # Errors
    /// When the keys and values fail; then nothing was learned.
    pub async fn learn(&mut self) -> Result<(), StoreError> {
        if self.foresight.is_some() {
            return Ok(());
        }
        let foresight = Foresight::new();
        self.read_asked(Some(foresight)).await?;
        self.foresight = Some(foresight);
        Ok(())
    }

    /// Whether it did.
    pub fn has_learned(&self) -> bool {
        self.foresight.is_some()
    }

    /// Reads the queue and what came back, or only counts them.
    pub(super) async fn read_asked(
        &mut self,
        foresight: Option<Foresight>,
    ) -> Result<(), StoreError> {
        let queue = self.kv.range(Table::Outbox, "", "~", usize::MAX).await?;
        let end = format!("{RETURNED}~");
        let returned = self.kv.range(Table::Meta, RETURNED, &end, usize::MAX);
        let returned = returned.await?;
        match foresight {
            Some(foresight) => {
                self.queue = (foresight.queue)(&queue)?;
                self.returned = (foresight.returned)(&returned)?;
                self.unread = (0, 0);
            }
            None => self.unread = (queue.len(), returned.len()),
        }
        Ok(())
    }
}

pub(super) fn queue_of(texts: &Texts) -> Result<Queue, StoreError> {
    let read = |(at, text): &(String, String)| Ok((at.clone(), Queued::read(text)?));
    texts.iter().map(read).collect()
}

fn returned_of(texts: &Texts) -> Result<BTreeMap<String, Returned>, StoreError> {
    let read = |(at, text): &(String, String)| Ok((at.clone(), Returned::read(text)?));
    texts.iter().map(read).collect()
}

/// Predicts a command over views, for a person who reads these audiences.
pub(super) fn predict_over(
    rows: &Rows,
    (person, audiences): (PersonId, &[Audience]),
    profile: &ProfileHere,
    command: &Command,
    id: CommandId,
    now: Instant,
) -> Prediction {
    let mut entropy = [0; 32];
    entropy[..16].copy_from_slice(id.0.as_bytes());
    let ctx = Context {
        now,
        profile: profile.whole(),
        command: id,
        entropy,
        predicting: true,
    };
    let lookup = |key: &DocumentKey| rebuild(rows.get(key)?.values().map(|held| &*held.view));
    predict(command, person, audiences, lookup, &ctx)
}

fn foresee(outlook: &Outlook<'_>) -> Foreseen {
    let mut foreseen = Foreseen {
        rows: outlook.rows.clone(),
        pending: BTreeSet::new(),
        doubtful: BTreeMap::new(),
    };
    let reader = (outlook.person, outlook.audiences);
    for queued in outlook.queue.values() {
        let Some(command) = queued.command() else {
            continue;
        };
        foreseen.pending.insert(command.addresses());
        let id = queued.envelope.id;
        let rows = &foreseen.rows;
        match predict_over(rows, reader, outlook.profile, command, id, outlook.now) {
            Prediction::Expected(expected) => {
                let rows = Arc::make_mut(&mut foreseen.rows);
                for (audience, key, view) in expected {
                    overlay(rows, audience, key, view);
                }
            }
            Prediction::Refused(reasons) => {
                foreseen.doubtful.insert(id, reasons);
            }
            Prediction::Unknown => {}
        }
    }
    foreseen
}

fn overlay(rows: &mut Rows, audience: Audience, key: DocumentKey, view: Option<View>) {
    match view {
        Some(view) => {
            rows.entry(key).or_default().insert(
                audience,
                Held {
                    seq: 0,
                    view: Arc::new(view),
                },
            );
        }
        None => {
            if let Some(views) = rows.get_mut(&key) {
                views.remove(&audience);
            }
        }
    }
}
