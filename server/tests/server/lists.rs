use crate::phone::{Community, Phone, noon};
use axum::http::StatusCode;
use linli_import::{Given, Source};
use linli_server::{
    Clock, Config, Server, demo,
    lists::{NotImported, bring_in},
    store::{SqliteStore, database_file},
};
use linli_sync::ChangesRequest;
use tempfile::TempDir;

const PLACES: &str = "code,name\n210203015001,Jinhong\n210203015001001,First grid\n";
const PEOPLE: &str = "number,name,grid,roles,account,password\n\
     V01,Wei,001,community_worker,wei,fair weather\nV02,Lan,001,volunteer,,\n";
const SHIFTS: &str = "number,title,grid,date,start,end,slots\n\
     S1,Stalls,001,2026-11-28,09:00,11:00,2\n";

fn fresh() -> (TempDir, SqliteStore) {
    let folder = tempfile::tempdir().unwrap();
    let store = SqliteStore::open(&database_file(folder.path())).unwrap();
    (folder, store)
}

fn sources<'a>(people: &'a str, shifts: &'a str) -> [Source<'a>; 3] {
    [
        ("places.csv", PLACES),
        ("people.csv", people),
        ("shifts.csv", shifts),
    ]
    .map(|(name, text)| Source {
        name,
        bytes: text.as_bytes(),
    })
}

#[test]
fn the_same_lists_again_change_nothing() {
    let (_folder, mut store) = fresh();
    let first = bring_in(
        &mut store,
        &sources(PEOPLE, SHIFTS),
        &Given::at(noon()),
        &Default::default(),
    )
    .unwrap();
    assert!(first.commands > 5);
    let heads = store.walk_chains(&[]).unwrap();
    let again = bring_in(
        &mut store,
        &sources(PEOPLE, SHIFTS),
        &Given::at(noon()),
        &Default::default(),
    )
    .unwrap();
    assert_eq!((again.commands, again.left.len()), (0, 0));
    assert_eq!(store.walk_chains(&[]).unwrap(), heads);
}

#[test]
fn one_bad_row_and_nothing_is_imported() {
    let (_folder, mut store) = fresh();
    let shifts = format!(
        "{SHIFTS}S2,Stalls,001,2026-11-28,25:00,11:00,2\nS3,,999,2026-11-28,09:00,11:00,2\n"
    );
    let Err(NotImported::Bad(bad)) = bring_in(
        &mut store,
        &sources(PEOPLE, &shifts),
        &Given::at(noon()),
        &Default::default(),
    ) else {
        panic!("it was imported")
    };
    let places: Vec<_> = bad
        .iter()
        .map(|bad| (bad.file.as_str(), bad.line, bad.column.as_str()))
        .collect();
    assert_eq!(
        places,
        [
            ("shifts.csv", 3, "start"),
            ("shifts.csv", 4, "title"),
            ("shifts.csv", 4, "grid")
        ]
    );
    assert!(store.is_new().unwrap());
}

#[test]
fn an_account_that_is_somebody_elses_imports_nothing() {
    let (_folder, mut store) = fresh();
    let people = PEOPLE.replace(
        "V02,Lan,001,volunteer,,",
        "V02,Lan,001,volunteer,wei,another one",
    );
    let answer = bring_in(
        &mut store,
        &sources(&people, SHIFTS),
        &Given::at(noon()),
        &Default::default(),
    );
    assert!(matches!(
        answer,
        Err(NotImported::LoginTaken { .. } | NotImported::Bad(_))
    ));
    assert!(store.is_new().unwrap() && store.accounts().unwrap() == 0);
}

#[tokio::test]
async fn people_sign_in_with_the_accounts_of_the_list_and_keep_the_password_they_chose() {
    let (folder, mut store) = fresh();
    bring_in(
        &mut store,
        &sources(PEOPLE, SHIFTS),
        &Given::at(noon()),
        &Default::default(),
    )
    .unwrap();
    let config = Config {
        door: Default::default(),
        second_factor: Default::default(),
        profile: Default::default(),
        data: folder.path().to_owned(),
        app: None,
        public_url: None,
        clock: Clock::still_at(noon()),
    };
    let mut phone = Phone::over(Server::open(&config).unwrap().router());
    assert_eq!(
        phone.sign_in("wei", "fair weather").await.status,
        StatusCode::OK
    );
    let wei = store.whose_login("wei").unwrap().unwrap();
    let chosen = linli_server::password::hash("my own words").unwrap();
    store.set_password(wei, &chosen, noon()).unwrap();
    bring_in(
        &mut store,
        &sources(PEOPLE, SHIFTS),
        &Given::at(noon()),
        &Default::default(),
    )
    .unwrap();
    assert_eq!(
        phone.sign_in("wei", "fair weather").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        phone.sign_in("wei", "my own words").await.status,
        StatusCode::OK
    );
}

#[tokio::test]
async fn the_demo_is_loaded_once_and_everybody_can_be_tried() {
    let (folder, mut store) = fresh();
    let community = linli_import::demo(noon());
    assert!(demo::load(&mut store, &community, &Default::default(), noon()).unwrap());
    assert!(!demo::load(&mut store, &community, &Default::default(), noon()).unwrap());
    let config = Config {
        door: Default::default(),
        second_factor: Default::default(),
        profile: Default::default(),
        data: folder.path().to_owned(),
        app: None,
        public_url: None,
        clock: Clock::still_at(noon()),
    };
    let router = Server::open(&config).unwrap().router();
    for who in &community.sign_ins {
        let mut phone = Phone::over(router.clone());
        let answer = phone.sign_in(&who.volunteer_no, demo::PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", who.volunteer_no);
        assert!(!phone.pull(&ChangesRequest::default()).await.rows.is_empty());
    }
}

#[test]
fn a_community_that_is_there_is_not_written_over_by_the_demo() {
    let community = Community::new();
    let mut store = SqliteStore::open(&database_file(community.folder.path())).unwrap();
    let heads = store.walk_chains(&[]).unwrap();
    assert!(
        !demo::load(
            &mut store,
            &linli_import::demo(noon()),
            &Default::default(),
            noon()
        )
        .unwrap()
    );
    assert_eq!(store.walk_chains(&[]).unwrap(), heads);
}

#[test]
fn a_first_password_that_many_people_use_is_not_brought_in() {
    let (_folder, mut store) = fresh();
    let people = PEOPLE.replace("fair weather", "wei12345");
    let answer = bring_in(
        &mut store,
        &sources(&people, SHIFTS),
        &Given::at(noon()),
        &Default::default(),
    );
    let Err(refused @ NotImported::Passwords(_)) = answer else {
        panic!("{answer:?}");
    };
    let said = refused.to_string();
    assert!(
        said.contains("line 2") && !said.contains("wei12345"),
        "{said}"
    );
    assert!(store.is_new().unwrap() && store.accounts().unwrap() == 0);
}
