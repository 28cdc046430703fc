//! The fields of a shift's form on the page: the five that always stand there, and the rest.

use super::fields::ShiftFields;
use crate::{
    cases::{Wrong, categories, grids, label, level, people, teams},
    locales::{common, desk as words, needs, say, say_with, use_lang},
    session::use_session,
    ui::{CheckField, Chip, Chips, FieldKind, Segments, SelectField, TextArea, TextField},
    words::{self as sentences, Word},
};
use leptos::prelude::*;
use linli_domain::{place::Level, refusal::Field, shift::Attendance};

/// Title, day, start and end, grid, places.
#[component]
pub fn FiveFields(
    /// What is in them.
    fields: ShiftFields,
    /// What is wrong with them.
    wrong: Wrong,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    view! {
        <TextField label=label(Field::Title) value=fields.title error=wrong.of(Field::Title) id=wrong.id(Field::Title) />
        <TextField label=say(words::date) value=fields.date kind=FieldKind::Date id=format!("{}-day", wrong.id(Field::Start)) />
        <div class="two">
            <TextField label=label(Field::Start) value=fields.start kind=FieldKind::Time error=wrong.of(Field::Start) id=wrong.id(Field::Start) />
            <TextField label=label(Field::End) value=fields.end kind=FieldKind::Time error=wrong.of(Field::End) id=wrong.id(Field::End) />
        </div>
        <div class="two">
            <SelectField label=level(session, Level::Grid) value=fields.place options=grids(session, lang) error=wrong.of(Field::Place) id=wrong.id(Field::Place) />
            <TextField label=label(Field::Slots) value=fields.slots kind=FieldKind::Number error=wrong.of(Field::Slots) id=wrong.id(Field::Slots) />
        </div>
    }
}

/// Everything else.
#[component]
pub fn MoreFields(
    /// What is in them.
    fields: ShiftFields,
    /// What is wrong with them.
    wrong: Wrong,
    /// Ask for the need's category as well.
    #[prop(optional)]
    category: bool,
) -> impl IntoView {
    let (session, lang) = (use_session(), use_lang());
    let who = people(session, lang);
    let used = session.snapshot.with_untracked(|seen| {
        let used = seen
            .as_ref()
            .map(|seen| seen.profile.whole().attendance.clone());
        used.unwrap_or_default()
    });
    // What the shift is already stays a choice, though it is no longer in use.
    let offered =
        |visit: bool, of: Attendance| used.contains(&of) || fields.visit.get_untracked() == visit;
    let attendance = [
        (false, Attendance::Site, words::attendance_site as Word),
        (true, Attendance::Visit, words::attendance_visit),
    ];
    let attendance = attendance
        .into_iter()
        .filter(|(visit, of, _)| offered(*visit, *of));
    let attendance: Vec<_> = attendance
        .map(|(visit, _, word)| (visit, say(word)))
        .collect();
    let several = attendance.len() > 1;
    let urgency = vec![
        (false, say(needs::urgency_normal)),
        (true, say(needs::urgency_urgent)),
    ];
    view! {
        {category.then(|| view! {
            <SelectField label=label(Field::Category) value=fields.category options=categories(session, lang) error=wrong.of(Field::Category) id=wrong.id(Field::Category) />
        })}
        <div class="two">
            <SelectField label=label(Field::Lead) value=fields.lead options=who error=wrong.of(Field::Lead) id=wrong.id(Field::Lead) optional=true />
            <SelectField label=label(Field::Deputy) value=fields.deputy options=who error=wrong.of(Field::Deputy) id=wrong.id(Field::Deputy) optional=true />
        </div>
        <div class="two">
            <SelectField label=label(Field::Organization) value=fields.team options=teams(session, lang) error=wrong.of(Field::Organization) id=wrong.id(Field::Organization) optional=true />
            <TextField label=label(Field::MinStaff) value=fields.min_staff kind=FieldKind::Number error=wrong.of(Field::MinStaff) id=wrong.id(Field::MinStaff) />
        </div>
        <TextField label=label(Field::MeetingPoint) value=fields.meeting_point error=wrong.of(Field::MeetingPoint) id=wrong.id(Field::MeetingPoint) optional=true />
        <TextArea label=label(Field::Text) value=fields.text error=wrong.of(Field::Text) id=wrong.id(Field::Text) optional=true />
        <TextArea label=label(Field::Risks) value=fields.risks error=wrong.of(Field::Risks) id=wrong.id(Field::Risks) optional=true />
        <TextField label=label(Field::Bring) value=fields.bring error=wrong.of(Field::Bring) id=wrong.id(Field::Bring) optional=true />
        {several.then(|| view! {
            <Segments label=say(words::attendance) options=attendance chosen=fields.visit on_choose=move |choice| fields.set_visit(choice) />
        })}
        <Show when=move || fields.visit.get()><p class="field-hint">{say(words::two_at_first)}</p></Show>
        <Segments label=say(needs::urgency) options=urgency chosen=fields.urgent on_choose=move |choice| fields.urgent.set(choice) />
        <Codes title=words::skills known=&SKILLS chosen=fields.skills />
        <Codes title=words::training known=&TRAININGS chosen=fields.trainings />
        <TextField label=label(Field::MinAge) value=fields.min_age kind=FieldKind::Number error=wrong.of(Field::MinAge) id=wrong.id(Field::MinAge) optional=true />
        <div class="two">
            <TextField label=say(words::deadline_day) value=fields.deadline_day kind=FieldKind::Date error=wrong.of(Field::SignUpBy) id=wrong.id(Field::SignUpBy) optional=true />
            <TextField label=say(words::deadline_time) value=fields.deadline_time kind=FieldKind::Time />
        </div>
        <p class="field-hint">{say(words::deadline_hint)}</p>
        <CheckField label=say(words::insured) checked=fields.insured />
    }
}

/// Skills that a register names.
const SKILLS: [&str; 10] = [
    "first_aid",
    "counseling",
    "tutoring",
    "driving",
    "digital",
    "legal",
    "performing",
    "sign_language",
    "electrics",
    "sound",
];

/// Trainings that a register names.
const TRAININGS: [&str; 5] = [
    "first_aid",
    "counseling",
    "elder_care",
    "home_safety",
    "safety_patrol",
];

/// Codes that are on or off: skills, trainings.
#[component]
fn Codes(
    title: fn(crate::locales::Lang) -> &'static str,
    known: &'static [&'static str],
    chosen: RwSignal<Vec<String>>,
) -> impl IntoView {
    let chip = move |code: &&'static str| {
        let code: &'static str = code;
        let on = Memo::new(move |_| chosen.read().iter().any(|had| had == code));
        let turn = move || {
            chosen.update(|had| match on.get_untracked() {
                true => had.retain(|had| had != code),
                false => had.push(code.to_owned()),
            })
        };
        view! { <Chip pressed=on on_press=turn>{say_with(move |l| sentences::skill_name(l, code))}</Chip> }
    };
    view! {
        <div class="field">
            <p class="field-label">{say(title)}<small class="field-optional">{say(common::optional)}</small></p>
            <Chips label=say(title)>{known.iter().map(chip).collect_view()}</Chips>
        </div>
    }
}
