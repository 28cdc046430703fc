//! What happened, as a sentence: the one place where states and reasons of the log become words. The log keeps them as
//! texts, and a newer authority may write some that this app does not know: then something changed.

use crate::{
    locales::{Lang, format, history as w},
    words as sentences,
};
use linli_domain::{Kind, history::Somebody};
use linli_sync::Happened;

/// A sentence, and what stands behind it in its line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// What happened.
    pub text: String,
    /// By whom and why, where the sentence does not say so.
    pub more: Vec<String>,
}

/// Somebody as the subject of a sentence.
fn who(lang: Lang, somebody: &Somebody) -> String {
    let word = match somebody {
        Somebody::Named(name) => return name.clone(),
        Somebody::You => w::you,
        Somebody::System => w::the_app,
        Somebody::Desk => w::the_desk,
        Somebody::Other => w::a_neighbour,
    };
    word(lang).to_owned()
}

fn by(lang: Lang, somebody: &Somebody) -> String {
    let word = match somebody {
        Somebody::Named(name) => return w::by(lang, name),
        Somebody::You => w::by_you,
        Somebody::System => w::by_the_app,
        Somebody::Desk => w::by_the_desk,
        Somebody::Other => w::by_a_neighbour,
    };
    word(lang).to_owned()
}

/// Whether a reason is said in its sentence, was given for it, or are the words of what was done.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reason {
    Told,
    Given,
    Words,
}

/// A step of a document of that kind as a sentence.
#[must_use]
pub fn sentence(lang: Lang, kind: Kind, happened: &Happened) -> Sentence {
    let mut more = Vec::new();
    let (text, reason) = if happened.of_entry {
        let told = of_place(lang, happened);
        if happened.whom.as_ref() != Some(&happened.by) {
            more.push(by(lang, &happened.by));
        }
        told
    } else {
        let (text, reason, passive) = of_document(lang, kind, happened);
        if passive {
            more.push(by(lang, &happened.by));
        }
        (text, reason)
    };
    let given = happened.reason.as_deref().filter(|text| !text.is_empty());
    if let Some(given) = given {
        let given = sentences::reason(lang, given);
        match reason {
            Reason::Told => {}
            Reason::Given => more.push(w::because(lang, given)),
            Reason::Words => more.push(w::said(lang, given)),
        }
    }
    Sentence { text, more }
}

/// What happened to a whole document; the last says whether the sentence leaves out who did it.
fn of_document(lang: Lang, kind: Kind, happened: &Happened) -> (String, Reason, bool) {
    if kind == Kind::Invitation {
        return (of_invitation(lang, happened), Reason::Given, false);
    }
    let who = who(lang, &happened.by);
    let who = who.as_str();
    if let Some((text, passive)) = by_its_reason(lang, happened, who) {
        return (text, Reason::Told, passive);
    }
    let active = |text: String| (text, Reason::Given, false);
    let passive = |word: fn(Lang) -> &'static str| (word(lang).to_owned(), Reason::Words, true);
    match (happened.from.as_str(), happened.to.as_str()) {
        ("absent", "submitted") => active(w::need_posted(lang, who)),
        ("unverified", "verified") => active(w::need_verified(lang, who)),
        ("submitted", "accepted") => active(w::need_accepted(lang, who)),
        (_, "rejected") => active(w::need_rejected(lang, who)),
        ("resolved" | "closed", "accepted") => active(w::need_reopened(lang, who)),
        (_, "accepted") => passive(w::need_open_again),
        (_, "assigned") => passive(w::need_claimed),
        (_, "in_progress") => passive(w::need_in_progress),
        (_, "resolved") => passive(w::need_resolved),
        (_, "closed") => (w::need_closed(lang, who), Reason::Words, false),
        (_, "withdrawn") => active(w::need_withdrawn(lang, who)),

        ("absent", "open") => active(w::shift_opened(lang, who)),
        ("open", "open") => active(w::shift_postponed(lang, who)),
        (_, "cancelled") => active(w::shift_cancelled(lang, who)),
        (_, "recorded") => active(w::shift_settled(lang, who)),
        (_, "with_sheet") => active(w::shift_sheet(lang, who)),
        (_, "resident_told") => active(w::shift_resident_told(lang, who)),
        (_, "told_by_phone") => active(w::shift_lead_told(lang, who)),

        ("absent", "confirmed") => active(w::hours_confirmed(lang, who)),
        (_, "correction_requested") => (w::hours_not_right(lang, who), Reason::Words, false),
        (_, "amended") => active(w::hours_amended(lang, who)),
        ("correction_requested", "confirmed") => active(w::hours_stay(lang, who)),
        (_, "recipient_confirmed") => passive(w::hours_recipient_confirmed),

        (_, "submitted") if kind == Kind::Month => active(w::month_submitted(lang, who)),

        ("absent", "registered") => passive(w::person_registered),
        ("registered", "registered") => passive(w::person_corrected),
        ("without_role", "with_role") => passive(w::role_given),
        ("with_role", "without_role") => passive(w::role_ended),
        ("without_helper", "with_helper") => passive(w::helper_named),
        ("with_helper", "without_helper") => passive(w::helper_ended),
        ("not_helping", "helping") => passive(w::helping),
        ("helping", "not_helping") => passive(w::no_longer_helping),
        ("registered", "leaving") => passive(w::erasure_asked),
        ("leaving", "registered") => passive(w::erasure_called_off),
        ("leaving", "leaving") => passive(w::erasure_goes_on),
        _ => active(w::something(lang, who)),
    }
}

/// Some changes leave the state, and say in their reason what they are.
fn by_its_reason(lang: Lang, happened: &Happened, who: &str) -> Option<(String, bool)> {
    if happened.from != happened.to {
        return None;
    }
    let reason = happened.reason.as_deref()?;
    let places = |what: &str| reason.strip_prefix(what)?.parse::<u32>().ok();
    Some(match reason {
        "corrected" => (w::corrected(lang, who), false),
        "reminded" => (w::shift_reminded(lang).to_owned(), true),
        "contacts_gone" => (w::contacts_gone(lang).to_owned(), true),
        "read" => (w::need_read(lang, who), false),
        "visit" => (w::door(lang).to_owned(), true),
        "team asked" => (w::shift_team_asked(lang, who), false),
        "handed over" => (w::shift_handed_over(lang, who), false),
        _ => match (places("block of "), places("block less ")) {
            (Some(n), _) => (w::shift_block(lang, n), true),
            (_, Some(n)) => (w::shift_block_less(lang, n), true),
            _ => return None,
        },
    })
}

/// What happened to an invitation. The authority's door notes who came in; the sentence is about them.
fn of_invitation(lang: Lang, happened: &Happened) -> String {
    match (happened.to.as_str(), &happened.whom) {
        ("open", _) => w::invitation_made(lang, &who(lang, &happened.by)),
        ("ended", _) => w::invitation_ended(lang, &who(lang, &happened.by)),
        (_, Some(whom)) => w::invitation_used(lang, &who(lang, whom)),
        _ => w::something(lang, &who(lang, &happened.by)),
    }
}

/// What happened to somebody's place.
fn of_place(lang: Lang, happened: &Happened) -> (String, Reason) {
    let whom = match &happened.whom {
        Some(somebody) => who(lang, somebody),
        None => w::a_teams_place(lang).to_owned(),
    };
    let (from, to) = (happened.from.as_str(), happened.to.as_str());
    let word = match (from, to) {
        (_, "unnamed") => return (w::place_unnamed(lang).to_owned(), Reason::Given),
        (from, to) if from == to => w::place_hours_corrected,
        ("contested", "no_show") => w::place_stays_absent,
        (_, "requested") => w::place_requested,
        (_, "waitlisted") => w::place_waitlisted,
        (_, "offered") => w::place_offered,
        (_, "reconfirm") => w::place_reconfirm,
        (_, "confirmed") => w::place_confirmed,
        (_, "coming") => w::place_coming,
        (_, "checked_in") => w::place_checked_in,
        (_, "proven") => w::place_proven,
        (_, "verified") => w::place_verified,
        (_, "checked_out") => w::place_checked_out,
        (_, "hours_confirmed") if !format::hours_kept() => w::place_attendance_confirmed,
        (_, "hours_confirmed") => w::place_hours_confirmed,
        (_, "declined") => w::place_declined,
        (_, "withdrawn") => w::place_withdrawn,
        (_, "cancelled") => w::place_cancelled,
        (_, "not_recorded") => w::place_not_recorded,
        (_, "no_show") => w::place_no_show,
        (_, "contested") => return (w::place_contested(lang, &whom), Reason::Words),
        (_, "told_by_phone") => w::place_told,
        (_, "named") => w::place_named,
        _ => w::something,
    };
    (word(lang, &whom), Reason::Given)
}

#[cfg(test)]
mod tests {
    use super::{Sentence, sentence};
    use crate::locales::Lang;
    use linli_domain::{Kind, history::Somebody};
    use linli_sync::Happened;
    use wasm_bindgen_test::wasm_bindgen_test;

    fn happened(from: &str, to: &str, by: Somebody) -> Happened {
        Happened {
            at: chrono::DateTime::UNIX_EPOCH,
            from: from.into(),
            to: to.into(),
            by,
            of_entry: false,
            whom: None,
            reason: None,
        }
    }

    fn wang() -> Somebody {
        Somebody::Named("王静".into())
    }

    fn line(lang: Lang, happened: &Happened) -> String {
        line_of(Kind::Case, lang, happened)
    }

    fn line_of(kind: Kind, lang: Lang, happened: &Happened) -> String {
        let Sentence { text, more } = sentence(lang, kind, happened);
        std::iter::once(text)
            .chain(more)
            .collect::<Vec<_>>()
            .join(" · ")
    }

    #[wasm_bindgen_test]
    fn a_step_of_a_need_says_who_and_why() {
        let accepted = happened("submitted", "accepted", wang());
        assert_eq!(line(Lang::En, &accepted), "王静 accepted the need");
        assert_eq!(line(Lang::Hans, &accepted), "王静受理了需求");
        let rejected = Happened {
            reason: Some("发重了".into()),
            ..happened("submitted", "rejected", Somebody::Desk)
        };
        assert_eq!(
            line(Lang::Hans, &rejected),
            "社区工作人员没有受理需求 · 原因：发重了"
        );
        let done = Happened {
            reason: Some("擦好了".into()),
            ..happened("in_progress", "resolved", Somebody::You)
        };
        assert_eq!(
            line(Lang::Hant, &done),
            "辦結，待確認 · 您操作 · 「擦好了」"
        );
    }

    #[wasm_bindgen_test]
    fn a_place_says_whose_it_is_and_who_did_it_where_that_is_somebody_else() {
        let own = Happened {
            of_entry: true,
            whom: Some(wang()),
            ..happened("absent", "confirmed", wang())
        };
        assert_eq!(line(Lang::En, &own), "王静 got a place");
        let mine = Happened {
            whom: Some(Somebody::You),
            ..own.clone()
        };
        assert_eq!(line(Lang::En, &mine), "You got a place · by 王静");
    }

    #[wasm_bindgen_test]
    fn a_reason_that_is_a_code_is_no_reason_to_read() {
        let code = |reason: &str| Happened {
            reason: Some(reason.into()),
            ..happened("open", "open", wang())
        };
        let told: Vec<_> = ["corrected", "team asked", "block of 3", "rain", "停水"]
            .into_iter()
            .map(|reason| line(Lang::En, &code(reason)))
            .collect();
        assert_eq!(
            told,
            [
                "王静 corrected it",
                "王静 asked a team to help",
                "A team took 3 places · by 王静",
                "王静 put the shift off · reason: rain",
                "王静 put the shift off · reason: 停水",
            ]
        );
    }

    #[wasm_bindgen_test]
    fn what_happened_to_a_person_says_what_and_by_whom() {
        let told = |from: &str, to: &str, by| line(Lang::En, &happened(from, to, by));
        let lines = [
            told("absent", "registered", Somebody::You),
            told("without_role", "with_role", Somebody::Desk),
            told("not_helping", "helping", wang()),
            told("registered", "leaving", Somebody::You),
            told("leaving", "registered", Somebody::Desk),
        ];
        assert_eq!(
            lines,
            [
                "Entered in the register · by you",
                "A role was given · by the community's desk",
                "Named as somebody's helper · by 王静",
                "Erasing was asked for · by you",
                "Erasing was called off · by the community's desk",
            ]
        );
        let door = Happened {
            reason: Some("visit".into()),
            ..happened("registered", "registered", Somebody::System)
        };
        assert_eq!(
            line(Lang::Hans, &door),
            "到了或过了能看上门地址的时间 · 系统自动"
        );
    }

    #[wasm_bindgen_test]
    fn an_invitation_and_a_month_have_sentences_of_their_own() {
        let told = |happened| line_of(Kind::Invitation, Lang::En, &happened);
        let came = Happened {
            whom: Some(wang()),
            ..happened("came_0", "came_1", Somebody::System)
        };
        assert_eq!(
            [
                told(happened("absent", "open", Somebody::You)),
                told(came),
                told(happened("open", "ended", Somebody::Desk)),
            ],
            [
                "You made the invitation",
                "王静 used the invitation",
                "The community's desk ended the invitation",
            ]
        );
        let month = happened("open", "submitted", wang());
        assert_eq!(line_of(Kind::Month, Lang::Hans, &month), "王静上报了月报");
    }

    #[wasm_bindgen_test]
    fn what_a_newer_authority_writes_is_told_all_the_same() {
        let new = happened("open", "mediating", Somebody::System);
        assert_eq!(line(Lang::En, &new), "The app changed something");
    }
}
