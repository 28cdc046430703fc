//! What is held about me, as a file to take along: a ZIP with a page to read and the same as JSON.

mod page;

use leptos::{prelude::*, task::spawn_local};
use linli_sync::{EXPORT_FORMAT, Export};
use serde::Deserialize;
use std::io::{Cursor, Write};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::late::late;
use crate::locales::{Lang, account, export as words, format, say, use_lang};
use crate::platform::{file, http::Unsent};
use crate::session::use_session;
use crate::ui::{Banner, BannerKind, Button, ButtonKind, Glyph, use_toasts};
use crate::words::{millis, zone};

/// What the authority tells: what is held in documents and, by a server, beside them.
#[derive(Debug, Deserialize)]
struct Everything {
    held: Export,
    #[serde(default)]
    account: Option<Account>,
}

/// How somebody signs in, and where they are signed in.
#[derive(Debug, Deserialize)]
struct Account {
    logins: Vec<String>,
    password: bool,
    code: bool,
    passkeys: Vec<Means>,
    devices: Vec<Means>,
}

/// A passkey, or a device.
#[derive(Debug, Deserialize)]
struct Means {
    name: String,
    #[serde(with = "linli_domain::time::text")]
    since: linli_domain::time::Instant,
}

late! { export, fn packed(lang: Lang, text: String) -> Option<Vec<u8>> { pack(lang, &text) } }

/// Both files in one. None where the text is not what an authority tells.
fn pack(lang: Lang, text: &str) -> Option<Vec<u8>> {
    let everything: Everything = serde_json::from_str(text).ok()?;
    if everything.held.format != EXPORT_FORMAT {
        return None;
    }
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let page = page::of(lang, &everything);
    for (name, content) in [("linli.html", page.as_str()), ("linli.json", text)] {
        archive.start_file(name, plain).ok()?;
        archive.write_all(content.as_bytes()).ok()?;
    }
    archive.finish().ok().map(Cursor::into_inner)
}

/// Me: the section that offers it.
#[component]
pub fn MyCopy() -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let wrong = RwSignal::new(None::<fn(Lang) -> &'static str>);
    let take = move || {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        wrong.set(None);
        let day = format::iso_day(millis(session.now()), zone());
        // Whoever goes to another page while it is fetched gets it all the same.
        let lang = lang.get_untracked();
        spawn_local(async move {
            let saved = saved(session.export().await, lang, &day).await;
            let _ = busy.try_set(false);
            match saved {
                Ok(()) => toasts.show(words::taken(lang).to_owned()),
                Err(why) => {
                    let _ = wrong.try_set(Some(why));
                }
            }
        });
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::my_copy)}</h2></div>
            {move || wrong.get().map(|words| view! { <Banner kind=BannerKind::Urgent words=say(words) /> })}
            <Button kind=ButtonKind::Quiet icon=Glyph::Download pending=busy on_press=take>{say(words::take_along)}</Button>
            <p class="second">{say(words::my_copy_hint)}</p>
        </section>
    }
}

/// Offers the file for saving, or says why there is none.
async fn saved(
    told: Result<String, Unsent>,
    lang: Lang,
    day: &str,
) -> Result<(), fn(Lang) -> &'static str> {
    let text = told.map_err(|why| -> fn(Lang) -> &'static str {
        match why {
            Unsent::Offline => words::needs_connection,
            Unsent::Busy { .. } => account::busy,
            Unsent::SignedOut | Unsent::Rejected { .. } => words::failed,
        }
    })?;
    let file = packed(lang, text)
        .await
        .map_err(|_| -> fn(Lang) -> &'static str { words::needs_connection })?;
    let file = file.ok_or(words::failed as fn(Lang) -> &'static str)?;
    let name = format!("linli-{day}.zip");
    let offered = file::save_bytes(&name, "application/zip", &file);
    offered.then_some(()).ok_or(words::failed)
}
