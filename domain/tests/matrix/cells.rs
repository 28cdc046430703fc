//! The cells: how they are made, walked and judged.

use crate::{
    audiences,
    commands::{Asked, about_need, about_people, about_shift},
    oracle::{self, Thing},
    views,
    who::{ME, Who},
    world::{Canary, NEEDS, Need, Rel, SHIFTS, Stands, World},
};
use linli_domain::{
    Caller, Command, CommandId, Context, Decided, Document, DocumentKey, Documents, Refusal,
    Refused, decide, person::Person,
};
use serde::de::DeserializeOwned;
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use uuid::Uuid;

/// The fewest cells that the matrix has.
pub const CELLS: usize = 20_000;

/// What was walked, and what leaks.
#[derive(Default)]
pub struct Cells {
    pub leaks: Vec<String>,
    counts: BTreeMap<&'static str, usize>,
    done: BTreeSet<&'static str>,
}

impl Cells {
    pub fn walked(&mut self, part: &'static str) {
        *self.counts.entry(part).or_default() += 1;
    }

    pub fn leak(&mut self, what: String) {
        self.leaks.push(what);
    }

    pub fn count(&self) -> usize {
        self.counts.values().sum()
    }

    pub fn counted(&self) -> String {
        let parts = self.counts.iter().map(|(part, n)| format!("{n} {part}"));
        let parts: Vec<String> = parts.collect();
        format!("{} cells: {}", self.count(), parts.join(", "))
    }

    pub fn first(&self, n: usize) -> String {
        self.leaks
            .iter()
            .take(n)
            .cloned()
            .collect::<Vec<_>>()
            .join("\n")
    }

    /// The lines that somebody may do and nobody did.
    pub fn never_done(&self) -> Vec<&'static str> {
        let lines = oracle::LINES.iter();
        let may = lines.filter(|(line, by)| !by.is_empty() && !self.done.contains(line));
        may.map(|(line, _)| *line).collect()
    }
}

/// The names of an enum's variants, as its own reader lists them.
pub fn variants<T: DeserializeOwned>() -> Vec<String> {
    let told = serde_json::from_str::<T>("\"no such variant\"");
    let told = told
        .err()
        .map(|error| error.to_string())
        .unwrap_or_default();
    let (_, list) = told
        .split_once("expected one of ")
        .expect("a list of names");
    list.split('`')
        .skip(1)
        .step_by(2)
        .map(str::to_owned)
        .collect()
}

/// Every command that there is.
pub fn command_names() -> Vec<String> {
    variants::<Command>()
}

/// All worlds in which something is addressed.
pub fn worlds() -> Vec<World> {
    let mut worlds = Vec::new();
    for rel in [
        Rel::Nothing,
        Rel::Lead,
        Rel::Deputy,
        Rel::OnRoster,
        Rel::Helps,
    ] {
        worlds.extend(SHIFTS.map(|stands| World::with_shift(rel, stands)));
    }
    for rel in [Rel::Nothing, Rel::Reporter, Rel::Assignee] {
        let needs = NEEDS.into_iter();
        // Nobody was asked to do it yet.
        let fits = |need: &Need| {
            let nobody = matches!(need, Need::Submitted | Need::Rejected | Need::WithTeam);
            rel != Rel::Assignee || !nobody
        };
        worlds.extend(needs.filter(fits).map(|need| World::with_need(rel, need)));
    }
    worlds
}

/// Walks all of it.
pub fn matrix() -> Cells {
    let mut cells = Cells::default();
    let all = Who::all();
    audiences::walk(&all, &mut cells);
    for world in worlds() {
        walk(&world, &all, &mut cells);
    }
    cells
}

/// A world as it is decided over: its documents, and the caller in one role.
pub struct Over<'a> {
    pub world: &'a World,
    docs: BTreeMap<DocumentKey, Arc<Document>>,
}

impl<'a> Over<'a> {
    pub fn new(world: &'a World) -> Self {
        let docs = world.town.docs.iter();
        let docs = docs.map(|(key, document)| (key.clone(), Arc::new(document.clone())));
        Over {
            world,
            docs: docs.collect(),
        }
    }

    pub fn me(&self, who: &Who) -> Person {
        let Document::Person(me) = &*self.docs[&DocumentKey::Person(ME)] else {
            panic!("the caller")
        };
        who.dressed(me)
    }

    fn ask(&self, me: &Arc<Document>, command: &Command) -> Result<Decided, Refused> {
        let town = &self.world.town;
        let ctx = Context {
            now: town.now,
            profile: &town.profile,
            command: CommandId(Uuid::from_u128(1)),
            entropy: [7; 32],
            predicting: false,
        };
        let mut docs = Documents::new();
        docs.put_shared(DocumentKey::Person(ME), Some(Arc::clone(me)));
        loop {
            let answer = decide(command, Caller::Person(ME), &docs, &ctx);
            let missing = docs.take_missing();
            if missing.is_empty() {
                return answer;
            }
            for key in missing {
                let found = self.docs.get(&key).cloned();
                docs.put_shared(key, found);
            }
        }
    }
}

fn walk(world: &World, callers: &[Who], cells: &mut Cells) {
    let over = Over::new(world);
    let mut asked = match world.need {
        Some(_) if world.stands.is_none() => about_need(world),
        _ => about_shift(world),
    };
    if world.stands == Some(Stands::Open) || world.need == Some(Need::Accepted) {
        asked.extend(about_people(world));
    }
    let shown = views::Shown::of(world);
    for who in callers {
        let me = over.me(who);
        shown.judge(&me, who, cells);
        let me = Arc::new(Document::Person(Box::new(me)));
        for one in &asked {
            cells.walked("command × role × relation × state");
            let judged = judge(&over, &me, who, one, cells);
            if let Err(what) = judged {
                let Who {
                    role,
                    at,
                    when,
                    lives,
                    ..
                } = who;
                let (rel, stands, need) = (world.rel, world.stands, world.need);
                cells.leak(format!(
                    "{}: {what}\n    {role:?} at {at:?}, {when:?}, lives {lives:?}; {rel:?} of {:?} {stands:?} {need:?}",
                    one.line, one.thing
                ));
            }
        }
    }
}

fn judge(
    over: &Over,
    me: &Arc<Document>,
    who: &Who,
    one: &Asked,
    cells: &mut Cells,
) -> Result<(), String> {
    let answer = over.ask(me, &one.command);
    let world = over.world;
    let sees = oracle::sees(who, world, one.thing);
    let may = oracle::may(one.line, who, world, one.thing);
    if let Err(refused) = &answer {
        tells_nothing(refused, who, world)?;
    }
    if !sees || (!may && one.thing == Thing::Nothing) {
        let Some(absent) = &one.absent else {
            return applied_by_whom_it_may(&answer, false);
        };
        let absent = over.ask(me, absent);
        return match (answer, absent) {
            (Err(hidden), Err(absent)) if hidden == absent => Ok(()),
            (hidden, absent) => Err(format!(
                "what is hidden is answered {hidden:?}, what is not there {absent:?}"
            )),
        };
    }
    applied_by_whom_it_may(&answer, may)?;
    match answer {
        Ok(_) => {
            cells.done.insert(one.line);
        }
        Err(refused)
            if may
                && !oracle::is_nobodys(one.line, world)
                && refused.reasons.contains(&Refusal::NotAllowed) =>
        {
            return Err(format!("may not be, and should: {:?}", refused.reasons));
        }
        Err(_) => {}
    }
    Ok(())
}

fn applied_by_whom_it_may(answer: &Result<Decided, Refused>, may: bool) -> Result<(), String> {
    match answer {
        Ok(_) if !may => Err("applied, and may not be".to_owned()),
        _ => Ok(()),
    }
}

/// A refusal names nobody to whom the caller may not see. Who runs a shift is told who has not checked in.
fn tells_nothing(refused: &Refused, who: &Who, world: &World) -> Result<(), String> {
    let said = serde_json::to_string(&refused.reasons).unwrap();
    for (canary, text) in &world.canaries {
        let known = *canary == Canary::VolunteerName
            && (oracle::runs_desk(who) || oracle::may_know(*canary, who, world, Thing::Shift));
        if said.contains(text.as_str()) && !known {
            return Err(format!("the refusal tells {canary:?}: {said}"));
        }
    }
    Ok(())
}
