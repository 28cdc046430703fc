//! The form of whoever comes in: as few lines as may be, each with its own error.

use chrono::Datelike;
use leptos::{prelude::*, task::spawn_local};
use linli_domain::{
    PersonId,
    invitation::{GUARDIAN_BELOW_AGE, Guardian, MEMBERSHIP, Newcomer},
    refusal::Field,
    time::Birth,
};

use super::{
    Opening,
    again::{arrived, send as sent},
    beside,
    door::{InvitedAs, NotIn, Taking, Told},
    taking::{By, missing_of, of_the_first, passkey_for, taking},
};
use crate::account::use_going_on;
use crate::keys::{self, Made, SecondStep, Trouble};
use crate::locales::{
    Lang, account, common, joining as words, keys as key_words, refusals, say, say_with, use_lang,
};
use crate::platform::{clock, http::Session as Missing, passkeys};
use crate::session::{Stage, use_session};
use crate::ui::{
    Button, ButtonKind, CheckField, FieldKind, Glyph, LinkButton, TextField, use_toasts,
};
use crate::words::{Word, error_of};

/// What is written into the form. Copy it into callbacks.
#[derive(Clone, Copy)]
struct Written {
    name: RwSignal<String>,
    year: RwSignal<String>,
    phone: RwSignal<String>,
    agrees: RwSignal<bool>,
    guardian: RwSignal<String>,
    guardian_phone: RwSignal<String>,
    password: RwSignal<String>,
    shown: RwSignal<bool>,
}

impl Written {
    fn new() -> Self {
        Written {
            name: RwSignal::default(),
            year: RwSignal::default(),
            phone: RwSignal::default(),
            agrees: RwSignal::default(),
            guardian: RwSignal::default(),
            guardian_phone: RwSignal::default(),
            password: RwSignal::default(),
            shown: RwSignal::default(),
        }
    }

    /// The year; 0, which is none, where it cannot be read.
    fn year(self) -> i32 {
        self.year.get().trim().parse().unwrap_or(0)
    }

    /// Whether somebody must answer for them, as far as the year says. Tracked.
    fn is_minor(self) -> bool {
        let today = clock::now().date_naive();
        let year = self.year();
        (1900..=today.year()).contains(&year)
            && Birth::Year(year).age_on(today) < GUARDIAN_BELOW_AGE
    }

    fn newcomer(self) -> Newcomer {
        let text = |signal: RwSignal<String>| signal.get_untracked().trim().to_owned();
        let guardian = untrack(move || self.is_minor()).then(|| Guardian {
            name: text(self.guardian),
            phone: text(self.guardian_phone),
        });
        Newcomer {
            name: text(self.name),
            birth: Birth::Year(untrack(move || self.year())),
            phone: text(self.phone),
            consents: match self.agrees.get_untracked() {
                true => vec![MEMBERSHIP.to_owned()],
                false => Vec::new(),
            },
            guardian: guardian.filter(|g| !g.name.is_empty() || !g.phone.is_empty()),
        }
    }
}

/// The fields that show what is wrong with them.
const FIELDS: [Field; 6] = [
    Field::Name,
    Field::Birth,
    Field::Phone,
    Field::Guardian,
    Field::GuardianPhone,
    Field::Consent,
];

/// The error line that no field has.
fn line(lang: Lang, wrong: &NotIn) -> Option<String> {
    let words = match wrong {
        NotIn::Offline => words::needs_connection(lang),
        NotIn::Busy => words::busy(lang),
        NotIn::NoSuch => words::no_such(lang),
        NotIn::Password(_) => return None,
        NotIn::Passkey(trouble) => keys::sentence(lang, trouble),
        NotIn::Perhaps => words::perhaps_in(lang),
        NotIn::Refused(reasons) => return beside(lang, reasons, &FIELDS),
    };
    Some(words.to_owned())
}

fn of_password(lang: Lang, error: &str) -> &'static str {
    match error {
        "prove_again" => words::password_there(lang),
        "password_short" => words::password_short(lang),
        "password_long" => words::password_long(lang),
        "password_common" | "password_personal" => words::password_common(lang),
        _ => words::password_needed(lang),
    }
}

/// Everything that one does here: tells, agrees, comes in.
#[component]
pub fn ComeIn(
    /// What the link carries.
    opening: Opening,
    /// What it opens.
    told: Told,
) -> impl IntoView {
    let (session, lang, toasts) = (use_session(), use_lang(), use_toasts());
    let go_on = StoredValue::new(use_going_on());
    let opening = StoredValue::new(opening);
    let written = Written::new();
    let wrong = RwSignal::new(None::<NotIn>);
    let busy = RwSignal::new(false);
    // Whoever is new keeps the id: however often it is sent, and corrected, it is one person.
    let newcomer_id = PersonId(clock::fresh_uuid());
    let unknown = StoredValue::new(Vec::<Taking>::new());
    let (to, needs_password) = (told.to, told.needs_password);
    let me = Memo::new(move |_| {
        let ready = session.stage.get() == Stage::Ready;
        let name = session.read(|s| s.me().map(|me| me.about.name)).flatten();
        name.filter(|_| ready)
    });
    let tells = move || to != InvitedAs::Device && me.with(Option::is_none);
    // A passkey that was made and not taken yet: nobody is asked twice.
    let made = StoredValue::new(None::<Made>);
    // Whether something was sent of which nobody has heard.
    let unheard = StoredValue::new(false);
    let missing = RwSignal::new(None::<Missing>);
    // Let in by what was written first: to be read before one goes on.
    let first = RwSignal::new(None::<(Missing, Vec<Word>)>);
    let enter = move |who: Missing| {
        let go_on = go_on.try_get_value();
        spawn_local(async move {
            if let Some(lang) = lang.try_get_untracked()
                && !who.name.is_empty()
            {
                toasts.show(words::welcome(lang, &who.name));
            }
            let still = session.come_in(who).await;
            let _ = busy.try_set(false);
            if still.is_some() {
                let _ = missing.try_set(still);
                return;
            }
            if let Some(go_on) = go_on {
                go_on();
            }
        });
    };
    let send = move |by_passkey: bool| {
        if busy.get_untracked() {
            return;
        }
        wrong.set(None);
        let newcomer = untrack(tells).then(|| written.newcomer());
        let lacking = newcomer.as_ref().map(missing_of).unwrap_or_default();
        if by_passkey && !lacking.is_empty() {
            return wrong.set(Some(NotIn::Refused(lacking)));
        }
        busy.set(true);
        let opening = opening.get_value();
        let signed_in = session
            .snapshot
            .with_untracked(|s| s.as_ref().map(|s| s.person));
        let person = signed_in.filter(|_| newcomer.is_none());
        let person = person.unwrap_or(newcomer_id);
        let password =
            Some(written.password.get_untracked()).filter(|p| needs_password && !p.is_empty());
        spawn_local(async move {
            let name = newcomer.as_ref().map_or("", |newcomer| &newcomer.name);
            let by = match (by_passkey, password) {
                (true, _) => passkey_for(&opening, made, (person, name)).await,
                (false, Some(password)) => Ok(By::Password(password)),
                (false, None) => Ok(By::Nothing),
            };
            let mut open = unknown.try_get_value().unwrap_or_default();
            let used_up = NotIn::Passkey(Trouble::Said("no_such_invitation".into()));
            let answer = match by {
                Ok(by) => {
                    let fresh = taking(&opening, person, newcomer, by);
                    let answer = sent(fresh.clone(), &mut open).await;
                    answer.map(|(who, before)| (who, before.map(|one| of_the_first(&one, &fresh))))
                }
                // No passkey is made for an invitation that what was sent before has used up.
                Err(why) if why == used_up => match arrived(&mut open).await {
                    Ok(Some((who, before))) => {
                        let fresh = taking(&opening, person, newcomer, By::Nothing);
                        Ok((who, Some(of_the_first(&before, &fresh))))
                    }
                    Ok(None) => Err(why),
                    Err(why) => Err(why),
                },
                Err(why) => Err(why),
            };
            let _ = unheard.try_update_value(|unheard| *unheard |= !open.is_empty());
            let _ = unknown.try_set_value(open);
            match answer {
                Ok((who, Some(said))) if !said.is_empty() => {
                    let _ = busy.try_set(false);
                    let _ = first.try_set(Some((who, said)));
                }
                Ok((who, _)) => enter(who),
                Err(why) => {
                    let mut why = why;
                    if let NotIn::Passkey(trouble) = &why {
                        let _ = made.try_set_value(None);
                        if trouble.is_too_late() && unheard.try_get_value() == Some(true) {
                            why = NotIn::Perhaps;
                        }
                    }
                    let _ = busy.try_set(false);
                    let _ = wrong.try_set(Some(why));
                }
            }
        });
    };
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        send(false);
    };
    let error = move |field: Field| {
        MaybeProp::derive(move || {
            wrong.with(|wrong| match wrong {
                Some(NotIn::Refused(reasons)) => error_of(lang.get(), reasons, field),
                _ => None,
            })
        })
    };
    let password_error = MaybeProp::derive(move || {
        wrong.with(|wrong| match wrong {
            Some(NotIn::Password(error)) => Some(of_password(lang.get(), error).to_owned()),
            _ => None,
        })
    });
    let said =
        Memo::new(move |_| wrong.with(|wrong| wrong.as_ref().and_then(|w| line(lang.get(), w))));
    let press = match to {
        InvitedAs::Device => words::use_this_phone,
        _ => words::come_in,
    };
    let form = move || {
        view! {
            <form class="stack" on:submit=submit novalidate>
                {move || me.get().filter(|_| to != InvitedAs::Device).map(|name| view! {
                    <p><strong>{say_with(move |l| words::signed_in_as(l, &name))}</strong></p>
                    <p class="second">{say(words::not_you)}</p>
                })}
                <Show when=tells>
                    <TextField label=say(refusals::field_name) value=written.name autocomplete="name" error=error(Field::Name) max=40 />
                    <TextField label=say(refusals::field_birth) value=written.year kind=FieldKind::Number hint=say(words::year_hint) autocomplete="bday-year" error=error(Field::Birth) max=4 />
                    <TextField label=say(refusals::field_phone) value=written.phone kind=FieldKind::Telephone autocomplete="tel" error=error(Field::Phone) max=20 />
                    <Show when=move || written.is_minor()>
                        <section class="section">
                            <h2>{say(refusals::field_guardian)}</h2>
                            <p class="second">{say(words::guardian_hint)}</p>
                            <TextField label=say(refusals::field_guardian) value=written.guardian error=error(Field::Guardian) max=40 />
                            <TextField label=say(refusals::field_guardian_phone) value=written.guardian_phone kind=FieldKind::Telephone error=error(Field::GuardianPhone) max=20 />
                        </section>
                    </Show>
                </Show>
                <Show when=move || needs_password>
                    {move || {
                        let kind = if written.shown.get() { FieldKind::Text } else { FieldKind::Password };
                        view! { <TextField label=say(words::choose_password) value=written.password kind hint=say(words::password_hint) autocomplete="new-password" error=password_error /> }
                    }}
                    <CheckField label=say(account::show_password) checked=written.shown />
                </Show>
                <Show when=tells>
                    <CheckField label=say(words::consent) checked=written.agrees error=error(Field::Consent) />
                    <p class="second">{say(words::purpose)}</p>
                </Show>
                <Show when=move || said.with(Option::is_some)>
                    <p class="field-error" role="alert">{move || said.get()}</p>
                </Show>
                <Button submit=true pending=busy>{say(press)}</Button>
                <Show when=move || needs_password && passkeys::can()>
                    <Button kind=ButtonKind::Quiet icon=Glyph::User pending=busy on_press=move || send(true)>{say(key_words::instead)}</Button>
                    <p class="second">{say(key_words::instead_hint)}</p>
                </Show>
                {(to == InvitedAs::Device).then(|| view! { <p class="second">{say(words::old_phone_out)}</p> })}
                {(!needs_password).then(|| view! { <p class="second">{say(words::no_password)}</p> })}
            </form>
        }
    };
    let counts = move |(who, said): (Missing, Vec<Word>)| {
        let line = |word| view! { <p>{say(word)}</p> };
        let lines = said.into_iter().map(line).collect_view();
        let press = move || {
            if !busy.get_untracked() {
                busy.set(true);
                enter(who.clone());
            }
        };
        view! {
            <section class="card join-said">
                <div role="status">{lines}</div>
                <Button pending=busy on_press=press>{say(key_words::go_on)}</Button>
            </section>
        }
    };
    let again = move || wrong.set(None);
    let perhaps = move || {
        view! {
            <section class="card join-said">
                <p role="alert">{move || said.get()}</p>
                <LinkButton href="/sign-in">{say(account::sign_in)}</LinkButton>
                <Button kind=ButtonKind::Plain on_press=again>{say(common::back)}</Button>
            </section>
        }
    };
    let is_perhaps = Memo::new(move |_| wrong.with(|wrong| *wrong == Some(NotIn::Perhaps)));
    move || match (missing.read().is_some(), first.get(), is_perhaps.get()) {
        // What was opened is used up: the form would open nothing any more.
        (true, ..) => view! { <SecondStep missing back_to="/sign-in" /> }.into_any(),
        (false, Some(first), _) => counts(first).into_any(),
        (false, None, true) => perhaps().into_any(),
        (false, None, false) => form().into_any(),
    }
}
