//! Where I am signed in, and signing out there: for a phone that is lost, or one that was borrowed.

use leptos::{prelude::*, task::spawn_local};

use crate::locales::{Lang, account, common, format, me as words, say, say_with, use_lang};
use crate::platform::http::{self, SignedDevice, Unsent};
use crate::session::{Mode, Session, use_session};
use crate::ui::{Banner, BannerKind, Button, ButtonKind, Glyph, Skeleton, use_toasts};
use crate::words::{millis, zone};

/// How the list stands. Nothing of it is kept on the device.
#[derive(Clone, Debug, PartialEq)]
enum Seen {
    Loading,
    /// No connection, or the server is in trouble.
    Not(Unsent),
    There(Vec<SignedDevice>),
}

/// Which device is to be signed out.
#[derive(Clone, Debug)]
enum Which {
    One(SignedDevice),
    Others,
}

/// The section; on this device alone nobody is signed in anywhere.
#[component]
pub fn MyDevices() -> impl IntoView {
    let session = use_session();
    let server = Memo::new(move |_| session.mode.get() == Mode::Server);
    view! { <Show when=move || server.get()><Devices /></Show> }
}

#[component]
fn Devices() -> impl IntoView {
    let seen = RwSignal::new(Seen::Loading);
    let fetch = move || {
        seen.set(Seen::Loading);
        spawn_local(async move {
            let found = http::devices().await;
            let _ = seen.try_set(found.map_or_else(Seen::Not, Seen::There));
        });
    };
    fetch();
    let shown = move || match seen.get() {
        Seen::Loading => view! { <Skeleton count=1 /> }.into_any(),
        Seen::Not(why) => {
            let words = say_with(move |lang| not_shown(lang, &why).to_owned());
            view! {
                <p class="second" role="status">{words}</p>
                <Button kind=ButtonKind::Quiet icon=Glyph::Refresh on_press=fetch>{say(common::try_again)}</Button>
            }
            .into_any()
        }
        Seen::There(devices) => view! { <List devices seen /> }.into_any(),
    };
    view! {
        <section class="section">
            <div class="section-head"><h2>{say(words::devices)}</h2></div>
            <p class="second">{say(words::devices_hint)}</p>
            {shown}
        </section>
    }
}

fn not_shown(lang: Lang, why: &Unsent) -> &'static str {
    match why {
        Unsent::Offline => words::devices_offline(lang),
        Unsent::Busy { .. } => account::busy(lang),
        Unsent::SignedOut | Unsent::Rejected { .. } => common::could_not_open(lang),
    }
}

/// The devices, and a way to sign out of each but this one.
#[component]
fn List(devices: Vec<SignedDevice>, seen: RwSignal<Seen>) -> impl IntoView {
    let (lang, toasts) = (use_lang(), use_toasts());
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<Unsent>);
    let sign_out = Callback::new(move |which: Which| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(None);
        spawn_local(async move {
            let done = match &which {
                Which::One(device) => http::sign_out_device(&device.id).await,
                Which::Others => http::sign_out_elsewhere().await,
            };
            let _ = busy.try_set(false);
            match done {
                Ok(()) => {
                    if let Some(lang) = lang.try_get_untracked() {
                        toasts.show(said(lang, &which));
                    }
                    let _ = seen.try_update(|seen| forget(seen, &which));
                }
                Err(unsent) => {
                    let _ = failed.try_set(Some(unsent));
                }
            }
        });
    });
    let others = devices.iter().any(|device| !device.this);
    let why = move || {
        let words = |unsent: Unsent| say_with(move |lang| not_done(lang, &unsent).to_owned());
        failed
            .get()
            .map(|unsent| view! { <Banner kind=BannerKind::Urgent words=words(unsent) /> })
    };
    let row = move |device| view! { <li><Device device busy sign_out /></li> };
    view! {
        {why}
        <ul class="roster-list card">{devices.into_iter().map(row).collect_view()}</ul>
        {if others {
            view! {
                <Button kind=ButtonKind::Quiet pending=busy on_press=move || sign_out.run(Which::Others)>
                    {say(words::sign_out_elsewhere)}
                </Button>
            }
            .into_any()
        } else {
            view! { <p class="second">{say(words::only_here)}</p> }.into_any()
        }}
    }
}

fn said(lang: Lang, which: &Which) -> String {
    match which {
        Which::One(device) => words::signed_out_there(lang, &name(lang, device)),
        Which::Others => words::signed_out_elsewhere(lang).to_owned(),
    }
}

fn forget(seen: &mut Seen, which: &Which) {
    if let Seen::There(devices) = seen {
        devices.retain(|one| match which {
            Which::One(device) => one.id != device.id,
            Which::Others => one.this,
        });
    }
}

fn not_done(lang: Lang, why: &Unsent) -> &'static str {
    match why {
        Unsent::Offline => words::devices_no_connection(lang),
        _ => words::not_signed_out(lang),
    }
}

/// One device.
#[component]
fn Device(device: SignedDevice, busy: RwSignal<bool>, sign_out: Callback<Which>) -> impl IntoView {
    let session = use_session();
    let this = device.this;
    let device = StoredValue::new(device);
    let heading = say_with(move |lang| device.with_value(|device| name(lang, device)));
    let when = say_with(move |lang| {
        device.with_value(|device| match this {
            true => words::this_one(lang).to_owned(),
            false => last_used(lang, session, device),
        })
    });
    let label = say_with(move |lang| {
        device.with_value(|device| words::sign_out_there_of(lang, &name(lang, device)))
    });
    let press = move || sign_out.run(Which::One(device.get_value()));
    view! {
        <article class="roster-entry" aria-label=move || heading.get()>
            <p class="roster-who"><strong>{heading}</strong><span class="second">{when}</span></p>
            {(!this).then(|| view! {
                <div class="row roster-marks">
                    <Button small=true kind=ButtonKind::Plain pending=busy on_press=press label>{say(words::sign_out_there)}</Button>
                </div>
            })}
        </article>
    }
}

fn name(lang: Lang, device: &SignedDevice) -> String {
    match device.name.as_str() {
        "" => words::unknown_device(lang).to_owned(),
        name => name.to_owned(),
    }
}

/// The day of its last use; before that was kept, the day of signing in.
fn last_used(lang: Lang, session: Session, device: &SignedDevice) -> String {
    let day = |at: i64| format::near_day(lang, at, millis(session.now()), zone());
    let used = device.used.as_deref();
    match used.and_then(|used| format::instant(used, "12:00", zone())) {
        Some(at) => words::last_used(lang, &day(at)),
        None => words::signed_in_on(lang, &day(millis(device.opened))),
    }
}
