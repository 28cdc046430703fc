//! Photographs in the data folder: `files/ab/cdef…`, each under the SHA-256 of its content, written once and never
//! changed. They stand beside the database: whoever copies one copies the other.

use crate::random;
use linli_domain::{PersonId, photo, time::Instant};
use std::{
    collections::{BTreeSet, HashMap},
    fs::{self, File},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How many photographs one person may send in a day: no account fills the disk.
const A_DAY: u32 = 60;

/// The photographs of a data folder.
pub struct Photos {
    folder: PathBuf,
    sent: Mutex<(i64, HashMap<PersonId, u32>)>,
}

impl Photos {
    /// Those of a data folder.
    pub fn new(data: &Path) -> Self {
        Photos {
            folder: data.join("files"),
            sent: Mutex::default(),
        }
    }

    /// Counts one that somebody sends. Not after too many on one day (UTC).
    pub fn may_send(&self, person: PersonId, now: Instant) -> bool {
        let mut sent = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let today = now.timestamp().div_euclid(24 * 60 * 60);
        if sent.0 != today {
            *sent = (today, HashMap::new());
        }
        let count = sent.1.entry(person).or_default();
        *count += 1;
        *count <= A_DAY
    }

    /// Where a photograph lies; its address was checked.
    fn file(&self, address: &str) -> PathBuf {
        let (first, rest) = address.split_at(2);
        self.folder.join(first).join(rest)
    }

    /// Whether it is there.
    pub fn has(&self, address: &str) -> bool {
        self.file(address).is_file()
    }

    /// Keeps bytes under their address. When this returns, they are on disk: all of them, or nothing.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn keep(&self, address: &str, bytes: &[u8]) -> io::Result<()> {
        let file = self.file(address);
        if file.is_file() {
            return Ok(());
        }
        let folder = file.parent().unwrap_or(&self.folder);
        crate::store::make_folder(folder)?;
        let random = random::bytes().map_err(|error| io::Error::other(error.0))?;
        // Two who send the same write two files of which the second takes the place of the first, and is the same.
        let unfinished = folder.join(format!("unfinished-{}", random::hex(&random[..8])));
        let written = write_all(&unfinished, bytes).and_then(|()| fs::rename(&unfinished, &file));
        if written.is_err() {
            // What cannot be removed either is no photograph's name, and is never read.
            fs::remove_file(&unfinished).ok();
        }
        written?;
        // The name is on disk once its folders are.
        File::open(folder)?.sync_all()?;
        File::open(&self.folder)?.sync_all()
    }

    /// Removes what nobody names and has lain there for longer than `waits`: also what was never finished.
    ///
    /// # Errors
    /// When the folder cannot be read or written.
    pub fn drop_unnamed(&self, named: &BTreeSet<String>, waits: Duration) -> io::Result<()> {
        if !self.folder.is_dir() {
            return Ok(());
        }
        for folder in fs::read_dir(&self.folder)? {
            let folder = folder?;
            if !folder.file_type()?.is_dir() {
                continue;
            }
            for file in fs::read_dir(folder.path())? {
                let file = file?;
                let name = [folder.file_name(), file.file_name()]
                    .map(|name| name.to_string_lossy().into_owned());
                let age = file.metadata()?.modified()?.elapsed().unwrap_or_default();
                if !named.contains(&name.concat()) && age > waits {
                    fs::remove_file(file.path())?;
                }
            }
        }
        Ok(())
    }

    /// The bytes under an address.
    ///
    /// # Errors
    /// When there are none, or they cannot be read or are no longer what they were.
    pub fn read(&self, address: &str) -> io::Result<Vec<u8>> {
        let bytes = fs::read(self.file(address))?;
        if photo::address_of(&bytes) != address {
            return Err(io::Error::other("a photograph has changed on disk"));
        }
        Ok(bytes)
    }
}

fn write_all(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut options = File::options();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}
