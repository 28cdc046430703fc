//! Asking for something from a screen: the button waits, the answer is said, the reasons are kept for the card.

use leptos::prelude::*;
use linli_domain::{Command, ShiftId, SignUpId};

use super::Facts;
use crate::locales::{Lang, help, today, use_lang};
use crate::session::{Session, Trouble, use_session};
use crate::ui::{Announcer, use_announcer};
use crate::words;

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
    fn end<T>(self, answer: &Result<T, Trouble>) {
        let _ = self.busy.try_set(false);
        if let (Err(trouble), Some(lang)) = (answer, self.lang.try_get_untracked()) {
            let sentences = self
                .session
                .snapshot
                .with_untracked(|s| words::trouble(lang, trouble, s.as_ref()));
            self.announcer.announce(sentences.join(" "));
            let _ = self.reasons.try_set(sentences);
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
            self.end(&answer);
        });
    }

    /// Why the last tap may not be, else why an earlier sign-up for this shift came back.
    #[must_use]
    pub fn reasons_with(self, facts: Memo<Option<Facts>>) -> Memo<Vec<String>> {
        Memo::new(move |_| {
            let now = self.reasons.get();
            if !now.is_empty() {
                return now;
            }
            let came_back = facts.with(|f| f.as_ref().and_then(|f| f.refused.clone()));
            came_back.map(|(_, reasons)| reasons).unwrap_or_default()
        })
    }

    /// The reasons were read: they go, here and where they came back.
    pub fn read(self, facts: Memo<Option<Facts>>) {
        self.reasons.set(Vec::new());
        let came_back = facts.with_untracked(|f| f.as_ref().and_then(|f| f.refused.clone()));
        if let Some((command, _)) = came_back {
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
                self.end(&answer);
            });
    }

    /// Leaves, now.
    pub fn check_out(self, shift: ShiftId) {
        let at = self.session.now();
        self.run(Command::CheckOut { shift, at }, Some(today::finished));
    }

    /// Still comes.
    pub fn reconfirm(self, shift: ShiftId) {
        self.run(Command::Reconfirm { shift }, Some(today::im_coming));
    }
}

impl Default for Doing {
    fn default() -> Self {
        Doing::new()
    }
}
