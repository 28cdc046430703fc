//! The page inside the file: what is held about somebody, in short and in their language, without anything that a browser
//! would fetch. All of it stands in the JSON.

use linli_domain::{
    case::Case,
    notice::Notice,
    person::PersonAbout,
    record::ServiceRecord,
    time::{Birth, Instant, Span},
    view::{PersonView, RosterView, ShiftView, View},
};
use std::fmt::Write;

use super::{Account, Everything, Means};
use crate::joining::role_name;
use crate::locales::{Lang, desk, export as words, format, keys, me};
use crate::words as sentences;

const STYLE: &str = "body{font:1rem/1.6 system-ui,sans-serif;max-width:42rem;margin:2rem auto;padding:0 1rem;color:#26211c}\
    h1{margin:0}h2{margin:2rem 0 .5rem;font-size:1.15rem}\
    table{border-collapse:collapse;width:100%}td,th{text-align:left;vertical-align:top;padding:.35rem .75rem .35rem 0;\
    border-bottom:1px solid #ddd;font-weight:400}th{color:#6b6259;width:12rem}";

/// Text as it stands in a page.
fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            letter => safe.push(letter),
        }
    }
    safe
}

/// A day with its year: years later it must still say which.
fn day(at: Instant) -> String {
    format::iso_day(sentences::millis(at), sentences::zone())
}

fn when(lang: Lang, span: &Span) -> String {
    format!("{} {}", day(span.start), sentences::hours(lang, span))
}

/// A part of the page: rows of a head and what stands beside it.
struct Part {
    title: &'static str,
    rows: Vec<(String, String)>,
}

impl Part {
    fn new(title: &'static str) -> Self {
        Part {
            title,
            rows: Vec::new(),
        }
    }

    fn row(&mut self, head: impl Into<String>, text: impl Into<String>) {
        let text = text.into();
        if !text.is_empty() {
            self.rows.push((head.into(), text));
        }
    }

    fn write(&self, page: &mut String) {
        if self.rows.is_empty() {
            return;
        }
        let _ = write!(page, "<h2>{}</h2><table>", escaped(self.title));
        for (head, text) in &self.rows {
            let (head, text) = (escaped(head), escaped(text));
            let _ = write!(
                page,
                "<tr><th scope=\"row\">{head}</th><td>{text}</td></tr>"
            );
        }
        page.push_str("</table>");
    }
}

/// The whole page.
pub fn of(lang: Lang, everything: &Everything) -> String {
    let mut name = String::new();
    let mut about = Part::new(me::my_details(lang));
    let mut shifts = Part::new(words::shifts(lang));
    let mut records = Part::new(me::my_records(lang));
    let mut needs = Part::new(words::requests(lang));
    let mut messages = Part::new(words::messages(lang));
    for one in &everything.held.documents {
        match &one.view {
            View::Person(person) => {
                name.clone_from(&person.about.name);
                of_person(lang, person, &mut about);
            }
            View::Shift(shift) => of_shift(lang, shift, &mut shifts),
            View::Record(record) => of_record(lang, record, &mut records),
            View::Case(case) => of_case(lang, &case.case, &mut needs),
            View::Notice(notice) => of_notice(lang, notice, &mut messages),
            View::Place(_) | View::Organization(_) | View::Month(_) | View::Invitation(_) => {}
        }
    }
    let signing_in = everything
        .account
        .as_ref()
        .map(|account| of_account(lang, account));
    let tag = lang.tag();
    let mut page = format!(
        "<!doctype html><html lang=\"{tag}\"><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width\"><title>{0}</title><style>{STYLE}</style>\
         <main><h1>{0}</h1><p>{1}</p>",
        escaped(&name),
        escaped(&words::as_of(lang, &day(everything.held.at))),
    );
    let parts = [about, shifts, records, needs, messages];
    for part in parts.iter().chain(&signing_in) {
        part.write(&mut page);
    }
    let _ = write!(
        page,
        "<p>{}</p></main>",
        escaped(words::same_for_programs(lang))
    );
    page
}

fn of_person(lang: Lang, person: &PersonView, part: &mut Part) {
    of_register(lang, &person.about, part);
    for grant in &person.grants {
        let mut held = vec![words::since(lang, &day(grant.from))];
        held.extend(grant.to.map(|to| words::until(lang, &day(to))));
        let role = role_name(lang, grant.role);
        part.row(words::roles(lang), format!("{role} · {}", held.join(", ")));
    }
    for (label, all) in [
        (words::helpers(lang), &person.helpers),
        (words::helped(lang), &person.helps),
    ] {
        let names: Vec<_> = all.iter().map(|one| one.name.as_str()).collect();
        part.row(label, names.join(", "));
    }
}

fn of_register(lang: Lang, about: &PersonAbout, part: &mut Part) {
    let skills = |codes: &[String]| {
        let names = codes
            .iter()
            .map(|code| sentences::category_or_skill(lang, code));
        names.collect::<Vec<_>>().join(", ")
    };
    part.row(words::name(lang), &about.name);
    part.row(me::volunteer_number(lang), &about.volunteer_no);
    part.row(words::phone(lang), about.phone.clone().unwrap_or_default());
    let born = about.birth.as_ref().map(|birth| match birth {
        Birth::Year(year) => year.to_string(),
        Birth::Date(date) => date.to_string(),
    });
    part.row(words::born(lang), born.unwrap_or_default());
    part.row(desk::skills(lang), skills(&about.skills));
    part.row(words::trainings(lang), skills(&about.trainings));
    part.row(words::would_do(lang), skills(&about.service_categories));
    if let Some(guardian) = &about.guardian_contact {
        part.row(
            words::guardian(lang),
            format!("{} {}", guardian.name, guardian.phone),
        );
    }
    for consent in &about.consents {
        let day = day(consent.at);
        let to = match consent.to.as_str() {
            "membership" => words::details_kept(lang),
            to => to,
        };
        part.row(words::agreed(lang), format!("{to} · {day}"));
    }
}

fn of_shift(lang: Lang, shift: &ShiftView, part: &mut Part) {
    let mut told = vec![shift.about.title.pick(lang.tag()).to_owned()];
    if let RosterView::Own(entry) = &shift.roster {
        told.push(sentences::sign_up_state(lang, entry.state).to_owned());
    }
    told.extend(shift.lead.iter().map(|_| words::leads(lang).to_owned()));
    told.extend(shift.deputy.iter().map(|_| words::deputy(lang).to_owned()));
    part.row(when(lang, &shift.about.span), told.join(" · "));
}

fn of_record(lang: Lang, record: &ServiceRecord, part: &mut Part) {
    let length = sentences::length(lang, record.minutes);
    let shown = sentences::evidence(lang, record.evidence);
    let title = record.activity.pick(lang.tag());
    part.row(
        when(lang, &record.span),
        format!("{title} · {length} · {shown}"),
    );
}

fn of_case(lang: Lang, case: &Case, part: &mut Part) {
    let title = case.about.title.pick(lang.tag());
    let state = sentences::case_state(lang, case.state);
    part.row(day(case.posted_at), format!("{title} · {state}"));
}

fn of_notice(lang: Lang, notice: &Notice, part: &mut Part) {
    let title = notice.title.pick(lang.tag());
    let said = sentences::notice(lang, notice);
    part.row(day(notice.at), format!("{title}: {said}"));
}

fn of_account(lang: Lang, account: &Account) -> Part {
    let mut part = Part::new(words::signing_in(lang));
    part.row(words::by_login(lang), account.logins.join(", "));
    if account.password {
        part.row(words::by_password(lang), words::is_set(lang));
    }
    if account.code {
        part.row(keys::codes(lang), words::is_set(lang));
    }
    let since = |one: &Means| {
        let since = words::since(lang, &day(one.since));
        format!("{} {since}", one.name)
    };
    for passkey in &account.passkeys {
        part.row(keys::passkey(lang), since(passkey));
    }
    for device in &account.devices {
        part.row(words::on_device(lang), since(device));
    }
    part
}
