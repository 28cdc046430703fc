//! The log of a served community: what a walk finds, and what checkpoints add. Every way to tamper is played in
//! `tests/log`.

use crate::phone::{Community, DESK, applied, envelope, shift_id, sign_up};
use linli_domain::Command;
use linli_server::{
    Clock,
    cli::verify::{checkpoints, kept_in},
    store::{SqliteStore, Walked, database_file},
};
use linli_sync::{
    Checkpoint,
    chain::{Broken, Fault, Held},
};
use rusqlite::Connection;

fn reading(community: &Community) -> SqliteStore {
    SqliteStore::open_to_read(&database_file(community.folder.path())).unwrap()
}

/// The verdict about the community's own chain.
fn verdict(store: &mut SqliteStore, against: &[Checkpoint]) -> Result<Held, Broken> {
    let walked = store.walk_chains(against).unwrap();
    let own = walked.into_iter().find(|chain| chain.desk == DESK);
    own.unwrap().verdict
}

fn tampered(connection: Connection, statement: &str) -> (Connection, Result<Held, Broken>) {
    connection.execute_batch("SAVEPOINT tampering").unwrap();
    connection.execute_batch(statement).unwrap();
    assert!(connection.changes() > 0, "{statement}");
    let mut store = SqliteStore::over(connection);
    let verdict = verdict(&mut store, &[]);
    let connection = store.into_connection();
    connection
        .execute_batch("ROLLBACK TO tampering; RELEASE tampering")
        .unwrap();
    (connection, verdict)
}

#[test]
fn whoever_rewrites_what_happened_is_found_out_and_told_where() {
    let community = Community::new();
    let held = verdict(&mut reading(&community), &[]).unwrap();
    assert!(held.length >= 10 && held.erased == 0, "{held:?}");
    let mut connection = community.database();
    let last = held.length;
    for (statement, at, fault) in [
        (
            "UPDATE transitions SET body = replace(body, 'regist', 'select') WHERE n = 8",
            8,
            Fault::Rewritten,
        ),
        (
            "UPDATE transitions SET digest = 'aa' WHERE n = 3",
            3,
            Fault::Rewritten,
        ),
        (
            "UPDATE transitions SET salt = 'bb' WHERE n = 4",
            4,
            Fault::Rewritten,
        ),
        (
            "UPDATE transitions SET hash = 'cc' WHERE n = 5",
            5,
            Fault::Unlinked,
        ),
        (
            "UPDATE transitions SET key = 'place/2102' WHERE n = 5",
            5,
            Fault::Elsewhere,
        ),
        ("DELETE FROM transitions WHERE n = 6", 6, Fault::OutOfPlace),
        (
            "DELETE FROM transitions WHERE n = (SELECT max(n) FROM transitions)",
            last,
            Fault::OtherEnd,
        ),
        (
            "UPDATE chains SET length = length + 1",
            last + 1,
            Fault::OtherEnd,
        ),
        ("DELETE FROM chains", last + 1, Fault::Headless),
    ] {
        let (back, verdict) = tampered(connection, statement);
        assert_eq!(verdict, Err(Broken { at, fault }), "{statement}");
        connection = back;
    }
    let erase = "UPDATE transitions SET body = '', salt = '' WHERE n = 7";
    let (_, verdict) = tampered(connection, erase);
    assert_eq!(verdict, Ok(Held { erased: 1, ..held }));
}

#[tokio::test]
async fn a_checkpoint_that_was_kept_tells_of_a_chain_that_is_another_one() {
    let community = Community::new();
    let file = community.folder.path().join("kept.txt");
    let mut kept = Vec::new();
    for n in [1, 2] {
        let outcomes = community.phone_of(n).await.submit(&[sign_up(n)]).await;
        assert!(applied(&outcomes[0]), "{outcomes:?}");
        let lines = checkpoints(&mut reading(&community), &Clock::system()).unwrap();
        kept.extend(lines.iter().map(Checkpoint::to_string));
    }
    let text = format!(
        "# In the drawer of the residents' committee\n\n{}\n",
        kept.join("\n")
    );
    std::fs::write(&file, text).unwrap();
    let kept = kept_in(&file).unwrap();
    assert_eq!(kept.len(), 2);
    let held = verdict(&mut reading(&community), &kept).unwrap();
    assert_eq!((held.length, &held.hash), (kept[1].length, &kept[1].hash));

    // The second volunteer never came, says whoever keeps the database.
    let end = kept[0].length;
    let connection = community.database();
    connection
        .execute("DELETE FROM transitions WHERE n > $1", [end as i64])
        .unwrap();
    connection
        .execute(
            "UPDATE chains SET length = $1, hash = $2",
            (end as i64, &kept[0].hash),
        )
        .unwrap();
    let mut store = SqliteStore::over(connection);
    assert!(
        verdict(&mut store, &[]).is_ok(),
        "the chain alone looks genuine"
    );
    let broken = Broken {
        at: end + 1,
        fault: Fault::OffCheckpoint,
    };
    assert_eq!(verdict(&mut store, &kept), Err(broken));
}

#[test]
fn what_is_broken_gives_no_checkpoint_and_what_is_none_is_told_apart() {
    let community = Community::new();
    let file = community.folder.path().join("kept.txt");
    for (text, said) in [
        ("", "no checkpoint in"),
        ("# nothing\n", "no checkpoint in"),
        ("# one\n210203015001 12\n", "line 2 of"),
    ] {
        std::fs::write(&file, text).unwrap();
        let refused = format!("{:#}", kept_in(&file).unwrap_err());
        assert!(refused.contains(said), "{refused}");
    }
    assert!(kept_in(&community.folder.path().join("absent")).is_err());
    let of_another = "210299 3 ".to_owned() + &"0a".repeat(32) + " 2026-11-26T04:00:00Z";
    let of_another = [of_another.parse().unwrap()];
    let walked = reading(&community).walk_chains(&of_another).unwrap();
    let broken: Vec<&Walked> = walked
        .iter()
        .filter(|chain| chain.verdict.is_err())
        .collect();
    assert_eq!(broken.len(), 1, "a community that is gone with its chain");
    assert_eq!(broken[0].desk, "210299");

    let connection = community.database();
    connection
        .execute("UPDATE transitions SET salt = 'x' WHERE n = 2", ())
        .unwrap();
    let refused = checkpoints(&mut reading(&community), &Clock::system()).unwrap_err();
    assert!(
        refused.to_string().contains("broken at transition 2"),
        "{refused}"
    );
}

#[tokio::test]
async fn a_log_that_grows_meanwhile_is_walked_as_it_was_at_one_moment() {
    let community = Community::new();
    let mut writers = Vec::new();
    for n in 1..=3 {
        let mut phone = community.phone_of(n).await;
        writers.push(tokio::spawn(async move {
            for _ in 0..20 {
                phone.submit(&[sign_up(n)]).await;
                let withdraw = envelope(n, &Command::Withdraw { shift: shift_id() });
                phone.submit(&[withdraw]).await;
            }
        }));
    }
    let mut store = reading(&community);
    let (mut lengths, mut walks) = (std::collections::BTreeSet::new(), 0);
    while writers.iter().any(|writer| !writer.is_finished()) {
        lengths.insert(verdict(&mut store, &[]).unwrap().length);
        walks += 1;
        tokio::task::yield_now().await;
    }
    assert!(lengths.len() > 1, "{walks} walks saw {lengths:?}");
}
