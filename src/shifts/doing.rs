//! Asking for something from a screen: the button waits, the answer is said, the reasons are kept for the card.

use leptos::{prelude::*, task::spawn_local};
use linli_domain::{Command, CommandId, ShiftId, SignUpId};
use linli_sync::Snapshot;

use super::Facts;
use crate::late::late;
use crate::locales::{Lang, help, refusals, today, use_lang};
use crate::session::{Session, Trouble, use_session};
use crate::ui::{Announcer, use_announcer};
use crate::words;

late! { asking, fn in_words(session: Session, lang: Lang, trouble: Trouble) -> Vec<String> {
    session.snapshot.with_untracked(|s| words::trouble(lang, &trouble, s.as_ref()))
} }

/// What one card or ticket is about to do. Copy it into callbacks.
#[derive(Clone, Copy)]
pub struct Doing {
    session: Session,
    lang: Signal<Lang>,
    announcer: Announcer,
    /// Asked, and not yet safe on this device.
    pub busy: RwSignal<bool>,
    /// Why it may not be.
    pub reasons: RwSignal<Vec<String>>,
}

impl Doing {
    /// Made in a component's body.
    #[must_use]
    pub fn new() -> Self {
        Doing {
            session: use_session(),
            lang: use_lang(),
            announcer: use_announcer(),
            busy: RwSignal::new(false),
            reasons: RwSignal::new(Vec::new()),
        }
    }

    fn begin(self) -> bool {
        if self.busy.get_untracked() {
            return false;
        }
        self.busy.set(true);
        self.reasons.set(Vec::new());
        true
    }

    /// The screen may be gone by now.
    fn end<T>(self, answer: Result<T, Trouble>) {
        let _ = self.busy.try_set(false);
        if let (Err(trouble), Some(lang)) = (answer, self.lang.try_get_untracked()) {
            spawn_local(async move {
                let sentences = in_words(self.session, lang, trouble).await;
                let sentences =
                    sentences.unwrap_or_else(|_| vec![refusals::not_saved(lang).to_owned()]);
                self.announcer.announce(sentences.join(" "));
                let _ = self.reasons.try_set(sentences);
            });
        }
    }

    /// Asks; `said` is announced once it is safe.
    pub fn run(self, command: Command, said: Option<fn(Lang) -> &'static str>) {
        if !self.begin() {
            return;
        }
        self.session.act(command, move |answer| {
            if let (Ok(_), Some(said), Some(lang)) = (&answer, said, self.lang.try_get_untracked())
            {
                self.announcer.announce(said(lang));
            }
            self.end(answer);
        });
    }

    /// Why the last tap may not be, else why an earlier sign-up for this shift came back.
    #[must_use]
    pub fn reasons_with(self, facts: Memo<Option<Facts>>) -> Memo<Vec<String>> {
        Memo::new(move |_| {
            let now = self.reasons.get();
            let id = facts.with(|f| f.as_ref().map(|f| f.seen.id));
            let (Some(id), true) = (id, now.is_empty()) else {
                return now;
            };
            let lang = self.lang.get();
            let sentences = |s: &Snapshot| {
                let back = s
                    .returned
                    .iter()
                    .find(|back| Some(back.id) == came_back(s, id));
                back.map(|back| words::refusals(lang, &back.reasons, Some(s)))
            };
            self.session.read(sentences).flatten().unwrap_or_default()
        })
    }

    /// The reasons were read: they go, here and where they came back.
    pub fn read(self, facts: Memo<Option<Facts>>) {
        self.reasons.set(Vec::new());
        let id = facts.with_untracked(|f| f.as_ref().map(|f| f.seen.id));
        let back = self
            .session
            .snapshot
            .with_untracked(|s| came_back(s.as_ref()?, id?));
        if let Some(command) = back {
            self.session.dismiss(command);
        }
    }

    /// Signs up, or joins the waiting list where the screen said so.
    pub fn sign_up(self, shift: ShiftId, or_wait: bool) {
        let command = Command::SignUp {
            shift,
            sign_up: SignUpId(self.session.fresh()),
            or_wait,
        };
        let said = if or_wait {
            help::on_waiting_list
        } else {
            help::signed_up
        };
        self.run(command, Some(said));
    }

    /// Gives the place back; a toast offers to undo it.
    pub fn withdraw(self, shift: ShiftId, late: bool) {
        if !self.begin() {
            return;
        }
        let lang = self.lang.get_untracked();
        let mut said = today::withdrawn_undo(lang).to_owned();
        if late {
            said = today::and_lead_is_told(lang, &said);
        }
        self.session
            .act_with_undo(Command::Withdraw { shift }, said, move |answer| {
                self.end(answer);
            });
    }

    /// Leaves, now.
    pub fn check_out(self, shift: ShiftId) {
        let at = self.session.now();
        self.run(Command::CheckOut { shift, at }, Some(today::finished));
    }

    /// Can come, asked late.
    pub fn accept(self, shift: ShiftId) {
        self.run(Command::AcceptOffer { shift }, Some(help::signed_up));
    }

    /// Comes, reminded the day before.
    pub fn say_coming(self, shift: ShiftId) {
        self.run(Command::SayComing { shift }, Some(today::said_coming));
    }

    /// Still comes.
    pub fn reconfirm(self, shift: ShiftId) {
        self.run(Command::Reconfirm { shift }, Some(today::im_coming));
    }
}

/// The last sign-up for a shift that came back, unless they are on it after all.
fn came_back(s: &Snapshot, id: ShiftId) -> Option<CommandId> {
    let back = s.returned.iter().rev().find(
        |back| matches!(back.command(), Some(Command::SignUp { shift, .. }) if *shift == id),
    )?;
    let mine = s.shift(id).and_then(|seen| seen.own);
    (!mine.is_some_and(|own| own.state.is_live())).then_some(back.id)
}

impl Default for Doing {
    fn default() -> Self {
        Doing::new()
    }
}
