use crate::phone::Community;
use axum::http::StatusCode;

#[cfg(not(feature = "test-clock"))]
#[tokio::test]
async fn nobody_moves_the_clock_of_a_server_that_is_deployed() {
    let community = Community::new();
    let answer = community
        .phone()
        .post("/api/test/clock", r#"{"ahead_ms": 1000}"#)
        .await;
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (StatusCode::NOT_FOUND, "no_such_route")
    );
}

#[cfg(feature = "test-clock")]
#[tokio::test]
async fn a_test_moves_the_clock() {
    use linli_domain::time::{Instant, hours};
    let community = Community::new();
    let mut phone = community.phone();
    let answer = phone
        .post("/api/test/clock", r#"{"now": "2030-01-01T00:00:00Z"}"#)
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    let there: Instant = "2030-01-01T00:00:00Z".parse().unwrap();
    assert!(community.clock.now() - there < hours(1));
    assert_eq!(
        phone
            .post("/api/test/clock", r#"{"ahead_ms": 0}"#)
            .await
            .status,
        StatusCode::OK
    );
}

/// What the binary holds of the route, next to a route that it must hold.
#[test]
fn the_binary_names_the_clock_only_where_it_was_asked_for() {
    let binary = std::fs::read(env!("CARGO_BIN_EXE_linli")).unwrap();
    let names = |text: &str| {
        binary
            .windows(text.len())
            .any(|bytes| bytes == text.as_bytes())
    };
    assert!(names("/commands"), "this way of looking finds routes");
    assert_eq!(names("/test/clock"), cfg!(feature = "test-clock"));
}
