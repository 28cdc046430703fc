//! `linli serve`.

use super::{DataFolder, ProfileFile, door::DoorFlags, open};
use crate::{
    Config, Server,
    clock::Clock,
    demo,
    second_factor::SecondFactor,
    store::{database_file, make_folder},
};
use anyhow::{Context, Result, bail};
use linli_domain::Profile;
use std::{
    fs::{File, TryLockError},
    net::SocketAddr,
    path::{Path, PathBuf},
};
use tokio::{net::TcpListener, runtime, signal};

#[derive(clap::Args)]
pub struct Serve {
    /// Address and port.
    #[arg(long, env = "LINLI_LISTEN", default_value = "127.0.0.1:7878")]
    listen: SocketAddr,
    #[command(flatten)]
    data: DataFolder,
    /// The folder of the built app.
    #[arg(long, env = "LINLI_APP", default_value = "./dist")]
    app: PathBuf,
    /// The address under which browsers reach it behind a proxy; with https, cookies are for TLS only. Passkeys are made for
    /// its domain, and are worth nothing under another: choose it for long.
    #[arg(long, env = "LINLI_PUBLIC_URL")]
    public_url: Option<String>,
    #[command(flatten)]
    profile: ProfileFile,
    #[command(flatten)]
    door: DoorFlags,
    /// Whether whoever sees other people's data must have a second factor, a passkey or an app's codes: required or offered.
    /// Required, except with --demo.
    #[arg(long, env = "LINLI_SECOND_FACTOR")]
    second_factor: Option<SecondFactor>,
    /// Load the demo community where the database is new, and print its sign-ins.
    #[arg(long)]
    demo: bool,
}

impl Serve {
    pub fn run(self) -> Result<()> {
        tracing_subscriber::fmt()
            .with_writer(std::io::stderr)
            .init();
        say_only_where_it_panics();
        let profile = self.profile.load()?;
        let _lock = lock(&self.data.data)?;
        if self.demo {
            show_demo(&self.data.data, &profile)?;
        }
        runtime::Builder::new_multi_thread()
            .enable_all()
            .build()?
            .block_on(self.serve(profile))
    }

    async fn serve(self, profile: Profile) -> Result<()> {
        let server = Server::open(&Config {
            data: self.data.data,
            app: self.app.join("index.html").is_file().then_some(self.app),
            public_url: self.public_url,
            clock: clock(),
            profile,
            door: self.door.read(),
            second_factor: self.second_factor.unwrap_or(match self.demo {
                true => SecondFactor::Offered,
                false => SecondFactor::Required,
            }),
        })?;
        if server.second_factor == SecondFactor::Required && server.site.origin.is_none() {
            tracing::warn!(
                "passkeys work in this machine's own browser alone: name the address, see --public-url"
            );
        }
        if server.relying_party.is_none() {
            tracing::warn!(
                "no passkeys can be made under this address: they need a domain and https, see --public-url"
            );
        }
        if server.assets.is_none() {
            tracing::warn!("there is no built app to serve, the API alone is served");
        }
        let listener = TcpListener::bind(self.listen)
            .await
            .with_context(|| format!("cannot listen on {}", self.listen))?;
        println!("listening on http://{}", listener.local_addr()?);
        server.serve(listener, told_to_end()).await;
        Ok(())
    }
}

/// What a panic says may hold anybody's data; where it was is enough.
fn say_only_where_it_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string);
        tracing::error!(place, "a panic");
    }));
}

/// Loads the demo where nothing is yet, and says who can be tried.
fn show_demo(data: &Path, profile: &Profile) -> Result<()> {
    let mut store = open(&database_file(data))?;
    let now = Clock::system().now();
    let demo = linli_import::demo(now);
    if demo::load(&mut store, &demo, profile, now)? {
        println!("the demo community is loaded");
    }
    println!("demo sign-ins, password {}:", demo::PASSWORD);
    for who in &demo.sign_ins {
        let (english, chinese) = (who.role.pick("en"), who.role.pick("zh-Hans"));
        println!(
            "  {:8} {} · {chinese} {english}",
            who.volunteer_no, who.name
        );
    }
    Ok(())
}

#[cfg(not(feature = "test-clock"))]
fn clock() -> Clock {
    Clock::system()
}

#[cfg(feature = "test-clock")]
fn clock() -> Clock {
    tracing::warn!("this build lets anybody move its clock: for tests alone");
    Clock::movable()
}

/// One server for one data folder: another would not tell this one's watchers what it writes.
fn lock(data: &Path) -> Result<File> {
    make_folder(data).with_context(|| format!("cannot make {}", data.display()))?;
    let file = File::create(data.join("serving.lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => bail!("another server serves {}", data.display()),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

async fn told_to_end() {
    let interrupted = signal::ctrl_c();
    #[cfg(unix)]
    {
        let terminated = signal::unix::signal(signal::unix::SignalKind::terminate());
        let Ok(mut terminated) = terminated else {
            interrupted.await.ok();
            return;
        };
        tokio::select! {
            _ = interrupted => {}
            _ = terminated.recv() => {}
        }
    }
    #[cfg(not(unix))]
    interrupted.await.ok();
}
