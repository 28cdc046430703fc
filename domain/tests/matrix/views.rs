//! What reaches the caller: each document's views, by the audiences that they read, searched for what they may not know.

use crate::{
    cells::Cells,
    oracle::{self, Thing},
    who::{ME, Who},
    world::{Canary, VERA, World},
};
use linli_domain::{Audience, Document, audiences_of, person::Person, publish};

/// The kinds of views that are looked at.
pub const KINDS: [&str; 10] = [
    "place",
    "organization",
    "person",
    "case",
    "shift",
    "record",
    "notice",
    "month",
    "invitation",
    "sealed",
];

/// A document as it is shown: to whom, and what of it could betray somebody.
struct Document_ {
    thing: Thing,
    views: Vec<(Audience, Vec<Canary>)>,
}

/// All that a world shows.
pub struct Shown<'a> {
    world: &'a World,
    documents: Vec<Document_>,
}

fn thing_of(world: &World, document: &Document) -> Thing {
    let team = Audience::Team(world.town.team);
    match document {
        Document::Shift(_) => Thing::Shift,
        Document::Case(_) => Thing::Case,
        Document::Person(person) if person.id == VERA => Thing::Vera,
        Document::Person(person) if person.id == ME => Thing::Me,
        Document::Record(record) if record.volunteer == VERA => Thing::RecordOfVera,
        Document::Record(record) if record.volunteer == ME => Thing::RecordOfMe,
        Document::Notice(notice) if notice.audience == Audience::Person(ME) => Thing::NoticeToMe,
        Document::Notice(notice) if notice.audience == Audience::Person(VERA) => {
            Thing::NoticeToVera
        }
        Document::Notice(notice) if notice.audience == team => Thing::NoticeToTeam,
        Document::Month(_) => Thing::Month,
        Document::Invitation(_) => Thing::TeamCode,
        _ => Thing::Other,
    }
}

impl<'a> Shown<'a> {
    pub fn of(world: &'a World) -> Self {
        let told = |json: &str| {
            let canaries = world.canaries.iter();
            let found = canaries.filter(|(_, text)| json.contains(text.as_str()));
            found.map(|(canary, _)| *canary).collect::<Vec<_>>()
        };
        let documents = world.town.docs.values().map(|document| {
            let thing = thing_of(world, document);
            let views = publish(document).into_iter().map(|(audience, view)| {
                let json = serde_json::to_string(&view).unwrap();
                let mut told = told(&json);
                // Who somebody is may stand elsewhere; not in a month.
                told.retain(|c| *c != Canary::VolunteerInMonth || thing == Thing::Month);
                (audience, told)
            });
            Document_ {
                thing,
                views: views.collect(),
            }
        });
        let documents = documents.collect();
        Shown { world, documents }
    }

    /// Everything that reaches the caller, once for each document.
    pub fn judge(&self, me: &Person, who: &Who, cells: &mut Cells) {
        let mine = audiences_of(me, self.world.town.now);
        for document in &self.documents {
            cells.walked("view × role × relation × state");
            let views = document.views.iter();
            // The caller's own document was made over by their role: it is theirs, whoever else reads it.
            let reach = views.filter(|(to, _)| match document.thing {
                Thing::Me => *to == Audience::Person(ME),
                _ => mine.binary_search(to).is_ok(),
            });
            let reach: Vec<_> = reach.collect();
            let seen = !reach.is_empty();
            let thing = document.thing;
            let describe = |what: String| {
                let Who {
                    role,
                    at,
                    when,
                    lives,
                    ..
                } = who;
                let World {
                    rel, stands, need, ..
                } = self.world;
                format!(
                    "{what}\n    {role:?} at {at:?}, {when:?}, lives {lives:?}; {rel:?} of {thing:?} {stands:?} {need:?}"
                )
            };
            if thing != Thing::Other && seen != oracle::sees(who, self.world, thing) {
                cells.leak(describe(format!("seen: {seen}, and should not be so")));
            }
            for canary in reach.iter().flat_map(|(_, told)| told) {
                if !oracle::may_know(*canary, who, self.world, thing) && !of_other(thing, who) {
                    cells.leak(describe(format!("{canary:?} is told")));
                }
            }
        }
    }
}

/// Of people, records and notices beside those that the cells are about: the desk knows its people.
fn of_other(thing: Thing, who: &Who) -> bool {
    thing == Thing::Other && oracle::reads(who).desk
}
