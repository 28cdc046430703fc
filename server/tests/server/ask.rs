//! Asking for help without an account.

use crate::phone::*;
use axum::http::StatusCode;
use linli_domain::{CaseId, Command, command::NeedStep, time::hours};
use linli_sync::ChangesRequest;
use serde_json::{Value, json};
use uuid::Uuid;

fn asking(phone: &str) -> Value {
    json!({
        "command": Uuid::now_v7(), "case": Uuid::now_v7(), "place": DESK,
        "what": "想有人陪我去医院", "when": "周五上午", "name": "顾奶奶", "phone": phone,
    })
}

async fn asks(phone: &mut Phone, what: &Value) -> Answer {
    phone.post("/api/ask", what.to_string()).await
}

#[tokio::test]
async fn somebody_without_an_account_asks_and_gets_a_receipt_and_the_desk_calls_first() {
    let community = Community::new();
    let mut phone = community.phone();
    let told = phone.get(&format!("/api/ask/{DESK}")).await;
    let told = told.json::<Value>();
    assert_eq!(told["name"]["en"], "Jinhong");
    assert_eq!(told["emergency"], "120");
    let what = asking("0411 8400 1234");
    let answer = asks(&mut phone, &what).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let no = answer.json::<Value>()["no"].as_str().unwrap().to_owned();
    assert_eq!(no.len(), 9, "{no}");
    assert_eq!(phone.cookie, None, "nobody is signed in by it");

    let mut worker = community.phone_of(WORKER).await;
    let changes = worker.pull(&ChangesRequest::default()).await;
    let needs = changes.rows.iter().filter_map(|row| {
        let view: Value = serde_json::from_str(row.view.as_ref()?.get()).ok()?;
        view.get("case")
            .map(|seen| (row.audience.to_string(), seen["case"].clone()))
    });
    let needs: Vec<_> = needs.collect();
    let [(audience, need)] = &needs[..] else {
        panic!("{needs:?}")
    };
    assert_eq!(*audience, format!("desk:{DESK}"));
    assert_eq!(need["no"], json!(no));
    assert_eq!(need["unverified"], json!(true));
    assert_eq!(need["about"]["recipient"]["phone"], "041184001234");
    let case: CaseId = serde_json::from_value(what["case"].clone()).unwrap();
    let step = |step| envelope(WORKER, &Command::HandleNeed { case, step });
    let done = worker
        .submit(&[
            step(NeedStep::Accept),
            step(NeedStep::Verify),
            step(NeedStep::Accept),
        ])
        .await;
    assert_eq!(
        done.iter().map(applied).collect::<Vec<_>>(),
        [false, true, true]
    );
}

#[tokio::test]
async fn a_lost_answer_is_asked_for_again_and_asks_once() {
    let community = Community::new();
    let mut phone = community.phone();
    let what = asking("0411 8400 1234");
    let mut receipts = Vec::new();
    for _ in 0..5 {
        let answer = asks(&mut phone, &what).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        receipts.push(answer.text);
    }
    receipts.dedup();
    assert_eq!(receipts.len(), 1);
    let needs: i64 = community
        .database()
        .query_row(
            "SELECT count(*) FROM documents WHERE key LIKE 'case/%'",
            (),
            |row| row.get(0),
        )
        .unwrap();
    assert_eq!(needs, 1);
}

#[tokio::test]
async fn one_number_asks_three_times_a_day_and_a_flood_is_told_to_call() {
    let community = Community::new();
    let mut phone = community.phone();
    let all: Vec<_> = (0..3).map(|_| asking("04118400")).collect();
    for what in &all {
        assert_eq!(asks(&mut phone, what).await.status, StatusCode::CREATED);
    }
    let answer = asks(&mut phone, &asking("0411-8400")).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(answer.header("retry-after").parse::<u64>().unwrap() > 3600);
    // Whoever corrects the third, of which no answer came, hears that it was taken down.
    let mut corrected = all[2].clone();
    corrected["command"] = asking("04118400")["command"].clone();
    corrected["what"] = json!("想有人陪我去银行");
    let answer = asks(&mut phone, &corrected).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    assert!(answer.text.contains("id_taken"), "{}", answer.text);
    for n in 0..27 {
        let number = format!("139{n:08}");
        assert_eq!(
            asks(&mut phone, &asking(&number)).await.status,
            StatusCode::CREATED
        );
    }
    let answer = asks(&mut phone, &asking("13900000099")).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    community.clock.set(noon() + hours(1));
    assert_eq!(
        asks(&mut phone, &asking("13900000099")).await.status,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn bad_input_is_told_field_by_field_and_an_unknown_place_as_such() {
    let community = Community::new();
    let mut phone = community.phone();
    let mut what = asking("call me");
    what["what"] = json!(" ");
    what["name"] = json!("");
    what["when"] = json!("x".repeat(201));
    let answer = asks(&mut phone, &what).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let reasons = answer.json::<Value>()["reasons"].clone();
    let fields: Vec<_> = reasons
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["field"]["field"].clone())
        .collect();
    assert_eq!(fields, ["text", "start", "name", "phone"]);
    let mut what = asking("04118400");
    what["place"] = json!("999999999999");
    assert_eq!(asks(&mut phone, &what).await.status, StatusCode::NOT_FOUND);
    assert_eq!(
        phone.get("/api/ask/999999999999").await.status,
        StatusCode::NOT_FOUND
    );
    assert_eq!(
        phone.get("/api/ask/..%2F").await.status,
        StatusCode::NOT_FOUND
    );
    // Another's need is not told by its id.
    let mine = asking("04118401");
    assert_eq!(asks(&mut phone, &mine).await.status, StatusCode::CREATED);
    let mut other = asking("04118402");
    other["case"] = mine["case"].clone();
    let answer = asks(&mut phone, &other).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text);
    assert!(!answer.text.contains("\"no\""));
}

#[tokio::test]
async fn a_stranger_uses_up_no_communitys_asks_nor_by_what_is_refused_anybodys() {
    let community = Community::new();
    let mut stranger = community.phone_at("198.51.100.1");
    let taken = asking("13900000000");
    let answer = asks(&mut stranger, &taken).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    // Another need under a command's id that was used: refused, and counted as nothing of that number.
    for n in 0..40 {
        let mut other = asking("04118400");
        other["command"] = taken["command"].clone();
        let answer = asks(&mut stranger, &other).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{n}: {}", answer.text);
    }
    for n in 1..5 {
        let answer = asks(&mut stranger, &asking(&format!("1390000000{n}"))).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    }
    let answer = asks(&mut stranger, &asking("13900000009")).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    assert_eq!(answer.error(), "too_many_asks");
    let mut neighbour = community.phone_at("198.51.100.2");
    let answer = asks(&mut neighbour, &asking("04118400")).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
}
