//! From what was read to the commands that are still to be given.

use crate::{
    Home,
    bad::{Bad, Reason},
    reading::Import,
    rows::{GrantRow, NeedRow},
};
use linli_domain::{
    Caller, Command, CommandId, Document, DocumentKey, PersonId, Refusal, case::CaseState,
    command::NeedStep,
};
use linli_sync::demo::derived_id;

/// Where a row stands.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Origin {
    /// The file.
    pub file: String,
    /// The line.
    pub line: u64,
}

/// The commands of an import, to be given all or none.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// The commands, in order.
    pub commands: Vec<(CommandId, Caller, Command)>,
    /// The row of each command.
    pub origins: Vec<Origin>,
    /// Rows that an earlier import brought in and that people have changed since: they stay as they are.
    pub left: Vec<Origin>,
}

impl Plan {
    /// What is wrong with the row whose command, the `number`-th, was refused.
    pub fn refused(&self, number: usize, reasons: Vec<Refusal>) -> Bad {
        let origin = self.origins.get(number);
        Bad {
            file: origin.map_or_else(String::new, |origin| origin.file.clone()),
            line: origin.map_or(0, |origin| origin.line),
            column: String::new(),
            reason: Reason::Refused { reasons },
        }
    }
}

/// Says which commands bring a home to where the lists are. Rows that are there already give none; one that says
/// something new gives a correction; one that an earlier import has brought in as it is, and that was changed since,
/// is left alone.
pub fn plan(import: &Import, home: &dyn Home) -> Plan {
    let mut planner = Planner {
        community: import.community.as_str(),
        home,
        plan: Plan::default(),
    };
    planner.places_and_teams(import);
    planner.people(import);
    for need in &import.needs {
        planner.need(need);
    }
    planner.shifts(import);
    for need in &import.needs {
        planner.finish_need(need);
    }
    planner.plan
}

struct Planner<'a> {
    community: &'a str,
    home: &'a dyn Home,
    plan: Plan,
}

impl Planner<'_> {
    /// The id of a command: the same for the same row of the same list.
    fn id(&self, command: &Command) -> CommandId {
        let body = serde_json::to_string(command).unwrap_or_default();
        CommandId(derived_id(self.community, "import", &body))
    }

    fn give(&mut self, origin: &Origin, command: Command) {
        let id = self.id(&command);
        self.plan.commands.push((id, Caller::System, command));
        self.plan.origins.push(origin.clone());
    }

    /// Gives a command that enters or corrects, unless an earlier import gave it: then somebody has changed the
    /// document since, and it is left alone. `also` is the other command that would have said the same.
    fn give_once(&mut self, origin: &Origin, command: Command, also: Option<Command>) {
        let decided = |command: &Command| self.home.has_decided(self.id(command));
        if decided(&command) || also.as_ref().is_some_and(decided) {
            self.plan.left.push(origin.clone());
        } else {
            self.give(origin, command);
        }
    }

    fn places_and_teams(&mut self, import: &Import) {
        for row in &import.places {
            let there = self.home.document(&DocumentKey::Place(row.code.clone()));
            let same = matches!(&there, Some(Document::Place(place))
                if place.level == row.level && place.name == row.name && place.desk == row.desk);
            if !same {
                let command = Command::RegisterPlace {
                    code: row.code.clone(),
                    level: row.level,
                    name: row.name.clone(),
                    desk: row.desk.clone(),
                };
                self.give_once(&row.origin, command, None);
            }
        }
        for row in &import.teams {
            let there = self.home.document(&DocumentKey::Organization(row.id));
            let same = matches!(&there, Some(Document::Organization(team))
                if team.kind == row.kind && team.name == row.name && team.places == row.places
                    && team.specialty == row.specialty && team.is_brand == row.is_brand
                    && team.external_ref.as_ref() == Some(&row.key));
            if !same {
                let command = Command::RegisterOrganization {
                    organization: row.id,
                    kind: row.kind,
                    name: row.name.clone(),
                    places: row.places.clone(),
                    desk: import.community.clone(),
                    specialty: row.specialty.clone(),
                    is_brand: row.is_brand,
                    external_ref: Some(row.key.clone()),
                };
                self.give_once(&row.origin, command, None);
            }
        }
    }

    fn people(&mut self, import: &Import) {
        for row in &import.people {
            let there = self.home.document(&DocumentKey::Person(row.id));
            let same =
                matches!(&there, Some(Document::Person(person)) if person.about == row.about);
            if !same {
                let command = Command::RegisterPerson {
                    person: row.id,
                    desk: import.community.clone(),
                    about: Box::new(row.about.clone()),
                };
                self.give_once(&row.origin, command, None);
            }
        }
        for row in &import.people {
            for grant in &row.grants {
                self.grant(&row.origin, row.id, grant);
            }
        }
        for row in &import.teams {
            if let Some((person, grant)) = &row.lead {
                self.grant(&row.origin, *person, grant);
            }
        }
    }

    fn grant(&mut self, origin: &Origin, person: PersonId, grant: &GrantRow) {
        let there = self.home.document(&DocumentKey::Person(person));
        let held = matches!(&there, Some(Document::Person(person))
            if person.grants.iter().any(|held| held.id == grant.id));
        if !held {
            let command = Command::GrantRole {
                person,
                grant: grant.id,
                role: grant.role,
                scope: grant.scope.clone(),
                to: None,
            };
            self.give(origin, command);
        }
    }

    fn need(&mut self, row: &NeedRow) {
        let post = Command::PostNeed {
            case: row.id,
            about: Box::new(row.about.clone()),
        };
        match self.home.document(&DocumentKey::Case(row.id)) {
            None => self.give(&row.origin, post),
            Some(Document::Case(case)) if case.about == row.about => {}
            Some(_) => {
                let correct = Command::CorrectNeed {
                    case: row.id,
                    about: Box::new(row.about.clone()),
                };
                self.give_once(&row.origin, correct, Some(post));
            }
        }
        for (from, step) in self.pending(row) {
            if from < CaseState::InProgress {
                self.step(row, step);
            }
        }
    }

    /// What ends a need comes after its shifts: they are opened for needs that are going on.
    fn finish_need(&mut self, row: &NeedRow) {
        for (from, step) in self.pending(row) {
            if from >= CaseState::InProgress {
                self.step(row, step);
            }
        }
    }

    /// The steps that are still to be taken. None where the need is finished, or where an earlier import took one of
    /// them and people have gone back since.
    fn pending(&self, row: &NeedRow) -> Vec<(CaseState, NeedStep)> {
        let reached = match self.home.document(&DocumentKey::Case(row.id)) {
            Some(Document::Case(case)) => case.state,
            _ => CaseState::Submitted,
        };
        let mut pending = steps(row);
        pending.retain(|(from, _)| reached <= *from);
        let taken = pending.iter().any(|(_, step)| {
            let command = handle(row, step.clone());
            self.home.has_decided(self.id(&command))
        });
        if reached.is_final() || taken {
            pending.clear();
        }
        pending
    }

    fn step(&mut self, row: &NeedRow, step: NeedStep) {
        self.give(&row.origin, handle(row, step));
    }

    fn shifts(&mut self, import: &Import) {
        for row in &import.shifts {
            let open = Command::OpenShift {
                shift: row.id,
                about: Box::new(row.about.clone()),
            };
            match self.home.document(&DocumentKey::Shift(row.id)) {
                None => self.give(&row.origin, open),
                Some(Document::Shift(shift)) if shift.about == row.about => {}
                Some(_) => {
                    let correct = Command::CorrectShift {
                        shift: row.id,
                        about: Box::new(row.about.clone()),
                    };
                    self.give_once(&row.origin, correct, Some(open));
                }
            }
        }
    }
}

fn handle(row: &NeedRow, step: NeedStep) -> Command {
    Command::HandleNeed { case: row.id, step }
}

/// The steps that take a need from *submitted* to its row's state, each with the state before it.
fn steps(row: &NeedRow) -> Vec<(CaseState, NeedStep)> {
    let reason = row.reason.clone();
    let evidence = if reason.is_empty() {
        "导入：已办完 / imported as done".to_owned()
    } else {
        reason.clone()
    };
    match row.state {
        CaseState::Rejected => return vec![(CaseState::Submitted, NeedStep::Reject { reason })],
        CaseState::Withdrawn => return vec![(CaseState::Submitted, NeedStep::Withdraw { reason })],
        _ => {}
    }
    let mut all = vec![(CaseState::Submitted, NeedStep::Accept)];
    if let Some(assignee) = row.assignee {
        all.push((CaseState::Accepted, NeedStep::Assign { assignee }));
    }
    all.push((CaseState::Assigned, NeedStep::Start));
    all.push((CaseState::InProgress, NeedStep::Resolve { evidence }));
    // Whoever was helped and has no account is called back; the list says that it was done.
    let closing = match row.about.recipient {
        Some(_) => NeedStep::CallBack {
            helped: true,
            words: String::new(),
            rating: None,
        },
        None => NeedStep::Close,
    };
    all.push((CaseState::Resolved, closing));
    let count = [
        CaseState::Submitted,
        CaseState::Accepted,
        CaseState::Assigned,
        CaseState::InProgress,
        CaseState::Resolved,
        CaseState::Closed,
    ];
    let last = count.iter().position(|state| *state == row.state);
    all.retain(|(from, _)| {
        let at = count.iter().position(|state| state == from);
        at.is_some() && at < last
    });
    all
}
