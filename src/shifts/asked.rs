//! What somebody asked for, in a few words: for what waits, and for what came back.

use linli_domain::{Command, ShiftId};
use linli_sync::Snapshot;

use crate::locales::{Lang, checkin, desk, format, help, me, needs, roster, today};

/// The shift that a command is about.
#[must_use]
pub fn shift_of(command: &Command) -> Option<ShiftId> {
    match command.addresses() {
        linli_domain::DocumentKey::Shift(id) => Some(id),
        _ => None,
    }
}

/// "Sign up: Hospital escort".
#[must_use]
pub fn asked(lang: Lang, command: Option<&Command>, s: &Snapshot) -> String {
    let Some(command) = command else {
        return today::a_change(lang).to_owned();
    };
    let what = match command {
        Command::SignUp { .. } => help::sign_up(lang),
        Command::Withdraw { .. } => today::cant_come(lang),
        Command::Reconfirm { .. } => today::im_coming(lang),
        Command::CheckIn { .. } => checkin::title(lang),
        Command::CheckOut { .. } => checkin::finished(lang),
        Command::MarkPresent { .. }
        | Command::MarkLeft { .. }
        | Command::MarkAbsent { .. }
        | Command::ClearMark { .. } => roster::title(lang),
        Command::ConfirmHours { .. } if !format::hours_kept() => roster::confirm_attendance(lang),
        Command::ConfirmHours { .. } => roster::confirm_hours(lang),
        Command::PostNeed { .. } | Command::CorrectNeed { .. } | Command::HandleNeed { .. } => {
            needs::title(lang)
        }
        Command::OpenShift { .. } | Command::CorrectShift { .. } | Command::CancelShift { .. } => {
            today::a_shift(lang)
        }
        Command::PostponeShift { .. } => desk::postpone(lang),
        Command::HandOver { .. } => roster::hand_over(lang),
        Command::EnterAttendance { .. } => roster::enter_paper_roster(lang),
        Command::ContestAbsence { .. } => roster::i_was_there(lang),
        Command::AnswerContest { .. } => roster::stays_absent(lang),
        Command::RequestCorrection { .. } | Command::AnswerCorrection { .. } => me::not_right(lang),
        Command::NameHelper { .. } | Command::EndHelper { .. } => me::who_helps_me(lang),
        _ => today::a_change(lang),
    };
    let title = match command {
        Command::PostNeed { about, .. } | Command::CorrectNeed { about, .. } => {
            Some(about.title.pick(lang.tag()).to_owned())
        }
        Command::OpenShift { about, .. } | Command::CorrectShift { about, .. } => {
            Some(about.title.pick(lang.tag()).to_owned())
        }
        Command::HandleNeed { case, .. } => s
            .case(*case)
            .map(|seen| seen.case.about.title.pick(lang.tag()).to_owned()),
        Command::RequestCorrection { record, .. } | Command::AnswerCorrection { record, .. } => s
            .record(*record)
            .map(|record| record.activity.pick(lang.tag()).to_owned()),
        _ => shift_of(command)
            .and_then(|id| s.shift(id))
            .map(|seen| seen.about.title.pick(lang.tag()).to_owned()),
    };
    match title {
        Some(title) => today::what_of(lang, what, &title),
        None => what.to_owned(),
    }
}
