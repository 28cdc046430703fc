//! Scan card 扫卡: one member's card after the other before the lead's camera, or its number typed.

use crate::{
    locales::{roster as words, say, say_with, use_lang},
    session::{Trouble, use_session},
    shifts::Scan,
    ui::{Button, ButtonKind, Dialog, Glyph, Icon, Reasons, TextField},
    words as sentences,
};
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{
    Command, PersonId, ShiftId, SignUpId,
    codes::read_card,
    shift::{Attendance, SignUp, SignUpState},
};
use linli_sync::{ShiftSeen, Snapshot};
use uuid::Uuid;

/// What a card came to.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    /// They are expected: ticked, once the rule book takes it.
    Expected { sign_up: SignUpId, name: String },
    /// They were ticked before.
    Already { name: String },
    /// They are not on the list, or no longer; nameless where this device does not know them.
    OffList { person: PersonId, name: String },
    /// The register is here, and they are not in it.
    Unregistered,
    /// Some other picture.
    NoCard,
    /// No such number on this device.
    NoNumber,
}

/// What somebody's card comes to on this roster.
fn look_up(seen: &Snapshot, shift: &ShiftSeen, person: PersonId) -> Found {
    let entries = shift.entries.iter().flatten();
    let theirs: Vec<&SignUp> = entries.filter(|e| e.person == Some(person)).collect();
    if let Some(entry) = theirs.iter().find(|entry| entry.state.is_expected()) {
        let (sign_up, name) = (entry.id, entry.name.clone());
        return Found::Expected { sign_up, name };
    }
    let there =
        |entry: &&&SignUp| entry.state.is_present() || entry.state == SignUpState::HoursConfirmed;
    if let Some(entry) = theirs.iter().find(there) {
        let name = entry.name.clone();
        return Found::Already { name };
    }
    let known = seen.someone(person).map(|known| known.about.name);
    let name = known.or_else(|| theirs.first().map(|entry| entry.name.clone()));
    match name {
        None if seen.runs_desk() => Found::Unregistered,
        name => Found::OffList {
            person,
            name: name.unwrap_or_default(),
        },
    }
}

/// Whose number it is, as it is printed under the card's picture.
fn by_number(seen: &Snapshot, shift: &ShiftSeen, typed: &str) -> Option<PersonId> {
    let mut people = seen.people().into_iter();
    let same = |number: &str| number.trim().eq_ignore_ascii_case(typed.trim());
    let found = people.find(|person| {
        person.desk == shift.desk
            && !person.about.volunteer_no.is_empty()
            && same(&person.about.volunteer_no)
    });
    found.map(|person| person.id)
}

/// Whether ticks or people at the gate are taken now.
fn is_open(seen: &Snapshot, shift: &ShiftSeen) -> bool {
    let mut expected = shift
        .entries
        .iter()
        .flatten()
        .filter(|e| e.state.is_expected());
    let tick = expected.find(|e| e.person != Some(seen.person));
    let at = seen.now;
    let ticks = tick.is_some_and(|entry| {
        seen.would(&Command::MarkPresent {
            shift: shift.id,
            sign_up: entry.id,
            at,
        })
    });
    ticks || seen.would(&add(shift.id, Uuid::max(), PersonId(Uuid::max())))
}

fn add(shift: ShiftId, id: Uuid, person: PersonId) -> Command {
    let sign_up = SignUpId(id);
    Command::AddOnSite {
        shift,
        sign_up,
        person,
    }
}

/// The button, where it may be used, and what stands behind it.
#[component]
pub fn ScanCard(
    /// On which roster.
    shift: Memo<Option<ShiftSeen>>,
) -> impl IntoView {
    let session = use_session();
    let open = RwSignal::new(false);
    let may = Memo::new(move |_| {
        let shift = shift.read();
        let on_site = |s: &&ShiftSeen| s.about.attendance == Attendance::Site;
        let shift = shift.as_ref().filter(on_site);
        shift.is_some_and(|shift| session.read(|seen| is_open(seen, shift)) == Some(true))
    });
    // Once somebody scans, the last card of the roster does not close the panel.
    view! {
        <Show when=move || may.get() || open.get()>
            <Button small=true kind=ButtonKind::Quiet icon=Glyph::Qr on_press=move || open.set(true)>{say(words::scan_card)}</Button>
            <Dialog open title=say(words::scan_card)>
                {move || open.get().then(|| view! { <Scanning shift /> })}
            </Dialog>
        </Show>
    }
}

/// Camera, number, and what the last card came to.
#[component]
fn Scanning(shift: Memo<Option<ShiftSeen>>) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let number = RwSignal::new(String::new());
    let found = RwSignal::new(None::<Found>);
    let refused = RwSignal::new(Vec::<String>::new());
    let busy = RwSignal::new(false);
    let failed = move |trouble: Trouble| {
        let seen = session.snapshot.get_untracked();
        if let Some(lang) = lang.try_get_untracked() {
            refused.try_set(sentences::trouble(lang, &trouble, seen.as_ref()));
            found.try_set(None);
        }
    };
    // What is shown is the last card's; an answer to an earlier one only changes the roster.
    let ask = move |command: Command, then: Found| {
        busy.set(true);
        refused.set(Vec::new());
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => drop(found.try_set(Some(then))),
                Err(trouble) => failed(trouble),
            }
        });
    };
    let here = move |person: PersonId| {
        let what = untrack(|| {
            let shift = shift.read();
            let shift = shift.as_ref()?;
            let what = session.read(|seen| look_up(seen, shift, person))?;
            Some((shift.id, what))
        });
        let Some((shift, what)) = what else { return };
        match what {
            Found::Expected { sign_up, name } => {
                let at = session.now();
                let tick = Command::MarkPresent { shift, sign_up, at };
                ask(tick, Found::Expected { sign_up, name });
            }
            other => {
                refused.set(Vec::new());
                found.set(Some(other));
            }
        }
    };
    let nothing = move |why: Found| {
        refused.set(Vec::new());
        found.set(Some(why));
    };
    let scanned = move |text: String| match read_card(&text) {
        Some(person) => here(person),
        None => nothing(Found::NoCard),
    };
    let typed = move || {
        let typed = number.get_untracked();
        if typed.trim().is_empty() {
            return;
        }
        let person = untrack(|| {
            let shift = shift.read();
            let shift = shift.as_ref()?;
            session.read(|seen| by_number(seen, shift, &typed))?
        });
        match person {
            Some(person) => {
                number.set(String::new());
                here(person);
            }
            None => nothing(Found::NoNumber),
        }
    };
    // Onto the list, and ticked: they stand before the lead.
    let join = move |person: PersonId, name: String| {
        let Some(shift) = shift.get_untracked().map(|shift| shift.id) else {
            return;
        };
        let sign_up = SignUpId(session.fresh());
        busy.set(true);
        spawn_local(async move {
            let added = session.ask(add(shift, sign_up.0, person)).await;
            busy.try_set(false);
            match added {
                Ok(_) => {
                    let at = session.now();
                    let tick = Command::MarkPresent { shift, sign_up, at };
                    ask(tick, Found::Expected { sign_up, name });
                }
                Err(trouble) => failed(trouble),
            }
        });
    };
    view! {
        <div class="stack">
            <Scan
                button=words::scan_card point=words::point_at_card no_camera=words::no_camera_for_cards
                goes_on=true on_code=Callback::new(move |(text,): (String,)| scanned(text))
            />
            <div aria-live="polite">
                {move || found.get().map(|found| view! { <Slip found busy on_join=join /> })}
                <Show when=move || !refused.read().is_empty()>
                    <Reasons title=say(words::card_not_ticked) reasons=refused />
                </Show>
            </div>
            <form class="stack" on:submit=move |event| { event.prevent_default(); typed(); }>
                <TextField label=say(words::card_number) value=number autocomplete="off" max=24 />
                <Button submit=true kind=ButtonKind::Quiet pending=busy>{say(words::tick_number)}</Button>
            </form>
        </div>
    }
}

/// The answer: a tick and words, or what is in the way.
#[component]
fn Slip(
    found: Found,
    busy: RwSignal<bool>,
    #[prop(into)] on_join: Callback<(PersonId, String)>,
) -> impl IntoView {
    let here = matches!(found, Found::Expected { .. } | Found::Already { .. });
    let joins = match &found {
        Found::OffList { person, name } => Some((*person, name.clone())),
        _ => None,
    };
    let said = say_with(move |l| match &found {
        Found::Expected { name, .. } if name.is_empty() => words::card_added(l).to_owned(),
        Found::Expected { name, .. } => words::tick(l, name),
        Found::Already { name } => words::ticked_before(l, name),
        Found::OffList { name, .. } if name.is_empty() => words::card_of_a_stranger(l).to_owned(),
        Found::OffList { name, .. } => words::not_on_this_list(l, name),
        Found::Unregistered => words::nobody_found(l).to_owned(),
        Found::NoCard => words::no_card(l).to_owned(),
        Found::NoNumber => words::no_such_number(l).to_owned(),
    });
    let glyph = if here { Glyph::Check } else { Glyph::Info };
    view! {
        <div class="scanned" data-here=here.then_some("")>
            <p class="scanned-words"><Icon glyph /><span>{said}</span></p>
            {joins.map(|(person, name)| {
                let shown = name.clone();
                let press = move || on_join.run((person, name.clone()));
                view! {
                    <Button pending=busy on_press=press>
                        {say_with(move |l| if shown.is_empty() { words::add_someone(l).to_owned() } else { words::add_name(l, &shown) })}
                    </Button>
                }
            })}
        </div>
    }
}
