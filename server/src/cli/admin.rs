//! `linli admin create`: the first administrator, made on the machine that holds the data.

use super::{DataFolder, ProfileFile, command, fresh_id, open, passwords::NewPassword};
use crate::{
    clock::Clock,
    store::{at_once, database_file, make_folder},
};
use anyhow::{Result, bail};
use linli_domain::{
    Command, DocumentKey, GrantId, PersonId,
    local::LocalText,
    person::{PersonAbout, Role, Scope},
    place::{Level, PlaceCode},
};
use linli_sync::Reading;

#[derive(clap::Subcommand)]
pub enum Admin {
    /// Make an administrator, and their community where it is missing.
    Create(Box<Create>),
}

#[derive(clap::Args)]
pub struct Create {
    #[command(flatten)]
    data: DataFolder,
    #[command(flatten)]
    profile: ProfileFile,
    /// Their name.
    #[arg(long)]
    name: String,
    /// The number or name that they sign in with.
    #[arg(long, default_value = "admin")]
    login: String,
    /// The official code of their community.
    #[arg(long, value_parser = super::parse_code)]
    place: PlaceCode,
    /// The community's level: city, district, street, community or grid.
    #[arg(long, default_value = "community", value_parser = parse_level)]
    level: Level,
    /// The community's name; its code where it is not said.
    #[arg(long)]
    place_name: Option<String>,
    /// The language of that name.
    #[arg(long, default_value = "zh-Hans")]
    language: String,
    #[command(flatten)]
    password: NewPassword,
}

fn parse_level(text: &str) -> Result<Level, String> {
    serde_json::from_value(text.into())
        .map_err(|_| "one of city, district, street, community, grid, courtyard".into())
}

impl Admin {
    pub fn run(self) -> Result<()> {
        let Admin::Create(create) = self;
        create.run()
    }
}

impl Create {
    fn run(self) -> Result<()> {
        let profile = self.profile.load()?;
        make_folder(&self.data.data)?;
        let mut store = open(&database_file(&self.data.data))?;
        let clock = Clock::system();
        let password = self.password.choose(&[&self.name, &self.login])?;
        let person = PersonId(fresh_id());
        let commands = self.commands(person, &mut store)?;
        store.in_transaction(|store| {
            command(store, &clock, &profile, commands)?;
            if !store.add_login(person, &self.login)? {
                bail!("somebody else signs in as {}", self.login);
            }
            store.set_password(person, &password.hashed, clock.now())?;
            anyhow::Ok(())
        })?;
        println!(
            "{} administers {} and signs in as {}",
            self.name, self.place, self.login
        );
        if let Some(made_up) = password.made_up {
            println!("password: {made_up}");
        }
        Ok(())
    }

    fn commands(&self, person: PersonId, store: &mut impl Reading) -> Result<Vec<Command>> {
        let key = DocumentKey::Place(self.place.clone());
        let there = at_once(store.load(&[key]))?;
        let mut commands = Vec::new();
        if there.iter().all(Option::is_none) {
            let name = self
                .place_name
                .clone()
                .unwrap_or_else(|| self.place.to_string());
            commands.push(Command::RegisterPlace {
                code: self.place.clone(),
                level: self.level,
                name: LocalText::one(&self.language, name),
                desk: self.place.clone(),
            });
        }
        let about = serde_json::from_value::<PersonAbout>(serde_json::json!({
            "volunteer_no": self.login, "name": self.name, "home": self.place,
        }))?;
        commands.push(Command::RegisterPerson {
            person,
            desk: self.place.clone(),
            about: Box::new(about),
        });
        for role in [Role::SystemAdmin, Role::CommunityAdmin] {
            commands.push(Command::GrantRole {
                person,
                grant: GrantId(fresh_id()),
                role,
                scope: Scope::Place(self.place.clone()),
                to: None,
            });
        }
        Ok(commands)
    }
}
