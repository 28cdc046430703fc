//! The part of the suite about what goes with an erasure: out of the log, the ledger, and where to look for it.

use super::{at, code, command, document, documents, done, key, ledger, person};
use crate::{
    chain::{Row, Walk},
    erasure::Forgetting,
    store::{LedgerRow, Link, Store, TransitionWrite, Verdict, Writes, sha256_hex},
};
use linli_domain::{CommandId, DocumentKey, PersonId, Transition, erasure::Traces};
use uuid::Uuid;

const DESK: &str = "210203";
/// Whose erasure it is; somebody else.
const WREN: u128 = 1;
const OTHER: u128 = 2;
const NAME: &str = "Canary Wren";
const PHONE: &str = "210299";

fn said(place: &str, actor: u128, to: &str, reason: Option<&str>) -> TransitionWrite {
    let said = Transition {
        document: key(place),
        entry: None,
        desk: code(DESK),
        from: "absent".into(),
        to: to.into(),
        actor: person(actor),
        at: at(0),
        reason: reason.map(str::to_owned),
        command: CommandId(Uuid::from_u128(7)),
    };
    let (salt, body) = ("5a17".to_owned(), done(serde_json::to_string(&said)));
    TransitionWrite {
        desk: code(DESK),
        key: key(place),
        digest: sha256_hex(&[salt.as_bytes(), body.as_bytes()]),
        salt,
        body,
    }
}

fn log(transitions: Vec<TransitionWrite>, forgetting: Option<Forgetting>) -> Writes {
    Writes {
        transitions,
        forgetting,
        ..Writes::default()
    }
}

async fn links<S: Store>(store: &mut S) -> Vec<Link> {
    done(store.links(&code(DESK), 0, 100).await)
}

/// Which links are erased, of a chain that verifies.
fn erased(links: &[Link]) -> Vec<usize> {
    let mut walk = Walk::new(DESK, &[]);
    for (link, n) in links.iter().zip(1..) {
        let said = &link.transition;
        let place = said.key.to_string();
        done(walk.step(&Row {
            n,
            key: &place,
            salt: &said.salt,
            body: &said.body,
            digest: &said.digest,
            hash: &link.hash,
        }));
    }
    let gone = |link: &Link| link.transition.salt.is_empty() && link.transition.body.is_empty();
    let last = links.last().map_or("", |link| link.hash.as_str());
    let length = i64::try_from(links.len()).unwrap_or_default();
    let held = done(walk.end(Some((length, last))));
    let erased: Vec<usize> = (0..links.len()).filter(|n| gone(&links[*n])).collect();
    assert_eq!(held.erased, erased.len() as u64);
    erased
}

/// Every document whose text holds one of the words, once; a sign that means something elsewhere means itself.
pub async fn documents_are_found_by_a_word_in_their_text<S: Store>(mut store: S) {
    let some = [
        ("2102031", "Canary Wren"),
        ("2102032", "wren of the canaries"),
        ("2102033", "100% of them"),
        ("2102034", "Canary Wren's 100% canary_box"),
    ];
    let some = some.map(|(place, name)| document(place, name, 0, None));
    done(store.commit(&documents(some.into())).await);
    let cases: [(&[&str], &[&str]); 7] = [
        (&["Wren"], &["2102031", "2102034"]),
        (&["wren"], &["2102032"]),
        (
            &["canaries", "Wren", "Canary"],
            &["2102031", "2102032", "2102034"],
        ),
        (&["0% o"], &["2102033"]),
        (&["y_b"], &["2102034"]),
        (&["n's"], &["2102034"]),
        (&["C%W", "nobody"], &[]),
    ];
    for (words, places) in cases {
        let words: Vec<String> = words.iter().map(|word| (*word).to_owned()).collect();
        let mut found = done(store.containing(&words).await);
        found.sort();
        let expected: Vec<DocumentKey> = places.iter().map(|place| key(place)).collect();
        assert_eq!(found, expected, "{words:?}");
    }
    assert_eq!(done(store.containing(&[]).await), []);
}

/// A link that goes keeps its place, its digest and its hash; all others stay, of whatever document; what is written with
/// it follows on.
pub async fn lines_that_go_leave_the_chain_standing<S: Store>(mut store: S) {
    let told = vec![
        said("2102031", OTHER, "first_entry", None),
        said("2102031", OTHER, "second_entry", Some("late")),
        said("2102032", OTHER, "first_entry", None),
        said("2102033", OTHER, "open", None),
    ];
    done(store.commit(&log(told, None)).await);
    let before = links(&mut store).await;
    let lines = vec![
        (
            key("2102031"),
            vec!["first_entry".to_owned(), "third".to_owned()],
        ),
        (key("2102033"), vec![String::new()]),
        (key("2102039"), vec![String::new()]),
    ];
    let nowhere = None;
    let fresh = vec![said("2102031", OTHER, "first_entry", None)];
    let writes = log(fresh, Some(Forgetting { lines, nowhere }));
    done(store.commit(&writes).await);
    let after = links(&mut store).await;
    // What is written with an erasure tells nothing of before it.
    assert_eq!(erased(&after), [0, 3]);
    assert_eq!(after.len(), 5);
    for (was, is) in before.iter().zip(&after) {
        assert_eq!(
            (&was.hash, &was.transition.digest),
            (&is.hash, &is.transition.digest)
        );
    }
    assert_eq!((&before[1], &before[2]), (&after[1], &after[2]));
    let again = done(store.links(&code(DESK), 0, 100).await);
    assert_eq!(after, again);
}

fn found_nowhere() -> Forgetting {
    let traces = Traces {
        person: person(WREN),
        desk: code(DESK),
        words: vec![NAME.into(), PHONE.into()],
        phone: Some(PHONE.into()),
    };
    Forgetting {
        lines: Vec::new(),
        nowhere: Some(traces),
    }
}

/// What they did goes, and what was said of them by name; what others did and said stays, also where it begins so.
pub async fn whoever_is_erased_is_in_no_line<S: Store>(mut store: S) {
    let told = vec![
        said("2102031", WREN, "open", None),
        said("2102031", OTHER, "open", Some("Canary Wren was late")),
        said("2102031", OTHER, "open", Some("a canary was late")),
        said("2102032", OTHER, "open", Some("ring 210299")),
        said("2102032", OTHER, NAME, None),
        said("2102032", OTHER, "open", None),
    ];
    done(store.commit(&log(told, None)).await);
    done(store.commit(&log(Vec::new(), Some(found_nowhere()))).await);
    let left = links(&mut store).await;
    assert_eq!(erased(&left), [0, 1, 3]);
    let id: PersonId = person(WREN);
    let texts = left.iter().map(|link| &link.transition.body);
    assert!(texts.clone().all(|text| !text.contains(&id.to_string())));
    assert!(texts.clone().all(|text| !text.contains(PHONE)));
    // Again, nothing more goes, and what is erased is no fault.
    done(store.commit(&log(Vec::new(), Some(found_nowhere()))).await);
    assert_eq!(links(&mut store).await, left);
}

/// Their own commands go with their verdicts; of another's that names them goes what was answered, not that it was.
pub async fn an_erasure_takes_verdicts_with_it<S: Store>(mut store: S) {
    for (who, id) in [(WREN, 1), (WREN, 2), (OTHER, 1)] {
        done(store.commit(&ledger(person(who), command(id), "aa")).await);
    }
    let verdict = Verdict {
        reasons: Vec::new(),
        written: vec![key(PHONE)],
    };
    let names_them = LedgerRow {
        body_hash: "bb".into(),
        at: at(0),
        verdict: Some(verdict),
    };
    let writes = Writes {
        ledger: Some((person(OTHER), command(2), names_them.clone())),
        ..Writes::default()
    };
    done(store.commit(&writes).await);
    let own = done(store.ledger(person(OTHER), command(1)).await);
    done(store.commit(&log(Vec::new(), Some(found_nowhere()))).await);
    for id in [1, 2] {
        assert_eq!(done(store.ledger(person(WREN), command(id)).await), None);
    }
    assert_eq!(done(store.ledger(person(OTHER), command(1)).await), own);
    let emptied = LedgerRow {
        verdict: None,
        ..names_them
    };
    let left = done(store.ledger(person(OTHER), command(2)).await);
    assert_eq!(left, Some(emptied));
}
