//! The built app's files: read once, kept in memory while they do not change on disk, each with an ETag of its
//! content. Names with hashes are not trusted to change with their content, so everything is asked for again, and
//! mostly answered with "not modified".

use axum::body::Bytes;
use sha2::{Digest, Sha256};
use std::{
    collections::HashMap,
    fs, io,
    path::{Component, Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::SystemTime,
};

use crate::random::hex;

/// A file as it is sent.
pub struct Asset {
    /// Its content.
    pub body: Bytes,
    /// Its strong ETag, with quotes.
    pub etag: String,
    /// Its media type.
    pub media_type: &'static str,
    /// Compressed with brotli.
    pub brotli: bool,
    changed: Option<SystemTime>,
}

/// The files of a folder.
pub struct Assets {
    folder: PathBuf,
    held: Mutex<HashMap<PathBuf, Arc<Asset>>>,
}

impl Assets {
    /// The files of `folder`.
    pub fn new(folder: PathBuf) -> Self {
        Assets {
            folder,
            held: Mutex::default(),
        }
    }

    /// The file of a URL's path, compressed where the browser takes that and there is such a file. A path that names
    /// no file is one of the app's own routes, unless it looks like a file.
    pub fn find(&self, path: &str, brotli: bool) -> Option<Arc<Asset>> {
        let named = relative(path)?;
        let last = named.rsplit('/').next().unwrap_or_default();
        let found = (!named.is_empty())
            .then(|| self.either(&named, brotli))
            .flatten();
        match found {
            None if !last.contains('.') => self.either("index.html", brotli),
            found => found,
        }
    }

    fn either(&self, named: &str, brotli: bool) -> Option<Arc<Asset>> {
        let compressed = || self.read(named, true).ok();
        let found = brotli.then(compressed).flatten();
        found.or_else(|| self.read(named, false).ok())
    }

    fn read(&self, named: &str, brotli: bool) -> io::Result<Arc<Asset>> {
        let ending = if brotli { ".br" } else { "" };
        let file = self.folder.join(format!("{named}{ending}"));
        let about = fs::metadata(&file)?;
        if !about.is_file() {
            return Err(io::ErrorKind::NotFound.into());
        }
        let changed = about.modified().ok();
        let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(asset) = held.get(&file)
            && asset.changed == changed
            && asset.body.len() as u64 == about.len()
        {
            return Ok(Arc::clone(asset));
        }
        let body = fs::read(&file)?;
        let asset = Arc::new(Asset {
            etag: format!("\"{}\"", &hex(&Sha256::digest(&body))[..32]),
            media_type: media_type(named),
            body: body.into(),
            brotli,
            changed,
        });
        held.insert(file, Arc::clone(&asset));
        Ok(asset)
    }
}

/// A path below the folder: no steps upwards, nothing hidden.
pub(crate) fn relative(path: &str) -> Option<String> {
    let path = path.trim_start_matches('/');
    let plain = |part| matches!(part, Component::Normal(_));
    // Steps on the spot are no component of their own, so the text is looked at too.
    let plain = Path::new(path).components().all(plain)
        && path.split('/').all(|part| !part.starts_with('.'));
    (plain && !path.contains(['\\', '%', '\0'])).then(|| path.trim_end_matches('/').to_owned())
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "wasm" => "application/wasm",
        "json" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "webp" => "image/webp",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_outside_the_folder_is_named() {
        for path in [
            "/../secret",
            "/a/../../b",
            "/.git/config",
            "/a/.env",
            "/a\\b",
            "/%2e%2e/b",
            "/a././",
            "/a/./b",
        ] {
            assert_eq!(relative(path), None, "{path}");
        }
        assert_eq!(relative("/icons/a.svg"), Some("icons/a.svg".into()));
        assert_eq!(relative("/"), Some(String::new()));
        assert_eq!(relative("//etc/passwd"), Some("etc/passwd".into()));
    }
}
