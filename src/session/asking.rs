//! Asking: from a tap to the authority's word. It travels late, with the rule book and the outbox: what is on the
//! screen does not wait for it.

use super::{Trouble, engine::Engine};
use crate::{
    late::{Late, late},
    platform::{
        clock,
        http::{self, Unsent},
    },
};
use linli_domain::{Command, CommandId, Refusal, time::Instant};
use linli_sync::{Acted, Envelope, Outcome};
use std::rc::Rc;

late! { asking, pub(super) fn learn(engine: Rc<Engine>) -> Late<()> { Box::pin(async move { engine.learn_now().await }) } }
late! { asking, pub(super) fn act(engine: Rc<Engine>, command: Command) -> Late<Result<CommandId, Trouble>> {
    Box::pin(async move { engine.act(&command).await })
} }
late! { asking, pub(super) fn drain(engine: Rc<Engine>, horizon: Instant) -> Late<Result<(), Unsent>> {
    Box::pin(async move { engine.drain(horizon).await })
} }
late! { asking, pub(super) fn send_photos(engine: Rc<Engine>) -> Late<Result<(), Unsent>> {
    Box::pin(async move { engine.send_photos_now().await })
} }
late! { asking, pub(super) fn put_aside(engine: Rc<Engine>, which: Aside) -> Late<()> {
    Box::pin(async move { engine.put_aside(which).await })
} }

/// A command that its person wants to see no more.
pub(super) enum Aside {
    /// Held: it is taken back.
    Undone(CommandId),
    /// Parked: it is taken out of the queue.
    Discarded(CommandId),
    /// Refused: the reasons were read.
    Read(CommandId),
}

impl Engine {
    async fn learn_now(self: &Rc<Self>) {
        // What cannot be read now is read at the next try.
        if self.device.lock().await.learn().await.is_ok() {
            self.show().await;
        }
    }

    /// A tap.
    ///
    /// # Errors
    /// [`Trouble`], with every reason.
    async fn act(self: &Rc<Self>, command: &Command) -> Result<CommandId, Trouble> {
        // A device alone refuses what is sealed by itself.
        if command.is_sealed() && self.home.is_none() {
            return self.ask_at_once(command).await;
        }
        let id = CommandId(clock::fresh_uuid());
        let acted = self
            .device
            .lock()
            .await
            .act(command, id, clock::now())
            .await;
        match acted.map_err(|_| Trouble::NotSaved)? {
            Acted::Queued(id) => {
                self.after_write().await;
                Ok(id)
            }
            Acted::Refused(reasons) => Err(Trouble::Refused(reasons)),
        }
    }

    /// What no device may keep, not even until it is sent, goes to the server while its person waits.
    ///
    /// # Errors
    /// When the server does not take it.
    async fn ask_at_once(self: &Rc<Self>, command: &Command) -> Result<CommandId, Trouble> {
        let id = CommandId(clock::fresh_uuid());
        let envelope = Envelope::new(id, self.person(), clock::now(), command)
            .map_err(|_| Trouble::NotSaved)?;
        let answer = self.submit(&envelope).await;
        let asked = match &answer {
            Ok(Outcome::Applied { .. }) => Ok(id),
            Ok(Outcome::Refused { reasons, .. }) => Err(Trouble::Refused(reasons.clone())),
            Err(Unsent::Offline | Unsent::Busy { .. }) => {
                Err(Trouble::Refused(vec![Refusal::SealedNeedsServer]))
            }
            Err(Unsent::SignedOut) => Err(Trouble::SignedOut),
            _ => Err(Trouble::NotSaved),
        };
        if let (Ok(_), Ok(outcome)) = (&asked, answer) {
            // What the server tells of it is here before its page opens; what cannot be stored comes with the next fetch.
            let mut device = self.device.lock().await;
            let _ = device.settle(id, outcome, clock::now()).await;
        }
        // Who was signed out, or has an old app, is told so as after every contact.
        self.after_write().await;
        asked
    }

    async fn after_write(self: &Rc<Self>) {
        self.show().await;
        self.tell_tabs();
        self.wake();
    }

    async fn put_aside(self: &Rc<Self>, which: Aside) {
        let gone = {
            let mut device = self.device.lock().await;
            match which {
                Aside::Undone(id) => device.undo(id, clock::now()).await,
                Aside::Discarded(id) => device.discard(id).await,
                Aside::Read(id) => device.dismiss(id).await.map(|()| true),
            }
        };
        // What could not be written stays, and is shown again.
        if gone == Ok(true) {
            self.after_write().await;
        }
    }

    /// Sends the queue in order, one at a time: each outcome is stored before the next goes. What is held until `horizon`
    /// goes too.
    async fn drain(self: &Rc<Self>, horizon: Instant) -> Result<(), Unsent> {
        loop {
            let next = {
                let mut device = self.device.lock().await;
                // Another tab may have added to it, or taken something back.
                device.refresh_queue().await.map_err(|_| Unsent::Busy {
                    after_seconds: None,
                })?;
                device.next(clock::now().max(horizon))
            };
            let Some(envelope) = next.filter(|_| !self.closed.get()) else {
                return Ok(());
            };
            let outcome = self.submit(&envelope).await?;
            let stored = self
                .device
                .lock()
                .await
                .settle(envelope.id, outcome, clock::now())
                .await;
            stored.map_err(|_| Unsent::Busy {
                after_seconds: None,
            })?;
            self.show().await;
            self.tell_tabs();
        }
    }

    async fn submit(&self, envelope: &Envelope) -> Result<Outcome, Unsent> {
        if let Some(home) = &self.home {
            return home.submit(envelope).await.map_err(|_| Unsent::Busy {
                after_seconds: None,
            });
        }
        match http::submit(std::slice::from_ref(envelope)).await {
            Ok(outcomes) => outcomes.into_iter().next().ok_or(Unsent::Busy {
                after_seconds: None,
            }),
            // The server does not take it, and never will: it is parked, and its person is told.
            Err(Unsent::Rejected { detail }) => Ok(Outcome::Malformed { detail }),
            Err(unsent) => Err(unsent),
        }
    }
}
