//! `linli account set-password`: an account for somebody who is registered, or a new password for one.

use super::{DataFolder, passwords::NewPassword};
use crate::clock::Clock;
use anyhow::{Context, Result, bail};
use linli_domain::PersonId;

#[derive(clap::Subcommand)]
pub enum Account {
    /// Set a password. Whoever is signed in by that account is signed out.
    SetPassword(SetPassword),
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

impl Account {
    pub fn run(self) -> Result<()> {
        let Account::SetPassword(given) = self;
        let mut store = given.data.open()?;
        let person = match store.whose_login(&given.login)? {
            Some(person) => person,
            None => one(&store.people_with_number(&given.login)?)?,
        };
        let about = store.about(person)?;
        let mut personal = vec![given.login.as_str()];
        if let Some(about) = &about {
            personal.extend([about.name.as_str(), &about.volunteer_no]);
            personal.extend(about.phone.as_deref());
        }
        let password = given.password.choose(&personal)?;
        store.add_login(person, &given.login)?;
        store.set_password(person, &password.hashed, Clock::system().now())?;
        println!("{} has a new password", given.login);
        if let Some(made_up) = password.made_up {
            println!("password: {made_up}");
        }
        Ok(())
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
