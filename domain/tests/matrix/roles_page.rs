//! `docs/roles.md` is what the table says.

use crate::samples;
use linli_domain::{
    Command,
    person::Role,
    rights::{By, Duty, InPlace, InTeam, Line, Reach, declared, line_of},
};
use std::{fmt::Write, fs, path::Path};

/// Writes the page anew: `ACCEPT_ROLES=1 cargo test -p linli-domain --test matrix page`.
#[test]
fn the_page_of_roles_says_what_the_table_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/roles.md");
    let page = page();
    if std::env::var_os("ACCEPT_ROLES").is_some() {
        fs::write(&file, &page).unwrap();
    }
    let written = fs::read_to_string(&file).unwrap_or_default();
    assert!(
        written == page,
        "docs/roles.md is not what the table says; with ACCEPT_ROLES=1 this test writes it"
    );
}

const TOP: &str = "\
# Who may do and see what

Made from the table in `domain/src/rights/`; a test holds this page to it (`domain/tests/matrix/roles_page.rs`).

A role is given for a place or for an organization, from a moment and perhaps until one. It counts as long as it holds,
and not a moment longer. A role in a place counts there and in every place below it; what is handled at a desk is read
by the desk's own people alone, and not by those above it.

Everybody reads what their own community calls for, without anybody's name but the lead's: shifts with numbers of
people, and needs that were accepted, without who is to be helped and who asked. Everybody may sign up for what they
see, and whoever lives in a community may post needs there, except newcomers.

";

fn page() -> String {
    let mut page = TOP.to_owned();
    page.push_str("## Roles\n\n| role | may | reads of a place, by a role there | in an organization |\n| --- | --- | --- | --- |\n");
    for role in Role::ALL {
        let line = line_of(role);
        let (may, reads, team) = (may(&line), reads(line.in_place), in_team(line.in_team));
        writeln!(
            page,
            "| {} ({}) | {may} | {reads} | {team} |",
            name(role),
            what(role)
        )
        .unwrap();
    }
    page.push_str(
        "\n## By how somebody stands to it\n\n\
         | who | reads |\n| --- | --- |\n\
         | the lead and the deputy of a shift | its roster with names, and with telephones as long as somebody may have \
         to be called, masked afterwards; photographs of paper rosters, and the secret of its codes |\n\
         | whoever is on its roster | their own entry, and the lead's telephone until all is settled |\n\
         | whoever was approved for a home visit | name, telephone, address and the word for the door, from a day \
         before to a day after |\n\
         | whoever leads a team | its members' names, numbers and telephones, and the places that it holds |\n\
         | who reported a need | all of it |\n\
         | who is to do it | what everybody reads of it, also where it is not for everybody |\n\
         | whose hours a record holds | the record |\n\
         | who is named to help somebody | their name, and the places that others took for them |\n",
    );
    page.push_str("\n## Commands\n\nWhat somebody may not see is refused like what is not there, whatever the command.\n\n| command | by whom |\n| --- | --- |\n");
    let mut told = Vec::new();
    for command in samples::commands() {
        let label = label(&command);
        if !told.contains(&label) {
            let by: Vec<&str> = declared(&command).by.iter().map(|by| ground(*by)).collect();
            writeln!(page, "| {label} | {} |", by.join("; ")).unwrap();
            told.push(label);
        }
    }
    page
}

/// A command's name, and which step of a need it is.
fn label(command: &Command) -> String {
    let name = command.name().replace('_', " ");
    match command {
        Command::HandleNeed { step, .. } => {
            let step = serde_json::to_value(step).unwrap();
            let step = match &step {
                serde_json::Value::String(step) => step.clone(),
                step => step.as_object().unwrap().keys().next().unwrap().clone(),
            };
            format!("{name}: {}", step.replace('_', " "))
        }
        _ => name,
    }
}

fn name(role: Role) -> String {
    let name = serde_json::to_value(role).unwrap();
    name.as_str().unwrap().replace('_', " ")
}

fn what(role: Role) -> &'static str {
    match role {
        Role::New => "came in by a team's code, not known yet; shifts on site only",
        Role::Resident => "lives there",
        Role::Volunteer => "volunteers; in a team, its member",
        Role::TeamLead => "leads a team",
        Role::UnitRep => "speaks for a resident unit",
        Role::GridWorker => "looks after a grid",
        Role::CourtyardLead => "looks after a courtyard",
        Role::CommunityWorker => "works at the desk",
        Role::CommunityAdmin => "answers for the desk and its people",
        Role::LegalAdviser => "gives legal advice",
        Role::Talker => "listens at a talk point",
        Role::Mediator => "mediates disputes",
        Role::Expert => "knows a field",
        Role::SocialWorker => "works for a social organization",
        Role::StreetCoordinator => "coordinates the communities of a street",
        Role::DistrictViewer => "sees a district's totals, once there are any",
        Role::CityViewer => "sees the city's totals, once there are any",
        Role::SystemAdmin => "runs the installation; reads no case",
    }
}

fn may(line: &Line) -> String {
    let duties = line.duties.iter().map(|duty| match duty {
        Duty::Register => {
            "enter places, organizations and people, and give roles to people whom they see"
        }
        Duty::PostNeeds => "post needs",
        Duty::RunDesk => "run the desk",
        Duty::VerifyNeeds => "say whether a need is done",
    });
    let duties: Vec<&str> = duties.collect();
    match (duties.is_empty(), line.reach) {
        (true, _) => "nothing more".to_owned(),
        (false, Reach::Below) => duties.join(", "),
        (false, Reach::Desk) => {
            format!("{}; also at the desk above their place", duties.join(", "))
        }
    }
}

fn reads(in_place: InPlace) -> &'static str {
    match in_place {
        InPlace::Nothing => "nothing",
        InPlace::Public => "what everybody there reads",
        InPlace::Desk => "what everybody there reads, and all that its desk handles",
    }
}

fn in_team(in_team: InTeam) -> &'static str {
    match in_team {
        InTeam::Nothing => "the role is none of an organization",
        InTeam::Newcomer => "may be named for its places; reads what its communities call for",
        InTeam::Member => "reads what it is asked to do, and does it",
        InTeam::Lead => "the same; knows its members, and brings them",
    }
}

fn ground(by: By) -> &'static str {
    match by {
        By::Duty(Duty::Register) => "community admin, system admin",
        By::Duty(Duty::PostNeeds) => "whoever lives there, or has a role there that may post needs",
        By::Duty(Duty::RunDesk) => "the desk",
        By::Duty(Duty::VerifyNeeds) => "the desk, or a grid worker of the community",
        By::Sees => "whoever sees it",
        By::OwnEntry => "whoever is on the roster, for themselves",
        By::Leads => "the lead, the deputy",
        By::LeadsTeam => "who leads the team",
        By::Helps => "who is named to help the person",
        By::Oneself => "the person themselves",
        By::Reported => "who reported the need",
        By::ReportedUntilAccepted => "who reported the need, until the desk takes it on",
        By::Assigned => "who is to do it",
        By::Served => "whose hours it holds",
        By::Gives => "who may give what it opens",
        By::Made => "who made it",
        By::Authority => "nobody: time, and the door for whoever comes in",
    }
}
