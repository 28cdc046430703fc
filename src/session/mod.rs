//! What the screens talk to: who is signed in, one picture of what this device knows, and one way to ask for things.
//!
//! A screen reads [`Session::snapshot`] and calls [`Session::act`]. It never knows whether the truth lives on a
//! server or on this device.

mod asking;
mod device;
mod device_home;
mod engine;
mod goodbye;
mod photos;
mod whereabouts;

pub use device::{Backup, Persona, load_demo, personas};
pub use engine::Engine;
pub use goodbye::{coming_in, say_goodbye};
pub use photos::PhotoState;

use crate::{
    locales::say_with,
    platform::{
        clock,
        http::{self, Unsent},
        indexed_db::IndexedDb,
    },
    ui::{Standing, Toasts, use_standing, use_toasts},
    words::Word,
};
use asking::Aside;
use chrono::TimeDelta;
use goodbye::tell_left;
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{
    CaseId, Command, CommandId, DocumentKey, PersonId, Refusal, case::NeedAbout, time::Instant,
};
use linli_sync::{History, Snapshot};
use std::{collections::BTreeMap, rc::Rc};
use whereabouts::{Kept, Whereabouts};

/// How long somebody who signs out waits for each of what this device holds to go, in milliseconds.
const LONGEST_WIPE: i32 = 5_000;

/// Where the truth lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// On a server.
    Server,
    /// On this device alone.
    Device,
}

/// How far the app has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// It looks at what is here.
    Starting,
    /// Nobody is signed in.
    SignedOut,
    /// Somebody is.
    Ready,
    /// This browser keeps no data; why.
    Broken(String),
}

/// The app's session. Copy it anywhere; get it with [`use_session`].
#[derive(Clone, Copy)]
pub struct Session {
    /// How far the app has come.
    pub stage: RwSignal<Stage>,
    /// Where the truth lives.
    pub mode: RwSignal<Mode>,
    /// The newest picture; none before anybody is signed in.
    pub snapshot: RwSignal<Option<Snapshot>>,
    /// The first fetch failed for want of a connection, and nothing is here yet.
    pub unreachable: RwSignal<bool>,
    /// Where the photographs stand that this device keeps, by address.
    pub photos: RwSignal<BTreeMap<String, PhotoState>>,
    standing: Standing,
    toasts: Toasts,
    ahead_ms: RwSignal<i64>,
    engine: StoredValue<Option<Rc<Engine>>, LocalStorage>,
}

/// The session; provided by [`provide_session`].
#[must_use]
pub fn use_session() -> Session {
    expect_context()
}

/// Makes the session and starts it. Called once, by the shell, after the standing bars and the toasts.
pub fn provide_session() {
    let session = Session {
        stage: RwSignal::new(Stage::Starting),
        mode: RwSignal::new(Mode::Server),
        snapshot: RwSignal::new(None),
        unreachable: RwSignal::new(false),
        photos: RwSignal::default(),
        standing: use_standing(),
        toasts: use_toasts(),
        ahead_ms: RwSignal::new(0),
        engine: StoredValue::new_local(None),
    };
    provide_context(session);
    spawn_local(session.start());
}

impl Session {
    async fn start(self) {
        let back = window_event_listener_untyped("online", |_| spawn_local(tell_left()));
        // The listener lives as long as the page.
        std::mem::forget(back);
        let Kept { here, leaving } = whereabouts::recall().await;
        self.mode.set(here.mode);
        if leaving && here.mode == Mode::Device {
            spawn_local(tell_left());
        }
        match (here.person, here.mode) {
            (Some(person), _) => self.open(person).await,
            (None, Mode::Device) => self.stage.set(Stage::SignedOut),
            (None, Mode::Server) => {
                // The cookie may outlive what this browser remembers; that of whoever signed out lets nobody in.
                let found = if leaving {
                    tell_left().await;
                    // Another tab may have let somebody in meanwhile.
                    whereabouts::recall().await.here.person
                } else {
                    http::session().await.ok().and_then(|found| found.person)
                };
                match found {
                    Some(person) => self.enter(person).await,
                    None => self.stage.set(Stage::SignedOut),
                }
            }
        }
    }

    /// Keeps who is here from now on, and opens what this device holds of them.
    pub async fn enter(self, person: PersonId) {
        self.leave_engine();
        let here = Whereabouts {
            mode: self.mode.get_untracked(),
            person: Some(person),
        };
        match whereabouts::keep(here).await {
            Ok(()) => self.open(person).await,
            Err(error) => self.stage.set(Stage::Broken(error.0)),
        }
    }

    /// Opens what this device holds of a person, shows it, and begins to send and fetch.
    async fn open(self, person: PersonId) {
        match Engine::open(self, self.mode.get_untracked(), person).await {
            Ok(engine) => {
                self.engine.set_value(Some(engine.clone()));
                self.set_expired(false);
                if engine.has_unread().await {
                    engine.learn().await;
                }
                engine.show().await;
                self.stage.set(Stage::Ready);
                engine.begin();
            }
            Err(error) => self.stage.set(Stage::Broken(error.0)),
        }
    }

    fn leave_engine(self) {
        if let Some(engine) = self.engine.try_update_value(Option::take).flatten() {
            engine.close();
        }
        // What it still says in a round that is on its way is no longer heard.
        self.snapshot.set(None);
        self.photos.set(BTreeMap::new());
        self.unreachable.set(false);
        self.standing.clear();
    }

    fn engine(self) -> Option<Rc<Engine>> {
        self.engine.try_get_value().flatten()
    }

    /// Signs in on the server. What comes back is still missing.
    ///
    /// # Errors
    /// When account and password do not fit, or the server was not reached.
    pub async fn sign_in(
        self,
        account: &str,
        password: &str,
    ) -> Result<Option<http::Session>, Unsent> {
        let found = coming_in(http::sign_in(account, password)).await?;
        Ok(self.come_in(found).await)
    }

    /// Enters as whoever the server has let in. What comes back is still missing.
    pub async fn come_in(self, found: http::Session) -> Option<http::Session> {
        let Some(person) = found.person else {
            return Some(found);
        };
        self.mode.set(Mode::Server);
        self.enter(person).await;
        None
    }

    /// Uses this device alone from now on, as one of its people.
    pub async fn use_device(self, person: PersonId) {
        self.mode.set(Mode::Device);
        self.enter(person).await;
    }

    /// The server no longer knows this session, or knows it again: what is queued waits until its person signs in.
    fn set_expired(self, expired: bool) {
        self.standing.expired.set(expired);
    }

    /// What would be lost by signing out now: sends first, and counts what could not be sent.
    pub async fn unsent(self) -> Unsaved {
        match self.engine() {
            Some(engine) => engine.flush().await,
            None => Unsaved::default(),
        }
    }

    /// Signs out and wipes what this device holds of the person. Whoever calls has asked about what is unsent.
    pub async fn sign_out(self) {
        let Some(engine) = self.engine() else { return };
        let (person, mode) = (engine.person(), self.mode.get_untracked());
        self.leave_engine();
        // What cannot be written here cannot be read here either.
        let kept = match mode {
            Mode::Server => whereabouts::leave().await,
            Mode::Device => whereabouts::keep(Whereabouts { mode, person: None }).await,
        };
        engine.tell_left();
        // What this device holds goes now, network or not. A tab that sleeps may hold it up: then it goes when that wakes.
        let wipe = |name: String| async move {
            let _ = clock::within(LONGEST_WIPE, IndexedDb::delete(&name)).await;
        };
        wipe(engine::replica_name(person)).await;
        if mode == Mode::Server {
            wipe(photos::store_name(mode, person)).await;
            match kept {
                Ok(()) => tell_left().await,
                Err(_) => say_goodbye().await,
            }
        }
        self.stage.set(Stage::SignedOut);
    }

    /// The server has erased what it held about this person: so does this device, and says so.
    async fn leave_erased(self) {
        self.sign_out().await;
        self.standing.erased.set(true);
    }

    /// Another tab signed this person out, and deletes what this device holds: this one must not fetch it anew.
    fn left_elsewhere(self) {
        self.leave_engine();
        self.stage.set(Stage::SignedOut);
    }

    /// Leaves device mode; what it holds stays until it is deleted.
    pub fn forget_device_mode(self) {
        self.leave_engine();
        spawn_local(async { drop(whereabouts::keep(whereabouts::NOBODY).await) });
        self.mode.set(Mode::Server);
        self.stage.set(Stage::SignedOut);
    }

    /// Asks for something. `then` hears whether it is safe on this device, or every reason why it may not be.
    pub fn act(self, command: Command, then: impl FnOnce(Result<CommandId, Trouble>) + 'static) {
        spawn_local(async move { then(self.ask(command).await) });
    }

    /// Asks for something and waits until it is safe on this device.
    ///
    /// # Errors
    /// [`Trouble`], with every reason.
    pub async fn ask(self, command: Command) -> Result<CommandId, Trouble> {
        let engine = self.engine().ok_or(Trouble::NotSaved)?;
        let asked = asking::act(engine, command).await;
        asked.map_err(|_| Trouble::NotSaved)?.await
    }

    /// The words of a sealed case, read where they are kept; none where they are gone, or not for this person.
    ///
    /// # Errors
    /// When they cannot be read now.
    pub async fn read_sealed(
        self,
        reading: CommandId,
        case: CaseId,
    ) -> Result<Option<Box<NeedAbout>>, Unsent> {
        let engine = self.engine().ok_or(Unsent::SignedOut)?;
        match &engine.home {
            Some(_) => Ok(None),
            None => http::read_sealed(reading, case).await,
        }
    }

    /// Asks for something that can be taken back for seven seconds, and offers that in a toast.
    pub fn act_with_undo(
        self,
        command: Command,
        said: String,
        then: impl FnOnce(Result<CommandId, Trouble>) + 'static,
    ) {
        let toasts = self.toasts;
        self.act(command, move |answer| {
            if let Ok(id) = &answer {
                let id = *id;
                toasts.show_with_undo(said, Callback::new(move |()| self.undo(id)));
            }
            then(answer);
        });
    }

    fn put_aside(self, which: Aside) {
        let Some(engine) = self.engine() else { return };
        spawn_local(async move {
            if let Ok(done) = asking::put_aside(engine, which).await {
                done.await;
            }
        });
    }

    /// Takes a held command back.
    pub fn undo(self, id: CommandId) {
        self.put_aside(Aside::Undone(id));
    }

    /// Takes several held commands back, one after the other.
    pub fn undo_all(self, ids: Vec<CommandId>) {
        let Some(engine) = self.engine() else { return };
        spawn_local(async move {
            for id in ids {
                if let Ok(done) = asking::put_aside(engine.clone(), Aside::Undone(id)).await {
                    done.await;
                }
            }
        });
    }

    /// Takes a parked command out of the queue.
    pub fn discard(self, id: CommandId) {
        self.put_aside(Aside::Discarded(id));
    }

    /// The refusal of a command that came back was read.
    pub fn dismiss(self, id: CommandId) {
        self.put_aside(Aside::Read(id));
    }

    /// What happened to a document, read where it is kept; none where this person may not read it, or there is none.
    ///
    /// # Errors
    /// When it cannot be read now.
    pub async fn history(self, document: &DocumentKey) -> Result<Option<History>, Unsent> {
        let engine = self.engine().ok_or(Unsent::SignedOut)?;
        match &engine.home {
            Some(home) => home.history(engine.person(), document).await,
            None => http::history(document).await,
        }
    }

    /// All that is held about whoever uses this device, as JSON, from where it is kept.
    ///
    /// # Errors
    /// When it cannot be read now.
    pub async fn export(self) -> Result<String, Unsent> {
        let engine = self.engine().ok_or(Unsent::SignedOut)?;
        match &engine.home {
            Some(home) => home.export(engine.person()).await,
            None => http::export().await,
        }
    }

    /// Sends and fetches now.
    pub fn refresh(self) {
        if let Some(engine) = self.engine() {
            engine.wake();
        }
    }

    /// The present, by this device's corrected clock. Not tracked.
    #[must_use]
    pub fn now(self) -> Instant {
        clock::now() + TimeDelta::milliseconds(self.ahead_ms.get_untracked())
    }

    /// A fresh id for what a command creates.
    #[must_use]
    pub fn fresh(self) -> uuid::Uuid {
        clock::fresh_uuid()
    }

    /// Whether hours are kept where this person lives; tracked.
    #[must_use]
    pub fn keeps_hours(self) -> bool {
        self.read(|seen| seen.profile.basics().hours_kept) != Some(false)
    }

    /// What is said where hours are kept, and what where they are not.
    pub fn say_of_hours(self, kept: Word, not_kept: Word) -> Signal<String> {
        say_with(move |lang| match self.keeps_hours() {
            true => kept(lang).to_owned(),
            false => not_kept(lang).to_owned(),
        })
    }

    /// The newest picture, tracked; an empty one before there is any.
    pub fn read<T>(self, read: impl FnOnce(&Snapshot) -> T) -> Option<T> {
        self.snapshot.with(|snapshot| snapshot.as_ref().map(read))
    }
}

/// What lies on this device alone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unsaved {
    /// How many things were asked for and are not sent; those that cannot be read yet are among them.
    pub asked: usize,
    /// How many photographs are not sent.
    pub photos: usize,
}

/// Why something did not happen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// It may not be, for every one of these reasons.
    Refused(Vec<Refusal>),
    /// This device could not save it: nothing happened.
    NotSaved,
    /// What is never kept here needs the server, and that has forgotten who this is: nothing happened.
    SignedOut,
}
