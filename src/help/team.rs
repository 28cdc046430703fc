//! Bring my team 带队报名: a team's lead reserves places, all or none, and says who takes them.

use leptos::prelude::*;
use linli_domain::{
    BlockId, Command, OrganizationId, PersonId, ShiftId, SignUpId,
    person::{PersonAbout, Scope},
    refusal::Field,
    shift::{Consented, SignUp},
};
use linli_sync::Snapshot;

use crate::cases::{WhatIsWrong, Wrong};
use crate::joining::led_teams;
use crate::locales::{common, say, say_with, team as words, use_lang};
use crate::session::use_session;
use crate::shifts::Facts;
use crate::ui::{
    Button, ButtonKind, Dialog, FieldKind, Glyph, KeyedRows, SelectField, Status, StatusBadge,
    TextField, use_toasts,
};

/// How many a form proposes.
const USUAL: u16 = 5;

/// Who belongs to a team, as far as its lead knows, by name.
fn members(s: &Snapshot, team: OrganizationId) -> Vec<(PersonId, PersonAbout)> {
    let belongs = |person: &linli_domain::view::PersonView| {
        let mut grants = person.grants.iter();
        grants.any(|grant| grant.scope == Scope::Organization(team) && grant.holds_at(s.now))
    };
    let people = s.people().into_iter().filter(belongs);
    people.map(|person| (person.id, person.about)).collect()
}

/// The button, the form, and the places that the reader's teams hold.
#[component]
pub fn BringTeam(
    /// On which shift.
    facts: Memo<Option<Facts>>,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let teams = Memo::new(move |_| {
        session
            .read(|s| led_teams(s, lang.get()))
            .unwrap_or_default()
    });
    let id = Memo::new(move |_| facts.with(|f| f.as_ref().map(|f| f.seen.id)));
    let may = Memo::new(move |_| {
        let (shift, team) = (id.get()?, teams.read().first()?.0);
        let command = Command::ReserveBlock {
            shift,
            block: BlockId(uuid::Uuid::max()),
            team,
            headcount: 1,
        };
        session.read(|s| s.would(&command)).filter(|may| *may)?;
        Some(shift)
    });
    let open = RwSignal::new(false);
    view! {
        {move || may.get().map(|shift| view! {
            <Button kind=ButtonKind::Quiet icon=Glyph::Users on_press=move || open.set(true)>{say(words::bring_my_team)}</Button>
            <Dialog open title=say(words::bring_my_team)><Bring shift teams open /></Dialog>
        })}
        <Places facts />
    }
}

/// How many, and which team where the reader leads several.
#[component]
fn Bring(
    shift: ShiftId,
    teams: Memo<Vec<(OrganizationId, String)>>,
    open: RwSignal<bool>,
) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    // No more than there is room for.
    let room = session.read(|s| s.shift(shift).map(|seen| seen.places_left()));
    let usual = room.flatten().map_or(USUAL, |free| USUAL.min(free).max(1));
    let count = RwSignal::new(usual.to_string());
    let first = teams.with_untracked(|teams| teams.first().map(|(id, _)| id.to_string()));
    let team = RwSignal::new(first.unwrap_or_default());
    let (wrong, busy) = (Wrong::with("team"), RwSignal::new(false));
    let block = StoredValue::new(session.fresh());
    let headcount = move || count.read().trim().parse::<u16>().unwrap_or(0);
    let confirm = move || {
        let Ok(team) = team.get_untracked().parse() else {
            return;
        };
        let command = Command::ReserveBlock {
            shift,
            block: BlockId(block.get_value()),
            team,
            headcount: count.get_untracked().trim().parse().unwrap_or(0),
        };
        if wrong.foresees(session, &command) {
            return;
        }
        busy.set(true);
        session.act(command, move |answer| {
            busy.try_set(false);
            match answer {
                Ok(_) => {
                    block.try_set_value(session.fresh());
                    open.try_set(false);
                    toasts.show(words::brought(lang.get_untracked()).to_owned());
                }
                Err(trouble) => wrong.set(trouble),
            }
        });
    };
    let several = Memo::new(move |_| teams.read().len() > 1);
    let options = Signal::derive(move || {
        let named = |(id, name): (OrganizationId, String)| (id.to_string(), name);
        teams.get().into_iter().map(named).collect::<Vec<_>>()
    });
    view! {
        <WhatIsWrong wrong />
        <Show when=move || several.get()>
            <SelectField label=say(words::team) value=team options=options />
        </Show>
        <TextField
            label=say(words::how_many) value=count kind=FieldKind::Number hint=say(words::all_or_none)
            error=wrong.of(Field::Headcount) id=wrong.id(Field::Headcount)
        />
        <div class="dialog-actions">
            <Button pending=busy on_press=confirm>{say_with(move |l| words::bring(l, headcount().into()))}</Button>
            <Button kind=ButtonKind::Quiet on_press=move || open.set(false)>{say(common::close)}</Button>
        </div>
    }
}

/// A place of a team, and its team.
#[derive(Clone, PartialEq)]
struct Place {
    n: u32,
    team: OrganizationId,
    block: BlockId,
    headcount: u16,
    entry: SignUp,
}

fn places(facts: &Facts) -> Vec<Place> {
    let Some(roster) = &facts.seen.team else {
        return Vec::new();
    };
    let place = |(n, entry): (usize, &SignUp)| {
        let block = roster.blocks.iter().find(|b| Some(b.id) == entry.block)?;
        Some(Place {
            n: u32::try_from(n + 1).unwrap_or(u32::MAX),
            team: block.team,
            block: block.id,
            headcount: block.headcount,
            entry: entry.clone(),
        })
    };
    roster
        .entries
        .iter()
        .enumerate()
        .filter_map(place)
        .collect()
}

/// The places, each with its name, or none yet.
#[component]
fn Places(facts: Memo<Option<Facts>>) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let all = Memo::new(move |_| facts.with(|f| f.as_ref().map(places).unwrap_or_default()));
    let shift = Memo::new(move |_| facts.with(|f| f.as_ref().map(|f| f.seen.id)));
    let title = say_with(move |l| {
        let all = all.read();
        let team = all
            .first()
            .and_then(|place| session.read(|s| s.organization(place.team)).flatten());
        let team = team.map(|team| team.name.pick(l.tag()).to_owned());
        let n = u32::try_from(all.len()).unwrap_or(u32::MAX);
        words::places_of(l, &team.unwrap_or_default(), n)
    });
    let naming = RwSignal::new(None::<Place>);
    let open = RwSignal::new(false);
    let wrong = Wrong::with("member");
    let ask = move |command: Command| {
        if !wrong.foresees(session, &command) {
            session.act(command, move |answer| match answer {
                Ok(_) => {
                    open.try_set(false);
                }
                Err(trouble) => wrong.set(trouble),
            });
        }
    };
    let less = move |place: Place| {
        let Some(shift) = shift.get_untracked() else {
            return;
        };
        let command = Command::ReduceBlock {
            shift,
            block: place.block,
            headcount: place.headcount.saturating_sub(1),
        };
        let said = words::one_place_less_said(lang.get_untracked()).to_owned();
        session.act_with_undo(command, said, move |answer| {
            if let Err(trouble) = answer {
                wrong.set(trouble);
            }
        });
    };
    let name = move |sign_up: SignUpId, person: Option<PersonId>| {
        if let Some(shift) = shift.get_untracked() {
            let consent = Consented::InPerson;
            ask(Command::NameMember {
                shift,
                sign_up,
                person,
                consent,
            });
        }
    };
    let begin = move |place: Place| {
        wrong.clear();
        naming.set(Some(place));
        open.set(true);
    };
    let row = move |place: Place| {
        let id = place.entry.id;
        let named = place.entry.person.is_some();
        let (who, n) = (StoredValue::new(place.entry.name.clone()), place.n);
        let place = StoredValue::new(place);
        let state = place.with_value(|p| p.entry.state);
        let there = place.with_value(|p| p.entry.check_in.is_some());
        view! {
            <li class="roster-entry">
                <p class="roster-who roster-name row">
                    {if named {
                        view! { <strong>{who.get_value()}</strong> }.into_any()
                    } else {
                        view! { <span class="second">{say(words::no_name_yet)}</span> }.into_any()
                    }}
                    {named.then(|| view! { <StatusBadge status=Status::Plain words=say_with(move |l| crate::words::sign_up_state(l, state).to_owned()) /> })}
                </p>
                <div class="row roster-marks">
                    <Show when=move || !there>
                        <Button small=true kind=ButtonKind::Quiet on_press=move || begin(place.get_value())
                            label=say_with(move |l| if named { who.with_value(|who| words::replace_of(l, who)) } else { words::name_place(l, n) })
                        >{say(if named { words::replace } else { words::name_somebody })}</Button>
                    </Show>
                    <Show when=move || named && !there>
                        <Button small=true kind=ButtonKind::Plain on_press=move || name(id, None)
                            label=say_with(move |l| who.with_value(|who| words::take_off_of(l, who)))
                        >{say(words::take_off)}</Button>
                    </Show>
                    <Show when=move || !named>
                        <Button small=true kind=ButtonKind::Plain on_press=move || less(place.get_value())>{say(words::one_place_less)}</Button>
                    </Show>
                </div>
            </li>
        }
    };
    view! {
        <Show when=move || !all.read().is_empty()>
            <section class="section">
                <h2>{title}</h2>
                <Show when=move || !open.get()><WhatIsWrong wrong /></Show>
                <ul class="roster-list card"><KeyedRows each=all key=|place: &Place| place.entry.id row /></ul>
            </section>
        </Show>
        <Dialog open title=say(words::who_takes_it)>
            <WhatIsWrong wrong />
            {move || naming.get().map(|place| view! { <Choose place on_choose=move |(id, person): (SignUpId, PersonId)| name(id, Some(person)) /> })}
        </Dialog>
    }
}

/// The members, as buttons; with a search where they are many.
#[component]
fn Choose(
    place: Place,
    #[prop(into)] on_choose: Callback<((SignUpId, PersonId),)>,
) -> impl IntoView {
    let session = use_session();
    let find = RwSignal::new(String::new());
    let (team, id) = (place.team, place.entry.id);
    let all = Memo::new(move |_| session.read(|s| members(s, team)).unwrap_or_default());
    let found = move || {
        let find = find.get().trim().to_lowercase();
        let fits = |about: &PersonAbout| {
            let said = format!(
                "{} {} {}",
                about.name,
                about.volunteer_no,
                about.phone.as_deref().unwrap_or_default()
            );
            said.to_lowercase().contains(&find)
        };
        let fitting = all.get().into_iter().filter(|(_, about)| fits(about));
        fitting.take(12).collect::<Vec<_>>()
    };
    let row = move |(person, about): (PersonId, PersonAbout)| {
        view! {
            <li>
                <Button kind=ButtonKind::Quiet on_press=move || on_choose.run(((id, person),))>
                    {about.name}" "<span class="second">{about.volunteer_no}</span>
                </Button>
            </li>
        }
    };
    view! {
        <Show when=move || all.read().is_empty()><p class="second">{say(words::no_members)}</p></Show>
        <Show when=move || { all.read().len() > 12 }>
            <TextField label=say(crate::locales::roster::find_person) value=find kind=FieldKind::Search autocomplete="off" />
        </Show>
        <ul class="stack">{move || found().into_iter().map(row).collect_view()}</ul>
    }
}
