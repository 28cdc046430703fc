//! The command line: one file a command.

mod account;
mod admin;
mod copies;
mod door;
mod import;
mod passwords;
mod serve;
pub mod verify;

use crate::{
    clock::Clock,
    profile, random,
    store::{SqliteStore, at_once, database_file},
};
use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use linli_domain::{Caller, Command, CommandId, Profile, place::PlaceCode};
use linli_sync::{Circumstances, Outcome, submit_all};
use std::{
    path::{Path, PathBuf},
    process::ExitCode,
};

/// Linli 邻里: a neighbourhood runs its volunteering on it.
#[derive(Parser)]
#[command(name = "linli", version, about)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Serve the app and its API.
    Serve(serve::Serve),
    /// Administrators.
    #[command(subcommand)]
    Admin(admin::Admin),
    /// Accounts of people who are registered.
    #[command(subcommand)]
    Account(account::Account),
    /// Bring in a council's lists: places, teams, people, needs and shifts. All of them or nothing.
    Import(import::Import),
    /// Write a copy of the database to a new file; whoever serves it goes on.
    Backup(copies::Backup),
    /// Put a copy in place of the database, whether or not somebody serves it. Every device pulls anew.
    Restore(copies::Restore),
    /// Check that nobody has rewritten what happened.
    Verify(verify::Verify),
    /// Say in a line a community how far its log has come, to be kept elsewhere.
    Checkpoint(verify::TakeCheckpoint),
}

/// Where the data is.
#[derive(clap::Args, Clone, Debug)]
pub struct DataFolder {
    /// The data folder.
    #[arg(long, env = "LINLI_DATA", default_value = "./data")]
    data: PathBuf,
}

impl DataFolder {
    /// The database, which must be there.
    fn open(&self) -> Result<SqliteStore> {
        open(&self.file()?)
    }

    /// The same, to look at alone: nothing is written, brought up to date neither.
    fn open_to_read(&self) -> Result<SqliteStore> {
        let file = self.file()?;
        SqliteStore::open_to_read(&file).with_context(|| format!("cannot open {}", file.display()))
    }

    fn file(&self) -> Result<PathBuf> {
        let file = database_file(&self.data);
        if !file.is_file() {
            bail!("there is no database in {}", self.data.display());
        }
        Ok(file)
    }
}

/// Whose limits and local facts hold.
#[derive(clap::Args, Clone, Debug)]
pub struct ProfileFile {
    /// The community's profile, a JSON file; Dalian's where none is named.
    #[arg(long, env = "LINLI_PROFILE")]
    profile: Option<PathBuf>,
}

impl ProfileFile {
    fn load(&self) -> Result<Profile> {
        match &self.profile {
            Some(file) => profile::load(file),
            None => Ok(Profile::default()),
        }
    }
}

fn parse_code(text: &str) -> Result<PlaceCode, String> {
    text.parse()
        .map_err(|_| "2 to 24 digits or capital letters are a place's code".into())
}

fn open(file: &Path) -> Result<SqliteStore> {
    SqliteStore::open(file).with_context(|| format!("cannot open {}", file.display()))
}

/// Runs what the arguments ask for.
pub fn main() -> ExitCode {
    let task = Arguments::parse().task;
    let done = match task {
        Task::Serve(serve) => serve.run(),
        Task::Admin(admin) => admin.run(),
        Task::Account(account) => account.run(),
        Task::Import(import) => import.run(),
        Task::Backup(backup) => backup.run(),
        Task::Restore(restore) => restore.run(),
        Task::Verify(verify) => verify.run(),
        Task::Checkpoint(checkpoint) => checkpoint.run(),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("linli: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// An id for something that the command line makes.
fn fresh_id() -> uuid::Uuid {
    uuid::Uuid::now_v7()
}

/// Gives commands in the system's name; all are applied, or this fails.
fn command(
    store: &mut SqliteStore,
    clock: &Clock,
    profile: &Profile,
    commands: Vec<Command>,
) -> Result<()> {
    let commands: Vec<_> = commands
        .into_iter()
        .map(|command| (CommandId(fresh_id()), Caller::System, command))
        .collect();
    let given = Circumstances {
        now: clock.now(),
        profile,
        entropy: random::bytes()?,
    };
    let done = at_once(submit_all(store, &commands, &given))?;
    for (submitted, (_, _, command)) in done.iter().zip(&commands) {
        match &submitted.outcome {
            Outcome::Applied { .. } | Outcome::AlreadyDecided => {}
            Outcome::Refused { reasons, .. } => bail!(
                "{} is refused: {}",
                command.name(),
                serde_json::to_string(reasons)?
            ),
            other => bail!("{}: {other:?}", command.name()),
        }
    }
    Ok(())
}
