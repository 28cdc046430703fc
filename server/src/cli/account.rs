//! `linli account`: an account for somebody who is registered, a new password for one, and the link by which the last
//! administrator comes in again.

use super::{DataFolder, ProfileFile, command, fresh_id, passwords::NewPassword};
use crate::{clock::Clock, random, store::SqliteStore};
use anyhow::{Context, Result, bail};
use linli_domain::{
    Command, InvitationId, PersonId,
    invitation::{DEVICE_HOURS, InvitationKey, InvitedTo, hash_of},
};

#[derive(clap::Subcommand)]
pub enum Account {
    /// Set a password. Whoever is signed in by that account is signed out.
    SetPassword(SetPassword),
    /// Make a link for somebody who has lost what they signed in with. It works once, for a day: whoever opens it chooses a
    /// new password or passkey, and what there was before is worth nothing any more.
    Link(Link),
}

#[derive(clap::Args)]
pub struct SetPassword {
    #[command(flatten)]
    data: DataFolder,
    /// The volunteer number or account name.
    #[arg(long)]
    login: String,
    #[command(flatten)]
    password: NewPassword,
}

#[derive(clap::Args)]
pub struct Link {
    #[command(flatten)]
    data: DataFolder,
    #[command(flatten)]
    profile: ProfileFile,
    /// The volunteer number or account name.
    #[arg(long)]
    login: String,
    /// The address under which browsers reach the server.
    #[arg(
        long,
        env = "LINLI_PUBLIC_URL",
        default_value = "http://localhost:7878"
    )]
    public_url: String,
}

impl Account {
    pub fn run(self) -> Result<()> {
        match self {
            Account::SetPassword(given) => given.run(),
            Account::Link(given) => given.run(),
        }
    }
}

impl SetPassword {
    fn run(self) -> Result<()> {
        let mut store = self.data.open()?;
        let person = who(&store, &self.login)?;
        let about = store.about(person)?;
        let mut personal = vec![self.login.as_str()];
        if let Some(about) = &about {
            personal.extend([about.name.as_str(), &about.volunteer_no]);
            personal.extend(about.phone.as_deref());
        }
        let password = self.password.choose(&personal)?;
        store.add_login(person, &self.login)?;
        store.set_password(person, &password.hashed, Clock::system().now())?;
        println!("{} has a new password", self.login);
        if let Some(made_up) = password.made_up {
            println!("password: {made_up}");
        }
        Ok(())
    }
}

impl Link {
    /// Made as an administrator makes one, and in the log like that; the token is printed here and kept nowhere.
    fn run(self) -> Result<()> {
        let profile = self.profile.load()?;
        let mut store = self.data.open()?;
        let person = who(&store, &self.login)?;
        let (id, token) = (InvitationId(fresh_id()), random::hex(&random::id()?));
        let invite = Command::Invite {
            invitation: id,
            to: InvitedTo::Device { person },
            key: InvitationKey::Hashed(hash_of(&token)),
        };
        store.in_transaction(|store| command(store, &Clock::system(), &profile, vec![invite]))?;
        let origin = self.public_url.trim_end_matches('/');
        println!("for {}, once, within {DEVICE_HOURS} hours:", self.login);
        println!("{origin}/join#{}.{token}", id.0.simple());
        Ok(())
    }
}

/// Whose account it is, or who is registered with that number.
fn who(store: &SqliteStore, login: &str) -> Result<PersonId> {
    match store.whose_login(login)? {
        Some(person) => Ok(person),
        None => one(&store.people_with_number(login)?),
    }
}

fn one(people: &[PersonId]) -> Result<PersonId> {
    if people.len() > 1 {
        bail!("{} people have that number", people.len());
    }
    people
        .first()
        .copied()
        .context("nobody is registered with that number")
}
