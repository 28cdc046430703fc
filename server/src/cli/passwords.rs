//! Where a new password comes from: standard input, or it is made up and printed once.

use crate::{password, random};
use anyhow::{Result, anyhow};

/// How the command line is given a password. Never as an argument: those are for everybody to see.
#[derive(clap::Args)]
pub struct NewPassword {
    /// Read the password from standard input; otherwise one is made up and printed.
    #[arg(long)]
    password_stdin: bool,
}

/// A password that was read or made up.
pub struct Chosen {
    /// To be stored.
    pub hashed: String,
    /// To be printed, where it was made up.
    pub made_up: Option<String>,
}

impl NewPassword {
    /// Reads it, or makes one up. `personal` is what others know of whose it is.
    pub fn choose(&self, personal: &[&str]) -> Result<Chosen> {
        if !self.password_stdin {
            let password = random::hex(&random::bytes()?[..8]);
            let hashed = password::hash(&password)?;
            return Ok(Chosen {
                hashed,
                made_up: Some(password),
            });
        }
        let mut line = String::new();
        std::io::stdin().read_line(&mut line)?;
        let password = line.trim_end_matches(['\r', '\n']);
        password::acceptable(password, personal).map_err(|against| {
            let against: Vec<_> = against.iter().map(ToString::to_string).collect();
            anyhow!(against.join("; "))
        })?;
        let hashed = password::hash(password)?;
        Ok(Chosen {
            hashed,
            made_up: None,
        })
    }
}
