//! Erasure 删除: what is held about somebody goes, and what they did stays without them. Their id stays too: it names
//! nobody any more, and hours, rosters and months go on adding up.
//!
//! Source: PIPL articles 15 and 47, GDPR article 17. What a photographed sheet shows of them cannot be cut out of it, so
//! the sheet goes.

use crate::{
    case::{Case, NeedAbout},
    document::Document,
    ids::{DocumentKey, PersonId},
    invitation::InvitedTo,
    local::LocalText,
    month::MonthReport,
    notice::{Notice, NoticeKind},
    person::{Person, PersonAbout},
    place::PlaceCode,
    planted::{self, Bug},
    record::ServiceRecord,
    shift::{Contact, Shift, ShiftState},
    time::{Instant, hours},
};

pub use crate::person::{Erasure, ErasureStep};

/// How many days lie between asking and erasing: so long it can be called off.
pub const ERASURE_DAYS: i64 = 7;

/// How many documents one step of an erasure changes at most.
pub const FORGET_MOST: usize = 100;

/// What stands where a name stood, or a number or a name within a text.
pub const ERASED: &str = "····";

/// What to look for of somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Traces {
    /// Who.
    pub person: PersonId,
    /// In whose register they are.
    pub desk: PlaceCode,
    /// Their name, where it is longer than one character, and telephone, as they stand within texts.
    pub words: Vec<String>,
    /// Their telephone, where there is one: nobody else's.
    pub phone: Option<String>,
}

impl Traces {
    /// Of a person as they are registered.
    pub fn of(person: &Person) -> Self {
        let name = Some(person.about.name.trim()).filter(|name| name.chars().count() > 1);
        let phone = person.about.phone.as_deref().map(str::trim);
        let phone = phone.filter(|phone| phone.len() > 5);
        Traces {
            person: person.id,
            desk: person.desk.clone(),
            words: name.into_iter().chain(phone).map(str::to_owned).collect(),
            phone: phone.map(str::to_owned),
        }
    }

    /// What only a text about them holds: their id or their telephone.
    pub fn keys(&self) -> Vec<String> {
        let id = self.person.to_string();
        [id].into_iter().chain(self.phone.clone()).collect()
    }

    /// What a stored document that names them may hold: these, or a name that may be another's too.
    pub fn anything(&self) -> Vec<String> {
        let id = self.person.to_string();
        [id].into_iter().chain(self.words.clone()).collect()
    }

    /// Whether a text names them.
    pub fn are_in(&self, text: &str) -> bool {
        let mut words = self.words.iter();
        text.contains(&self.person.to_string())
            || words.any(|word| without_word(text, word).is_some())
    }

    fn scrub(&self, text: &mut String) {
        for word in &self.words {
            if let Some(after) = without_word(text, word) {
                *text = after;
            }
        }
    }

    fn scrub_local(&self, text: &mut LocalText) {
        text.0.values_mut().for_each(|text| self.scrub(text));
    }

    fn is_name(&self, name: &str) -> bool {
        self.words.iter().any(|word| word == name.trim())
    }

    fn is_phone(&self, phone: Option<&str>) -> bool {
        phone.is_some() && phone.map(str::trim) == self.phone.as_deref()
    }
}

/// A text without a word, where it holds it: by itself, and not as a part of a longer one of Latin letters or digits.
fn without_word(text: &str, word: &str) -> Option<String> {
    let joins = |before: Option<char>, after: Option<char>| {
        let latin = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
        latin(before) && latin(after)
    };
    let (first, last) = (word.chars().next(), word.chars().next_back());
    let mut after = String::new();
    let mut rest = text;
    let mut found = false;
    while let Some((before, then)) = rest.split_once(word) {
        after.push_str(before);
        let longer = joins(after.chars().next_back(), first) || joins(last, then.chars().next());
        after.push_str(if longer { word } else { ERASED });
        found |= !longer;
        rest = then;
    }
    after.push_str(rest);
    found.then_some(after)
}

/// A document without what it holds of somebody, where it holds anything. Their own document is not among these.
pub fn without(document: &Document, of: &Traces) -> Option<Document> {
    let mut after = document.clone();
    let text = serde_json::to_string(document).unwrap_or_default();
    if !of.keys().iter().any(|key| text.contains(key.as_str())) {
        // A name alone may be another's, or a word. Only where it is told who did something, or led, and in reasons, it is
        // somebody's, and there one too many goes.
        let name = match &mut after {
            Document::Notice(notice) => named_in(&mut notice.kind),
            Document::Record(record) => Some(&mut record.lead),
            _ => None,
        };
        name.filter(|name| of.is_name(name))
            .into_iter()
            .for_each(gone);
    } else {
        named(&mut after, of);
    }
    if let Document::Case(case) = &mut after {
        for_one_of_their_name(case, of);
    }
    for reason in reasons_in(&mut after) {
        of.scrub(reason);
    }
    (after != *document).then_some(after)
}

/// What a document that names them by id, or holds their telephone, loses beside its reasons.
fn named(document: &mut Document, of: &Traces) {
    match document {
        Document::Place(_) | Document::Organization(_) => {}
        Document::Person(other) => other_person(other, of),
        Document::Case(case) => in_case(case, of),
        Document::Shift(shift) => in_shift(shift, of),
        Document::Record(record) => in_record(record, of),
        Document::Notice(notice) => in_notice(notice, of),
        Document::Month(report) => in_month(report, of),
        Document::Invitation(invitation) => {
            // Whoever finds the link of another phone of theirs opens nothing.
            let theirs = matches!(invitation.invited_to, InvitedTo::Device { person } if person == of.person);
            invitation.ended |= theirs || invitation.by == of.person;
        }
        Document::Sealed(sealed) => {
            let recipient = sealed
                .about
                .as_ref()
                .and_then(|about| about.recipient.as_ref());
            let for_them = recipient.is_some_and(|one| of.is_phone(one.phone.as_deref()));
            // What is left is not understood, and too much. Of whom it only tells loses name and number.
            if sealed.reporter == of.person || for_them {
                sealed.about = None;
            }
        }
    }
}

/// Where people say why.
fn reasons_in(document: &mut Document) -> Vec<&mut String> {
    match document {
        Document::Case(case) => case.outcome.iter_mut().collect(),
        Document::Record(record) => reasons_of(record),
        Document::Sealed(sealed) => sealed
            .about
            .iter_mut()
            .flat_map(|about| words_of(about))
            .collect(),
        Document::Notice(notice) => reason_in(&mut notice.kind).into_iter().collect(),
        Document::Shift(shift) => {
            let off = match &mut shift.state {
                ShiftState::Cancelled { reason } => Some(reason),
                _ => None,
            };
            let contests = shift
                .roster
                .iter_mut()
                .filter_map(|entry| entry.contest.as_mut());
            let said = contests.flat_map(|contest| {
                let answer = contest.answer.as_mut();
                [Some(&mut contest.reason), answer].into_iter().flatten()
            });
            off.into_iter().chain(said).collect()
        }
        _ => Vec::new(),
    }
}

/// Everything that was typed of a need.
fn words_of(about: &mut NeedAbout) -> Vec<&mut String> {
    let recipient = about.recipient.iter_mut();
    let of_recipient =
        recipient.flat_map(|one| std::iter::once(&mut one.name).chain(&mut one.address));
    let typed = [&mut about.text, &mut about.risks];
    about
        .title
        .0
        .values_mut()
        .chain(typed)
        .chain(of_recipient)
        .collect()
}

/// What shows where something of them stood.
fn gone(text: &mut String) {
    ERASED.clone_into(text);
}

fn other_person(other: &mut Person, of: &Traces) {
    if other.id == of.person {
        return;
    }
    if !planted::is(Bug::HelpersRemember) {
        other.helpers.retain(|helper| helper.id != of.person);
        other.helps.retain(|helped| helped.id != of.person);
    }
    if other.about.guardian == Some(of.person) {
        other.about.guardian = None;
    }
    let contact = other.about.guardian_contact.as_ref();
    if contact.is_some_and(|guardian| of.is_phone(Some(&guardian.phone))) {
        other.about.guardian_contact = None;
    }
}

/// Whom the desk typed by name alone, without a telephone, may be them: who and where goes, and the need stays, for it may
/// be a neighbour's of that name.
fn for_one_of_their_name(case: &mut Case, of: &Traces) {
    let recipient = case.about.recipient.as_mut();
    let named = recipient.filter(|one| one.phone.is_none() && of.is_name(&one.name));
    if let Some(one) = named.filter(|_| case.desk == of.desk) {
        gone(&mut one.name);
        one.address = None;
    }
}

/// A need for them is nobody's to read any more; one that they only reported loses their name.
fn in_case(case: &mut Case, of: &Traces) {
    if case.reporter == of.person {
        gone(&mut case.reporter_name);
    }
    let about = &mut case.about;
    let for_them = about.recipient.as_ref().is_some_and(|recipient| {
        let own = case.reporter == of.person && of.is_name(&recipient.name);
        own || of.is_phone(recipient.phone.as_deref())
    });
    if for_them {
        about.recipient = None;
        about.text.clear();
        about.risks.clear();
        about
            .title
            .0
            .values_mut()
            .for_each(|title| *title = ERASED.to_owned());
        case.outcome = None;
    }
    of.scrub_local(&mut about.title);
    of.scrub(&mut about.text);
    of.scrub(&mut about.risks);
}

fn in_shift(shift: &mut Shift, of: &Traces) {
    let over = matches!(
        shift.state,
        ShiftState::Recorded | ShiftState::Cancelled { .. }
    );
    let about = &mut shift.about;
    for (contact, id) in [
        (&mut shift.lead, &mut about.lead),
        (&mut shift.deputy, &mut about.deputy),
    ] {
        if *id == Some(of.person) && !over {
            *id = None;
        }
        without_contact(contact, over, of);
    }
    let mut on_roster = false;
    for entry in &mut shift.roster {
        if entry.person == Some(of.person) {
            on_roster = true;
            gone(&mut entry.name);
            entry.phone = None;
            if let Some(contest) = &mut entry.contest {
                gone(&mut contest.reason);
                contest.answer.iter_mut().for_each(gone);
            }
        }
        if entry.actor == Some(of.person) {
            gone(&mut entry.actor_name);
        }
    }
    if on_roster && !planted::is(Bug::SheetsRemember) {
        shift.sheets.clear();
    }
    of.scrub_local(&mut about.title);
    for text in [
        &mut about.text,
        &mut about.meeting_point,
        &mut about.risks,
        &mut about.bring,
    ] {
        of.scrub(text);
    }
}

/// Of a shift that is over it stays told that somebody led it.
fn without_contact(contact: &mut Option<Contact>, over: bool, of: &Traces) {
    let Some(theirs) = contact.as_mut().filter(|contact| contact.id == of.person) else {
        return;
    };
    if over {
        gone(&mut theirs.name);
        theirs.phone = None;
    } else {
        *contact = None;
    }
}

/// Hours are somebody's work for a community; they stay.
fn in_record(record: &mut ServiceRecord, of: &Traces) {
    let theirs = record.volunteer == of.person;
    if theirs {
        gone(&mut record.volunteer_name);
        reasons_of(record).into_iter().for_each(gone);
    }
    if of.is_name(&record.lead) {
        gone(&mut record.lead);
    }
    of.scrub_local(&mut record.activity);
    of.scrub(&mut record.content);
}

fn reasons_of(record: &mut ServiceRecord) -> Vec<&mut String> {
    let corrections = record.corrections.iter_mut();
    let reasons = corrections.map(|correction| &mut correction.reason);
    let asked = record.requests.iter_mut().flat_map(|request| {
        let answer = request.answer.as_mut().map(|answer| &mut answer.reason);
        [Some(&mut request.reason), answer].into_iter().flatten()
    });
    reasons.chain(asked).collect()
}

fn in_notice(notice: &mut Notice, of: &Traces) {
    let theirs = notice.audience == crate::audience::Audience::Person(of.person);
    if theirs && !notice.title.is_blank() {
        notice.title.0.values_mut().for_each(gone);
    }
    of.scrub_local(&mut notice.title);
    if let Some(name) = named_in(&mut notice.kind) {
        of.scrub(name);
    }
    if theirs {
        reason_in(&mut notice.kind).into_iter().for_each(gone);
    }
}

/// The reason that a notice tells.
fn reason_in(kind: &mut NoticeKind) -> Option<&mut String> {
    match kind {
        NoticeKind::ShiftCancelled { reason }
        | NoticeKind::NeedRejected { reason }
        | NoticeKind::RequestDeclined { reason }
        | NoticeKind::AbsenceStands { reason }
        | NoticeKind::CorrectionAnswered { reason, .. }
        | NoticeKind::ShiftPostponed { reason } => Some(reason),
        _ => None,
    }
}

/// Whose name a notice tells.
fn named_in(kind: &mut NoticeKind) -> Option<&mut String> {
    match kind {
        NoticeKind::SignedUpByOther { by: name }
        | NoticeKind::GivenBackByOther { by: name }
        | NoticeKind::LateWithdrawal { name }
        | NoticeKind::AbsenceContested { name }
        | NoticeKind::HandedOver { to: name } => Some(name),
        _ => None,
    }
}

fn in_month(report: &mut MonthReport, of: &Traces) {
    if let Some(submitted) = &mut report.submitted
        && submitted.by == of.person
    {
        gone(&mut submitted.by_name);
    }
}

/// What a line of the log must hold to go with an erasure, of a document as it was before: one of these texts, of which an
/// empty one is in all. None where nothing of its log is about them.
pub fn lines_of(before: &Document, of: &Traces) -> Vec<String> {
    let all = vec![String::new()];
    match before {
        Document::Record(record) if record.volunteer == of.person => all,
        Document::Case(case) if without_recipient(case, of) => all,
        Document::Shift(shift) => {
            let theirs = shift
                .roster
                .iter()
                .filter(|entry| entry.person == Some(of.person));
            theirs.map(|entry| entry.id.to_string()).collect()
        }
        _ => Vec::new(),
    }
}

fn without_recipient(case: &Case, of: &Traces) -> bool {
    let mut after = case.clone();
    in_case(&mut after, of);
    after.about.recipient != case.about.recipient
}

/// Nothing of somebody but their id, the community whose they were, and what they still owe or are owed: shifts whose
/// hours nobody has confirmed yet.
pub(crate) fn emptied(person: &Person, erasure: Erasure) -> Person {
    let desk = person.desk.clone();
    let about = PersonAbout::new(String::new(), String::new(), desk.clone());
    let mut empty = Person::new(person.id, desk, about);
    empty.grants_revision = person.grants_revision + 1;
    empty.commitments = person.commitments.clone();
    empty.erasure = Some(erasure);
    empty
}

/// When an erasure that is asked for now begins.
pub(crate) fn begins(now: Instant) -> Instant {
    now + hours(24 * ERASURE_DAYS)
}

/// Whether these keys are few enough for one step.
pub(crate) fn fits(named_in: &[DocumentKey]) -> bool {
    named_in.len() <= FORGET_MOST
}
