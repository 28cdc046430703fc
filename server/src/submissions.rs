//! Commands on their way through the writer.

use crate::{
    clock::Clock,
    hub::Hub,
    random,
    store::{Job, SqliteStore, WriteError, Writer, at_once},
};
use linli_domain::{Caller, Profile};
use linli_sync::{Circumstances, Envelope, Outcome, StoreError, Submitted, submit, tick};
use std::sync::Arc;
use tokio::sync::oneshot;

/// Takes commands in.
#[derive(Clone)]
pub struct Desk {
    /// Who writes.
    pub writer: Writer,
    /// The time.
    pub clock: Clock,
    /// Who is told.
    pub hub: Arc<Hub>,
    /// Limits.
    pub profile: Arc<Profile>,
}

impl Desk {
    /// Decides envelopes in their order and answers when all of it is on disk. They are decided whether or not
    /// anybody waits for the answer.
    ///
    /// # Errors
    /// When too many wait, or the database fails. Those before the one that failed may have been decided; whoever
    /// sends all of them again is told so.
    pub async fn submit(&self, envelopes: Vec<Envelope>) -> Result<Vec<Outcome>, WriteError> {
        if envelopes.is_empty() {
            return Ok(Vec::new());
        }
        self.hand(envelopes, |envelope| Caller::Person(envelope.person))
            .await
    }

    /// Decides one envelope that the server itself has made, in the system's name.
    ///
    /// # Errors
    /// When too many wait, or the database fails.
    pub async fn submit_of_system(&self, envelope: Envelope) -> Result<Outcome, WriteError> {
        let outcomes = self.hand(vec![envelope], |_| Caller::System).await?;
        let none = || WriteError::Failed(StoreError("an envelope without an outcome".into()));
        outcomes.into_iter().next().ok_or_else(none)
    }

    async fn hand(
        &self,
        envelopes: Vec<Envelope>,
        caller: fn(&Envelope) -> Caller,
    ) -> Result<Vec<Outcome>, WriteError> {
        let (reply, answered) = oneshot::channel();
        let done = Vec::with_capacity(envelopes.len());
        self.writer.hand(Box::new(Submissions {
            desk: self.answering(),
            envelopes,
            caller,
            done,
            reply,
        }))?;
        let stopped = |_| WriteError::Failed(StoreError("the writer has stopped".into()));
        Ok(answered.await.map_err(stopped)??)
    }

    /// Runs what time has made due.
    ///
    /// # Errors
    /// When too many wait, or the database fails.
    pub async fn tick(&self) -> Result<usize, WriteError> {
        let answering = self.answering();
        let clock = self.clock.clone();
        let profile = Arc::clone(&self.profile);
        let ticked = self.writer.write(move |store| {
            let given = Circumstances {
                now: clock.now(),
                profile: &profile,
                entropy: random::bytes()?,
            };
            at_once(tick(store, &given))
        });
        let ticked = ticked.await?;
        let stuck = |done: &&Submitted| matches!(done.outcome, Outcome::DifferentBody);
        let stuck = ticked.iter().filter(stuck).count();
        if stuck > 0 {
            tracing::error!(stuck, "what is due cannot be done: its ids are taken");
        }
        answering.tell(&ticked);
        Ok(ticked.len())
    }

    fn answering(&self) -> Answering {
        Answering {
            clock: self.clock.clone(),
            hub: Arc::clone(&self.hub),
            profile: Arc::clone(&self.profile),
        }
    }
}

/// What a job takes along. Not the writer itself: the writer ends when nobody holds it.
struct Answering {
    clock: Clock,
    hub: Arc<Hub>,
    profile: Arc<Profile>,
}

impl Answering {
    fn tell(&self, done: &[Submitted]) {
        for submitted in done {
            self.hub.grown(&submitted.heads);
        }
    }
}

struct Submissions {
    desk: Answering,
    envelopes: Vec<Envelope>,
    caller: fn(&Envelope) -> Caller,
    done: Vec<Submitted>,
    reply: oneshot::Sender<Result<Vec<Outcome>, StoreError>>,
}

impl Job for Submissions {
    fn step(&mut self, store: &mut SqliteStore) -> Result<bool, StoreError> {
        let Some(envelope) = self.envelopes.get(self.done.len()) else {
            return Ok(false);
        };
        let given = Circumstances {
            now: self.desk.clock.now(),
            profile: &self.desk.profile,
            entropy: random::bytes()?,
        };
        let caller = (self.caller)(envelope);
        self.done
            .push(at_once(submit(store, envelope, caller, &given))?);
        Ok(self.done.len() < self.envelopes.len())
    }

    fn rolled_back(&mut self, kept: usize) {
        self.done.truncate(kept);
    }

    fn answer(self: Box<Self>, result: Result<(), StoreError>) {
        self.desk.tell(&self.done);
        let outcomes = self.done.into_iter().map(|submitted| submitted.outcome);
        // Nobody waits any more where the client has gone.
        let _ = self.reply.send(result.map(|()| outcomes.collect()));
    }
}
