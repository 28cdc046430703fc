//! Whoever changes the log behind its back is found out: ten thousand chains, tampered with in every way that we could
//! think of, over a real database and the walk that `linli verify` does.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on has failed"
)]

mod homes;
mod kinds;
mod tampering;

use homes::Home;
use kinds::Kind;
use linli_domain::planted::{Bug, plant};
use linli_server::store::Walked;
use linli_sync::chain::Fault;
use linli_tests::rng::Rng;
use std::collections::{BTreeMap, BTreeSet};

const HOMES: u64 = 40;
const TAMPERED: usize = 10_000;
const ERASED: usize = 1_000;

fn homes(count: u64) -> Vec<Home> {
    (0..count)
        .map(|seed| Home::new(&mut Rng::new(seed)))
        .collect()
}

/// What the walk finds first, of all chains.
fn fault_of(walked: &[Walked]) -> Option<Fault> {
    let mut broken = walked
        .iter()
        .filter_map(|chain| chain.verdict.as_ref().err());
    broken.next().map(|broken| broken.fault)
}

/// Tampers once, and says what is found.
fn tampered(home: &mut Home, kind: Kind, rng: &mut Rng) -> Option<Fault> {
    let chains = kind.of(rng, home.chains());
    assert_ne!(chains, home.chains(), "{kind:?} changes something");
    let alone = fault_of(&home.look_at(&chains, false));
    if !kind.looks_genuine() {
        return alone;
    }
    assert_eq!(alone, None, "{kind:?} shows in no chain by itself");
    fault_of(&home.look_at(&chains, true))
}

/// Tampers so many times in turn; answers how often each kind was found and by what, and which kinds were missed.
fn play(
    mut homes: Vec<Home>,
    count: usize,
) -> (BTreeMap<Kind, BTreeMap<Fault, u32>>, BTreeSet<Kind>) {
    let (mut found, mut missed) = (BTreeMap::new(), BTreeSet::new());
    for n in 0..count {
        let mut rng = Rng::new(n as u64);
        let kind = Kind::ALL[n % Kind::ALL.len()];
        let home = rng.below(homes.len());
        match tampered(&mut homes[home], kind, &mut rng) {
            Some(fault) => {
                let faults: &mut BTreeMap<Fault, u32> = found.entry(kind).or_default();
                *faults.entry(fault).or_default() += 1;
            }
            None => {
                missed.insert(kind);
            }
        }
    }
    (found, missed)
}

#[test]
fn ten_thousand_tampered_chains_are_all_found_out() {
    let (found, missed) = play(homes(HOMES), TAMPERED);
    for kind in Kind::ALL {
        let faults = found.get(kind).cloned().unwrap_or_default();
        let count: u32 = faults.values().sum();
        println!("{count:>4} {kind:?}: {faults:?}");
        assert!(count > 0, "{kind:?} was never played");
    }
    let all: u32 = found.values().flat_map(BTreeMap::values).sum();
    println!(
        "{all} of {TAMPERED} tampered chains found out, {} kinds",
        Kind::ALL.len()
    );
    assert_eq!(missed, BTreeSet::new());
    assert_eq!(all as usize, TAMPERED);
}

#[test]
fn chains_that_nobody_tampered_with_hold_and_so_do_rightful_erasures() {
    let mut homes = homes(HOMES);
    let (mut links, mut erased) = (0, 0);
    for home in &mut homes {
        let chains = home.chains().to_vec();
        for against in [false, true] {
            let walked = home.look_at(&chains, against);
            assert_eq!((fault_of(&walked), walked.len()), (None, chains.len()));
        }
    }
    for n in 0..ERASED {
        let mut rng = Rng::new(n as u64);
        let home = rng.below(homes.len());
        let home = &mut homes[home];
        let chains = tampering::erased(&mut rng, home.chains());
        let walked = home.look_at(&chains, true);
        assert_eq!(fault_of(&walked), None, "erasure {n}");
        let held = walked
            .iter()
            .filter_map(|chain| chain.verdict.as_ref().ok());
        for held in held {
            links += held.length;
            erased += held.erased;
        }
        let empty = chains.iter().flat_map(|chain| &chain.links);
        let empty = empty.filter(|link| link.is_erased()).count();
        let told: u64 = walked
            .iter()
            .flat_map(|chain| &chain.verdict)
            .map(|held| held.erased)
            .sum();
        assert_eq!(told, empty as u64, "each is counted");
    }
    println!("{ERASED} times erased: {erased} of {links} transitions, and every chain holds");
    assert!(erased > 0 && erased < links);
}

/// A walk that looks away would be seen: each of these bugs lets some kind through.
#[test]
fn a_walk_that_does_not_look_is_caught() {
    for (bug, lets_through) in [
        (Bug::ChainEndUnread, Kind::HeadHashChanged),
        (Bug::LinkNumbersUnread, Kind::LastMovedOn),
        (Bug::LinkTextsUnread, Kind::LettersMovedToTheSalt),
        (Bug::CheckpointsUnread, Kind::RewrittenToTheEnd),
    ] {
        plant(Some(bug));
        let (_, missed) = play(homes(4), 4 * Kind::ALL.len());
        plant(None);
        println!("{bug:?} lets through {missed:?}");
        assert!(missed.contains(&lets_through), "{bug:?}");
    }
    assert_eq!(play(homes(4), 4 * Kind::ALL.len()).1, BTreeSet::new());
}
