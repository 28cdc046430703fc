//! The outbox: what was asked for on this device, from the tap until the authority's word.

use super::{
    Device, HOLD_SECONDS, RETURNED, foresight, foresight::predict_over, replica::put_rows,
};
use crate::{
    kv::{KeyValue, Put, Table},
    protocol::{Envelope, FeedRow, Outcome},
    store::StoreError,
};
use chrono::TimeDelta;
use linli_domain::{Command, CommandId, Prediction, Refusal, lean, time::Instant};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use std::sync::Arc;

/// Why an envelope stays in the queue and is not sent again by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Parked {
    /// The app must be updated first.
    UpdateNeeded,
    /// The authority could not read it.
    Unreadable {
        /// What it said.
        detail: String,
    },
    /// It names something that a parked envelope was to create.
    Behind {
        /// That envelope.
        id: CommandId,
    },
}

/// Where a queued command stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Will be sent as soon as there is network.
    Waiting,
    /// May be undone until then.
    Held {
        /// The last moment, by this device's own clock.
        #[serde(with = "linli_domain::time::text")]
        until: Instant,
    },
    /// Stays.
    Parked(Parked),
}

/// A command in the queue.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Queued {
    /// The envelope, exactly as it will be sent, whenever.
    pub envelope: Envelope,
    /// Where it stands.
    pub status: Status,
    #[serde(skip)]
    command: Option<Arc<Command>>,
}

impl Queued {
    pub(super) fn read(text: &str) -> Result<Self, StoreError> {
        let mut queued: Queued = lean::read(text)?;
        queued.command = read_command(&queued.envelope.command);
        Ok(queued)
    }

    fn with_status(&self, status: Status) -> Self {
        Queued {
            status,
            ..self.clone()
        }
    }

    /// The command, where this version of the app can read it.
    pub fn command(&self) -> Option<&Command> {
        self.command.as_deref()
    }
}

fn read_command(text: &RawValue) -> Option<Arc<Command>> {
    lean::read(text.get()).ok().map(Arc::new)
}

/// A command that came back refused: shown until it was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Returned {
    /// The command's id.
    pub id: CommandId,
    /// The command, as JSON.
    #[serde(rename = "command")]
    text: Box<RawValue>,
    /// Every reason.
    pub reasons: Vec<Refusal>,
    /// When it came back.
    #[serde(with = "linli_domain::time::text")]
    pub at: Instant,
    #[serde(skip)]
    command: Option<Arc<Command>>,
}

impl Returned {
    pub(super) fn read(text: &str) -> Result<Self, StoreError> {
        let mut returned: Returned = lean::read(text)?;
        returned.command = read_command(&returned.text);
        Ok(returned)
    }

    /// The command, where this version of the app can read it.
    pub fn command(&self) -> Option<&Command> {
        self.command.as_deref()
    }
}

/// What became of a tap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acted {
    /// It may not be: nothing was queued.
    Refused(Vec<Refusal>),
    /// It is safe on this device, and will be sent.
    Queued(CommandId),
}

impl<K: KeyValue> Device<K> {
    /// Reads the queue again: another tab may have added to it, or taken something back.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn refresh_queue(&mut self) -> Result<(), StoreError> {
        if !self.has_learned() {
            return self.learn().await;
        }
        let texts = self.kv.range(Table::Outbox, "", "~", usize::MAX).await?;
        self.queue = foresight::queue_of(&texts)?;
        Ok(())
    }

    /// The queue, in order of sending.
    pub fn queue(&self) -> impl Iterator<Item = &Queued> {
        self.queue.values()
    }

    /// A tap: predicts, and where it may be, stores the command durably before anybody sees it as pending.
    ///
    /// # Errors
    /// When it could not be stored: then nothing happened, and the screen must say so.
    pub async fn act(
        &mut self,
        command: &Command,
        id: CommandId,
        local: Instant,
    ) -> Result<Acted, StoreError> {
        // What is sealed is kept nowhere here, not even until it is sent.
        if command.is_sealed() {
            return Ok(Acted::Refused(vec![Refusal::SealedNeedsServer]));
        }
        // Another tab may have taken back or settled what this one still believes to be waiting.
        self.refresh_queue().await?;
        let reader = (self.person, self.position.audiences.as_slice());
        let now = self.corrected(local);
        // Behind a queue it may become possible, so only an empty one lets the phone refuse.
        if self.queue.is_empty()
            && let Prediction::Refused(reasons) =
                predict_over(&self.rows, reader, &self.profile, command, id, now)
        {
            return Ok(Acted::Refused(reasons));
        }
        let text = serde_json::to_string(command)?;
        let status = if let Some(id) = self.parked_before(&text) {
            Status::Parked(Parked::Behind { id })
        } else if command.is_held() {
            Status::Held {
                until: local + TimeDelta::seconds(HOLD_SECONDS),
            }
        } else {
            Status::Waiting
        };
        let envelope = Envelope::new(id, self.person, local, command)?;
        let queued = Queued {
            envelope,
            status,
            command: Some(Arc::new(command.clone())),
        };
        let at = self.next_place(local, id);
        let mut batch = vec![Put::set(
            Table::Outbox,
            &at,
            serde_json::to_string(&queued)?,
        )];
        // Whoever goes on does not wait behind what is held; what is held itself waits anyway, and both can be undone.
        let goes_on = !matches!(queued.status, Status::Held { .. });
        let mut released = Vec::new();
        for (place, earlier) in &self.queue {
            if goes_on && matches!(earlier.status, Status::Held { .. }) {
                let earlier = earlier.with_status(Status::Waiting);
                batch.push(Put::set(
                    Table::Outbox,
                    place,
                    serde_json::to_string(&earlier)?,
                ));
                released.push((place.clone(), earlier));
            }
        }
        self.write(batch).await?;
        self.queue.extend(released);
        self.queue.insert(at, queued);
        Ok(Acted::Queued(id))
    }

    /// The parked command that was to create what this one names.
    fn parked_before(&self, command: &str) -> Option<CommandId> {
        self.queue
            .values()
            .filter(|queued| matches!(queued.status, Status::Parked(_)))
            .find(|queued| {
                let made = queued.command().and_then(created);
                made.is_some_and(|made| command.contains(&made))
            })
            .map(|queued| queued.envelope.id)
    }

    /// Keys of the queue sort in the order of taps, also where the clock goes back.
    fn next_place(&self, local: Instant, id: CommandId) -> String {
        let last = self
            .queue
            .keys()
            .next_back()
            .and_then(|at| at.split('|').next()?.parse::<i64>().ok());
        let millis = local.timestamp_millis().max(0);
        format!(
            "{:015}|{id}",
            last.map_or(millis, |last| millis.max(last + 1))
        )
    }

    /// Takes a held command back. False where it is gone already: sent, or no longer held.
    ///
    /// # Errors
    /// When the keys and values fail; then it is still queued.
    pub async fn undo(&mut self, id: CommandId, local: Instant) -> Result<bool, StoreError> {
        self.refresh_queue().await?;
        let held = |queued: &Queued| matches!(queued.status, Status::Held { until } if holds(until, local));
        let found = self
            .queue
            .iter()
            .find(|(_, queued)| queued.envelope.id == id && held(queued));
        let Some(at) = found.map(|(at, _)| at.clone()) else {
            return Ok(false);
        };
        if linli_domain::planted::is(linli_domain::planted::Bug::UndoneStays) {
            return Ok(true);
        }
        self.write(vec![Put::delete(Table::Outbox, &at)]).await?;
        self.queue.remove(&at);
        Ok(true)
    }

    /// Takes a parked command out of the queue, because its person said so.
    ///
    /// # Errors
    /// When the keys and values fail; then it is still queued.
    pub async fn discard(&mut self, id: CommandId) -> Result<bool, StoreError> {
        let found = self
            .queue
            .iter()
            .find(|(_, q)| q.envelope.id == id && matches!(q.status, Status::Parked(_)));
        let Some(at) = found.map(|(at, _)| at.clone()) else {
            return Ok(false);
        };
        self.write(vec![Put::delete(Table::Outbox, &at)]).await?;
        self.queue.remove(&at);
        Ok(true)
    }

    /// The envelope to send now: the first that is not parked, unless it is held.
    pub fn next(&self, local: Instant) -> Option<Envelope> {
        let first = self
            .queue
            .values()
            .find(|queued| !matches!(queued.status, Status::Parked(_)))?;
        match first.status {
            Status::Held { until }
                if holds(until, local)
                    && !linli_domain::planted::is(linli_domain::planted::Bug::HeldGoesAtOnce) =>
            {
                None
            }
            _ => Some(first.envelope.clone()),
        }
    }

    /// When the next held command may be sent.
    pub fn held_until(&self) -> Option<Instant> {
        let first = self
            .queue
            .values()
            .find(|queued| !matches!(queued.status, Status::Parked(_)))?;
        if let Status::Held { until } = first.status {
            Some(until)
        } else {
            None
        }
    }

    /// Stores an outcome and takes its envelope out of the queue, in one write.
    ///
    /// # Errors
    /// When the keys and values fail: then it is sent again, and the authority answers the same.
    pub async fn settle(
        &mut self,
        id: CommandId,
        outcome: Outcome,
        local: Instant,
    ) -> Result<(), StoreError> {
        let (rows, reasons, parked) = match outcome {
            Outcome::Applied { rows } => (rows, Vec::new(), None),
            Outcome::Refused { reasons, rows } => (rows, reasons, None),
            Outcome::AlreadyDecided => (Vec::new(), Vec::new(), None),
            Outcome::UpdateNeeded => (Vec::new(), Vec::new(), Some(Parked::UpdateNeeded)),
            Outcome::DifferentBody => (
                Vec::new(),
                Vec::new(),
                Some(Parked::Unreadable {
                    detail: "same id, another body".into(),
                }),
            ),
            Outcome::Malformed { detail } => {
                (Vec::new(), Vec::new(), Some(Parked::Unreadable { detail }))
            }
        };
        if let Some(parked) = parked {
            return self.park(id, parked).await;
        }
        let rows: Vec<FeedRow> = rows.into_iter().filter(|row| self.is_newer(row)).collect();
        let mut batch = Vec::new();
        put_rows(&rows, &mut batch)?;
        let place = self
            .queue
            .iter()
            .find(|(_, queued)| queued.envelope.id == id)
            .map(|(at, _)| at.clone());
        let mut returned = None;
        if let Some(at) = place
            .as_ref()
            .filter(|_| linli_domain::planted::is(linli_domain::planted::Bug::OutboxClearedFirst))
        {
            self.write(vec![Put::delete(Table::Outbox, at)]).await?;
        }
        if let Some(at) = &place {
            batch.push(Put::delete(Table::Outbox, at));
            if let (false, Some(queued)) = (reasons.is_empty(), self.queue.get(at)) {
                let back = Returned {
                    id,
                    text: queued.envelope.command.clone(),
                    reasons,
                    at: local,
                    command: queued.command.clone(),
                };
                if !linli_domain::planted::is(linli_domain::planted::Bug::RefusalSwallowed) {
                    batch.push(Put::set(
                        Table::Meta,
                        format!("{RETURNED}{at}"),
                        serde_json::to_string(&back)?,
                    ));
                }
                returned = Some((format!("{RETURNED}{at}"), back));
            }
        }
        self.write(batch).await?;
        self.hold(rows);
        if let Some(at) = place {
            self.queue.remove(&at);
        }
        self.returned.extend(returned);
        Ok(())
    }

    async fn park(&mut self, id: CommandId, why: Parked) -> Result<(), StoreError> {
        let mut batch = Vec::new();
        let mut changed = Vec::new();
        let mut creates: Vec<String> = Vec::new();
        for (at, queued) in &self.queue {
            let names_one = || {
                let text = queued.envelope.command.get();
                creates.iter().any(|made| text.contains(made.as_str()))
            };
            let parked = if queued.envelope.id == id {
                why.clone()
            } else if names_one() {
                Parked::Behind { id }
            } else {
                continue;
            };
            creates.extend(queued.command().and_then(created));
            let queued = queued.with_status(Status::Parked(parked));
            batch.push(Put::set(Table::Outbox, at, serde_json::to_string(&queued)?));
            changed.push((at.clone(), queued));
        }
        self.write(batch).await?;
        self.queue.extend(changed);
        Ok(())
    }

    /// Gives parked commands another try: the app was updated.
    ///
    /// # Errors
    /// When the keys and values fail.
    pub async fn unpark(&mut self) -> Result<(), StoreError> {
        let parked: Vec<(String, Queued)> = self
            .queue
            .iter()
            .filter(|(_, queued)| matches!(queued.status, Status::Parked(_)))
            .map(|(at, queued)| (at.clone(), queued.with_status(Status::Waiting)))
            .collect();
        let mut batch = Vec::new();
        for (at, queued) in &parked {
            batch.push(Put::set(Table::Outbox, at, serde_json::to_string(queued)?));
        }
        self.write(batch).await?;
        self.queue.extend(parked);
        Ok(())
    }

    /// A refusal was read.
    ///
    /// # Errors
    /// When the keys and values fail; then it is shown again.
    pub async fn dismiss(&mut self, id: CommandId) -> Result<(), StoreError> {
        let Some(at) = self
            .returned
            .iter()
            .find(|(_, back)| back.id == id)
            .map(|(at, _)| at.clone())
        else {
            return Ok(());
        };
        self.write(vec![Put::delete(Table::Meta, &at)]).await?;
        self.returned.remove(&at);
        Ok(())
    }
}

/// Whether a command that is held until then is held still. A clock that went back does not hold it for longer.
fn holds(until: Instant, local: Instant) -> bool {
    local < until && until - local <= TimeDelta::seconds(HOLD_SECONDS)
}

/// The id that a command creates, as text.
fn created(command: &Command) -> Option<String> {
    match command {
        Command::PostNeed { case, .. } => Some(case.to_string()),
        Command::OpenShift { shift, .. } => Some(shift.to_string()),
        Command::SignUp { sign_up, .. } => Some(sign_up.to_string()),
        _ => None,
    }
}
