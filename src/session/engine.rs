//! Drives one person's device: the leading tab sends the queue in order, fetches what changed, and listens for hints;
//! every tab shows what is written.

use super::{
    Mode, Session, Unsaved, asking,
    device::{self, Home},
    photos::Sending,
};
use crate::late::NotFetched;
use crate::locales::format;
use crate::platform::{
    channel::Channel,
    clock,
    http::{self, Unsent},
    indexed_db::IndexedDb,
    leader::{Lease, when_leader},
    live::Live,
};
use chrono::TimeDelta;
use futures::{
    FutureExt, StreamExt,
    channel::{
        mpsc::{UnboundedReceiver, UnboundedSender, unbounded},
        oneshot,
    },
    lock::Mutex,
};
use leptos::{prelude::*, task::spawn_local};
use linli_domain::PersonId;
use linli_sync::{Changes, ChangesRequest, Device, StoreError, device::HOLD_SECONDS};
use std::{
    cell::{Cell, RefCell},
    rc::Rc,
};

/// What tabs tell each other: what is kept has changed.
const WRITTEN: &str = "written";
/// Their person signed out, and what was kept is deleted.
const LEFT: &str = "left";
/// How long the leading tab rests when nothing wakes it, in milliseconds.
const REST: i32 = 20_000;
/// Time moves on: how often the picture is made anew for it.
const PICTURE: i32 = 15_000;
/// When learning is tried again, in milliseconds; after the last, whatever is shown next tries again.
const LEARN_AGAIN: [i32; 4] = [300, 1_000, 3_000, 9_000];

/// How long somebody who signs out waits for what is unsent to go, in milliseconds.
const LONGEST_FLUSH: i32 = 8_000;

/// The name of a person's own database.
#[must_use]
pub fn replica_name(person: PersonId) -> String {
    format!("linli-{person}")
}

/// One person's device, running.
pub struct Engine {
    pub(super) session: Session,
    person: PersonId,
    db: IndexedDb,
    pub(super) device: Mutex<Device<IndexedDb>>,
    pub(super) home: Option<Rc<dyn Home>>,
    channel: RefCell<Option<Channel>>,
    wake: UnboundedSender<()>,
    woken: RefCell<Option<UnboundedReceiver<()>>>,
    lease: RefCell<Option<Lease>>,
    live: RefCell<Option<Live>>,
    pub(super) closed: Cell<bool>,
    rest: Cell<i32>,
    learning: Cell<bool>,
    pub(super) sending: Sending,
}

impl Engine {
    /// Opens what this device holds of a person.
    ///
    /// # Errors
    /// When the browser keeps no data.
    pub async fn open(
        session: Session,
        mode: Mode,
        person: PersonId,
    ) -> Result<Rc<Self>, StoreError> {
        let db = IndexedDb::open(&replica_name(person)).await?;
        let device = Device::glance(db.clone(), person).await?;
        let home = match mode {
            Mode::Server => None,
            Mode::Device => Some(device::open().await?),
        };
        let (wake, woken) = unbounded();
        Ok(Rc::new(Engine {
            session,
            person,
            db,
            device: Mutex::new(device),
            home,
            channel: RefCell::default(),
            wake,
            woken: RefCell::new(Some(woken)),
            lease: RefCell::default(),
            live: RefCell::default(),
            closed: Cell::new(false),
            rest: Cell::new(REST),
            learning: Cell::new(false),
            sending: Sending::default(),
        }))
    }

    /// Whose device this is.
    pub fn person(&self) -> PersonId {
        self.person
    }

    /// Joins the other tabs, and leads once it may.
    pub fn begin(self: &Rc<Self>) {
        let heard = Rc::downgrade(self);
        let channel = Channel::join(&replica_name(self.person), move |said| {
            let Some(engine) = heard.upgrade().filter(|engine| !engine.closed.get()) else {
                return;
            };
            if said == LEFT {
                return engine.session.left_elsewhere();
            }
            spawn_local(async move {
                let _ = engine.device.lock().await.reload().await;
                engine.show().await;
                engine.wake();
            });
        });
        *self.channel.borrow_mut() = Some(channel);
        let name = match self.home {
            Some(_) => "linli-device-leader".to_owned(),
            None => format!("linli-leader-{}", self.person),
        };
        let leader = self.clone();
        *self.lease.borrow_mut() = Some(when_leader(&name, move || spawn_local(leader.lead())));
        spawn_local(self.clone().keep_picture());
        let online = Rc::downgrade(self);
        let back = window_event_listener_untyped("online", move |_| {
            if let Some(engine) = online.upgrade() {
                engine.wake();
            }
        });
        // The listener lives as long as the page: a closed engine is gone, and hears nothing.
        std::mem::forget(back);
    }

    /// Stops: gives the lead away and closes the database.
    pub fn close(&self) {
        self.closed.set(true);
        self.live.borrow_mut().take();
        if let Some(lease) = self.lease.borrow_mut().take() {
            lease.release();
        }
        self.wake();
        self.db.close();
        self.sending.close();
    }

    /// Sends and fetches soon.
    pub fn wake(&self) {
        let _ = self.wake.unbounded_send(());
    }

    pub(super) fn tell_tabs(&self) {
        self.say(WRITTEN);
    }

    /// Tells the other tabs that its person signed out.
    pub(super) fn tell_left(&self) {
        self.say(LEFT);
    }

    fn say(&self, what: &str) {
        if let Some(channel) = self.channel.borrow().as_ref() {
            channel.say(what);
        }
    }

    /// Shows the newest picture.
    pub async fn show(self: &Rc<Self>) {
        if self.closed.get() {
            return;
        }
        let local = clock::now();
        let (snapshot, saved, learned) = {
            let device = self.device.lock().await;
            let saved = u32::try_from(device.waiting()).unwrap_or(u32::MAX);
            (device.snapshot(local), saved, device.has_learned())
        };
        // There is something to look at: now what it takes to ask may come.
        if !learned && (snapshot.pulled || saved > 0) {
            spawn_local(self.clone().keep_learning());
        }
        if !self.closed.get() {
            self.session.standing.saved.set(saved);
            self.session
                .ahead_ms
                .set((snapshot.now - local).num_milliseconds());
            format::set_zone(&snapshot.profile.basics().zone);
            format::set_hours_kept(snapshot.profile.basics().hours_kept);
            self.session.snapshot.set(Some(snapshot));
        }
    }

    /// Learns to read what is queued, and shows it: the rest of what asking takes is fetched with it.
    pub async fn learn(self: &Rc<Self>) {
        // What could not be fetched is fetched at the next try.
        if let Ok(learned) = asking::learn(self.clone()).await {
            learned.await;
        }
    }

    /// Learns, and where that failed tries again soon: until then most buttons are not there.
    async fn keep_learning(self: Rc<Self>) {
        if self.learning.replace(true) {
            return;
        }
        for rest in LEARN_AGAIN {
            self.learn().await;
            if self.closed.get() || self.device.lock().await.has_learned() {
                break;
            }
            clock::sleep(rest).await;
        }
        self.learning.set(false);
    }

    /// Whether something is queued or came back that cannot be shown yet.
    pub async fn has_unread(&self) -> bool {
        self.device.lock().await.has_unread()
    }

    async fn keep_picture(self: Rc<Self>) {
        while !self.closed.get() {
            clock::sleep(PICTURE).await;
            self.show().await;
        }
    }

    /// Sends what is queued, held or not, and photographs, because its person signs out. What could not go in the time that
    /// somebody waits stays, and they are asked about it.
    pub async fn flush(self: &Rc<Self>) -> Unsaved {
        let (tell, told) = oneshot::channel();
        let sending = self.clone();
        // What is asked for from now on can be taken back as always: they may stay.
        let horizon = clock::now() + TimeDelta::seconds(HOLD_SECONDS);
        // It is not given up halfway: whatever still goes is off the list that they read.
        spawn_local(async move {
            let drained = match asking::drain(sending.clone(), horizon).await {
                Ok(drained) => drained.await,
                Err(_) => Err(Unsent::Offline),
            };
            if drained.is_ok()
                && let Ok(sent) = asking::send_photos(sending).await
            {
                let _ = sent.await;
            }
            let _ = tell.send(());
        });
        let _ = clock::within(LONGEST_FLUSH, told).await;
        self.show().await;
        self.unsent().await
    }

    /// What lies on this device alone.
    async fn unsent(&self) -> Unsaved {
        let photos = self.photos_unsent().await.unwrap_or(0);
        let asked = self.device.lock().await.waiting();
        Unsaved { asked, photos }
    }

    async fn lead(self: Rc<Self>) {
        let Some(mut woken) = self.woken.borrow_mut().take() else {
            return;
        };
        if self.home.is_none() {
            self.listen();
        }
        while !self.closed.get() {
            let went = self.round().await;
            if went == Err(Unsent::SignedOut) {
                // The picture may be older than the sleep that this device woke from.
                self.show().await;
                if self.is_erased().await {
                    return self.session.leave_erased().await;
                }
            }
            self.standing_of(&went);
            self.show().await;
            let rest = self.rest_after(&went).await;
            futures::select! {
                _ = woken.next() => {}
                () = clock::sleep(rest).fuse() => {}
            }
            while woken.try_recv().is_ok() {}
        }
    }

    /// Whether the server knows this person no more because that was their wish. A session that only ended is another
    /// thing: what is unsent waits for its person.
    async fn is_erased(&self) -> bool {
        // What was refused for good waits for nothing. What cannot be read may.
        let photos = self.photos_to_send().await.unwrap_or(1);
        let unsent = {
            let device = self.device.lock().await;
            let far = clock::now() + TimeDelta::hours(1);
            photos > 0 || device.has_unread() || device.next(far).is_some()
        };
        let seen = self.session.snapshot;
        let erased =
            seen.with_untracked(|seen| seen.as_ref().is_some_and(|seen| seen.is_erased(unsent)));
        erased && !self.closed.get()
    }

    fn listen(self: &Rc<Self>) {
        let (hint, open) = (Rc::downgrade(self), Rc::downgrade(self));
        let wake = |engine: &std::rc::Weak<Engine>| {
            if let Some(engine) = engine.upgrade() {
                engine.wake();
            }
        };
        *self.live.borrow_mut() =
            Live::listen("/api/live", move || wake(&hint), move || wake(&open));
    }

    /// Sends, then fetches.
    async fn round(self: &Rc<Self>) -> Result<(), Unsent> {
        // Another tab may have queued something that this one has not read.
        if self.device.lock().await.has_queued().await != Ok(false) {
            let drained = asking::drain(self.clone(), clock::now()).await;
            drained.map_err(|_: NotFetched| Unsent::Offline)?.await?;
        }
        self.pull().await?;
        self.send_photos();
        Ok(())
    }

    fn standing_of(&self, went: &Result<(), Unsent>) {
        if self.closed.get() {
            return;
        }
        let session = self.session;
        session
            .standing
            .offline
            .set(matches!(went, Err(Unsent::Offline | Unsent::Busy { .. })));
        session.set_expired(matches!(went, Err(Unsent::SignedOut)));
        session
            .unreachable
            .set(matches!(went, Err(Unsent::Offline)));
    }

    /// How long to rest: until a held command may go, or longer each time that there is no way through.
    async fn rest_after(&self, went: &Result<(), Unsent>) -> i32 {
        match went {
            Ok(()) => {
                self.rest.set(REST);
                let held = self.device.lock().await.held_until();
                let millis = held.map(|until| {
                    (until - clock::now())
                        .num_milliseconds()
                        .clamp(0, i64::from(REST))
                });
                millis
                    .and_then(|millis| i32::try_from(millis).ok())
                    .unwrap_or(REST)
            }
            Err(Unsent::Busy {
                after_seconds: Some(seconds),
            }) => i32::try_from(seconds.saturating_mul(1000))
                .unwrap_or(REST)
                .clamp(1000, 60_000),
            Err(_) => {
                let rest = self.rest.get();
                self.rest.set((rest * 3 / 2).min(120_000));
                rest / 4
            }
        }
    }

    async fn pull(self: &Rc<Self>) -> Result<(), Unsent> {
        loop {
            let request = self.device.lock().await.request();
            let changes = self.changes(&request).await?;
            let nothing = changes.rows.is_empty() && changes.profile.is_none();
            let more = changes.more;
            if self.closed.get() {
                return Ok(());
            }
            let stored = self.device.lock().await.apply(changes, clock::now()).await;
            stored.map_err(|_| Unsent::Busy {
                after_seconds: None,
            })?;
            if !nothing {
                self.show().await;
                self.tell_tabs();
            }
            if !more {
                return Ok(());
            }
        }
    }

    async fn changes(&self, request: &ChangesRequest) -> Result<Changes, Unsent> {
        match &self.home {
            Some(home) => home.changes(self.person, request).await,
            None => http::changes(request).await,
        }
    }
}
