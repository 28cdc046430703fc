//! The server: what its handlers share, and its life.

use crate::{
    asks::Asks,
    assets::Assets,
    ceremonies::Ceremonies,
    clock::Clock,
    door::{Door, Limits, Watch},
    guesses::Guesses,
    http,
    hub::Hub,
    passkeys::RelyingParty,
    password::Passwords,
    photos::Photos,
    second_factor::SecondFactor,
    serving,
    sessions::Sessions,
    store::{Readers, WriteError, Writer, database_file, make_folder},
    submissions::Desk,
};
use anyhow::{Context, Result};
use linli_domain::Profile;
use linli_sync::ProfileSent;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::Duration,
};
use tokio::{net::TcpListener, sync::Semaphore, time};

/// How a server is set up.
#[derive(Clone, Debug)]
pub struct Config {
    /// The data folder.
    pub data: PathBuf,
    /// The folder of the built app; without it only the API is served.
    pub app: Option<PathBuf>,
    /// The address under which browsers reach it, where that is not the one they name: behind a proxy. With `https`
    /// the cookie is for secure connections only.
    pub public_url: Option<String>,
    /// The time.
    pub clock: Clock,
    /// The community's limits and local facts.
    pub profile: Profile,
    /// Who is believed about where a request comes from, and how much anybody may ask.
    pub door: Door,
    /// What is demanded of those who see other people's data.
    pub second_factor: SecondFactor,
}

impl Config {
    /// A server of that folder and time, and all else as it comes: the API alone, in Dalian.
    pub fn of(data: &Path, clock: Clock) -> Self {
        Config {
            data: data.to_owned(),
            app: None,
            public_url: None,
            clock,
            profile: Profile::default(),
            door: Door::default(),
            second_factor: SecondFactor::default(),
        }
    }
}

/// A server. Clones are the same one.
#[derive(Clone)]
pub struct Server(Arc<Shared>);

/// What handlers share.
pub struct Shared {
    /// The data folder.
    pub data: PathBuf,
    /// Takes commands in.
    pub desk: Desk,
    /// The profile as devices are sent it.
    pub profile: Arc<ProfileSent>,
    /// Looks things up.
    pub readers: Readers,
    /// Who is signed in.
    pub sessions: Sessions,
    /// Checks passwords.
    pub passwords: Passwords,
    /// Counts guesses.
    pub guesses: Guesses,
    /// What has been begun and waits for its second half.
    pub ceremonies: Ceremonies,
    /// For whom passkeys are made here, where they can be.
    pub relying_party: Option<RelyingParty>,
    /// What is demanded of those who see other people's data.
    pub second_factor: SecondFactor,
    /// Counts what is asked for without an account.
    pub asks: Asks,
    /// One takes along all that is held about them at a time.
    pub exporting: Arc<Semaphore>,
    /// Counts requests.
    pub watch: Watch,
    /// How long a request's body may take.
    pub body_within: Duration,
    limits: Limits,
    /// The built app.
    pub assets: Option<Assets>,
    /// Photographs.
    pub photos: Photos,
    /// Origin and cookies.
    pub site: Site,
}

/// How browsers reach the server.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// `https://linli.example`, where it is known.
    pub origin: Option<String>,
    /// Over TLS only.
    pub secure: bool,
}

impl Site {
    fn of(public_url: Option<&str>) -> Self {
        let origin = public_url.map(|url| url.trim_end_matches('/').to_owned());
        let secure = origin
            .as_deref()
            .is_some_and(|url| url.starts_with("https://"));
        Site { origin, secure }
    }

    /// The name of the session's cookie. Browsers accept the prefix over TLS only, and then from nobody else.
    pub fn cookie(&self) -> &'static str {
        if self.secure { "__Host-linli" } else { "linli" }
    }

    /// The name of the cookie by which a device is known on which somebody has signed in before.
    pub fn device_cookie(&self) -> &'static str {
        if self.secure {
            "__Host-linli-device"
        } else {
            "linli-device"
        }
    }
}

impl std::ops::Deref for Server {
    type Target = Shared;
    fn deref(&self) -> &Shared {
        &self.0
    }
}

impl Server {
    /// Opens the data folder and starts the threads that read and write.
    ///
    /// # Errors
    /// When the database cannot be opened.
    pub fn open(config: &Config) -> Result<Self> {
        make_folder(&config.data)
            .with_context(|| format!("cannot make the data folder {}", config.data.display()))?;
        let file = database_file(&config.data);
        let hub = Arc::new(Hub::default());
        let watchers = Arc::clone(&hub);
        let writer = Writer::start(&file, Box::new(move || watchers.anything()))?;
        let readers = Readers::start(&file, 2)?;
        let clock = config.clock.clone();
        let profile = Arc::new(config.profile.clone());
        let site = Site::of(config.public_url.as_deref());
        Ok(Server(Arc::new(Shared {
            sessions: Sessions::new(
                writer.clone(),
                readers.clone(),
                clock.clone(),
                Arc::clone(&profile),
                config.second_factor,
            ),
            ceremonies: Ceremonies::default(),
            relying_party: RelyingParty::of(&site),
            second_factor: config.second_factor,
            readers,
            profile: Arc::new(ProfileSent::new(&profile)?),
            desk: Desk {
                writer,
                clock,
                hub,
                profile,
            },
            passwords: Passwords::default(),
            asks: Asks::default(),
            guesses: Guesses::new(&config.door.limits),
            exporting: Arc::new(Semaphore::new(1)),
            watch: Watch::new(&config.door),
            body_within: config.door.limits.body_within,
            limits: config.door.limits.clone(),
            photos: Photos::new(&config.data),
            data: config.data.clone(),
            assets: config.app.clone().map(Assets::new),
            site,
        })))
    }

    /// Its routes.
    pub fn router(&self) -> axum::Router {
        http::router(self.clone())
    }

    /// Does what time has made due, until nothing is.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tick(&self) -> Result<(), WriteError> {
        self.desk.tick().await.map(|_| ())
    }

    /// Serves until `end`, and ticks every minute.
    pub async fn serve(
        self,
        listener: TcpListener,
        end: impl Future<Output = ()> + Send + 'static,
    ) {
        let ticking = tokio::spawn(keep_time(self.clone()));
        let router = self.router();
        let hub = Arc::clone(&self.desk.hub);
        let end = async move {
            end.await;
            hub.close();
        };
        serving::serve(listener, router, (&self.limits, &self.watch), end).await;
        ticking.abort();
        // The task holds the last other handle.
        ticking.await.ok();
        if let Some(shared) = Arc::into_inner(self.0) {
            let Shared { desk, sessions, .. } = shared;
            drop(sessions);
            desk.writer.stop();
        }
    }
}

/// Ticks every minute, and clears away once a day.
async fn keep_time(server: Server) {
    let mut minutes = time::interval(Duration::from_secs(60));
    for minute in 0_u64.. {
        minutes.tick().await;
        if let Err(error) = server.tick().await {
            tracing::error!(%error, "the tick failed; it is tried again in a minute");
        }
        if minute % (24 * 60) == 0
            && let Err(error) = server.tidy_up().await
        {
            tracing::error!(%error, "what is old could not be cleared away");
        }
    }
}
