//! What a change publishes anew is exactly what differs between two publications.

use crate::samples::{documents, id, shift_document, sign_up_states};
use linli_domain::{
    Audience, BlockId, Document, PersonId, SignUpId, View, publish, republish,
    shift::{Contact, Shift, ShiftState, SignUp},
};
use proptest::prelude::*;
use std::collections::BTreeMap;

fn differing(before: Option<&Document>, after: &Document) -> BTreeMap<Audience, Option<View>> {
    let of = |document: &Document| publish(document).into_iter().collect::<BTreeMap<_, _>>();
    let (mut was, mut differing) = (before.map(of).unwrap_or_default(), BTreeMap::new());
    for (audience, view) in of(after) {
        if was.remove(&audience).as_ref() != Some(&view) {
            differing.insert(audience, Some(view));
        }
    }
    differing.extend(was.into_keys().map(|audience| (audience, None)));
    differing
}

fn check(before: Option<&Document>, after: &Document) {
    let anew = republish(before, after);
    let count = anew.len();
    let anew: BTreeMap<_, _> = anew.into_iter().collect();
    assert_eq!(anew.len(), count, "no audience twice");
    assert_eq!(anew, differing(before, after));
}

/// An entry: of which of few people, in which state, with how many minutes.
type Entry = (u128, usize, Option<u32>);

fn entry((n, state, minutes): Entry) -> SignUp {
    let states = sign_up_states();
    SignUp {
        id: SignUpId(id(500 + n)),
        person: (n > 0).then(|| PersonId(id(100 + n))),
        state: states[state % states.len()],
        minutes,
        block: n.is_multiple_of(2).then(|| BlockId(id(80))),
        ..shift_document(ShiftState::Open).roster[1].clone()
    }
}

fn shift(entries: &[Entry], lead: Option<u128>, next_rank: u32, draft: bool) -> Document {
    let mut roster: Vec<SignUp> = Vec::new();
    for one in entries.iter().map(|one| entry(*one)) {
        // A person has one entry; places without a name may be many.
        if one.person.is_none() || roster.iter().all(|there| there.id != one.id) {
            roster.push(one);
        }
    }
    let contact = |n| Contact {
        to_reach: None,
        id: PersonId(id(100 + n)),
        name: "Lead".into(),
        phone: Some("0411".into()),
    };
    let state = if draft {
        ShiftState::Draft
    } else {
        ShiftState::Open
    };
    let sample = shift_document(state.clone());
    Document::Shift(Box::new(Shift {
        // A team has places or not.
        blocks: sample.blocks.into_iter().take(next_rank as usize).collect(),
        lead: lead.map(contact),
        deputy: lead.map(|n| contact(n + 1)),
        roster,
        next_rank,
        ..shift_document(state)
    }))
}

fn keep_sheets(document: &mut Document, sheets: usize) {
    if let Document::Shift(shift) = document {
        shift.sheets.truncate(sheets);
    }
}

proptest! {
    #[test]
    fn two_states_of_a_roster(
        before in prop::collection::vec((0_u128..7, 0_usize..13, prop::option::of(0_u32..2)), 0..9),
        after in prop::collection::vec((0_u128..7, 0_usize..13, prop::option::of(0_u32..2)), 0..9),
        shared in 0_usize..9,
        leads in (prop::option::of(0_u128..7), prop::option::of(0_u128..7), any::<bool>()),
        ranks in (0_u32..2, 0_u32..2),
        sheets in (0_usize..2, 0_usize..2),
        drafts in (0_u8..8, 0_u8..8),
    ) {
        let mut both: Vec<Entry> = before.iter().take(shared).copied().collect();
        both.extend(after);
        let (lead, other, moves) = leads;
        let (was, is) = (drafts.0 == 0, drafts.1 == 0);
        let mut before = shift(&before, lead, ranks.0, was);
        let mut after = shift(&both, if moves { other } else { lead }, ranks.1, is && moves || was && !moves);
        keep_sheets(&mut before, sheets.0);
        keep_sheets(&mut after, sheets.1);
        check(Some(&before), &after);
        check(None, &after);
        check(Some(&after), &after);
    }
}

#[test]
fn every_kind_of_document_beside_every_other_of_its_kind() {
    let all = documents();
    for after in &all {
        check(None, after);
        for before in all.iter().filter(|before| before.key() == after.key()) {
            check(Some(before), after);
        }
    }
}
