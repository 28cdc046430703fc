//! Photographs: what is kept, and who sees it.

use crate::phone::{
    Answer, Community, Phone, WORKER, about, applied, as_system, envelope, noon, person,
};
use axum::{
    body::Body,
    http::{Method, StatusCode, header},
};
use http_body_util::BodyExt;
use linli_domain::{
    Command, ShiftId, SignUpId,
    command::PaperEntry,
    photo::{BYTES_MAX, address_of},
    shift::ShiftAbout,
    time::{Span, hours},
};
use uuid::Uuid;

/// A JPEG with these bytes before its frame and these in its scan.
fn jpeg(more: &[u8], data: &[u8]) -> Vec<u8> {
    let frame = [0xff, 0xc0, 0, 11, 8, 2, 88, 3, 32, 1, 1, 0x11, 0];
    let scan = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0];
    [&[0xff, 0xd8], more, &frame, &scan, data, &[0xff, 0xd9]].concat()
}

async fn put(phone: &mut Phone, address: &str, bytes: Vec<u8>) -> Answer {
    let request = phone
        .request(Method::PUT, &format!("/api/files/{address}"))
        .header(header::CONTENT_TYPE, "image/jpeg");
    phone.send(request.body(Body::from(bytes)).unwrap()).await
}

async fn send(phone: &mut Phone, bytes: Vec<u8>) -> Answer {
    put(phone, &address_of(&bytes), bytes).await
}

fn past() -> ShiftId {
    ShiftId(Uuid::from_u128(0x5001))
}

/// A shift that began two hours ago, and a paper roster of it with this photograph.
async fn sheet_of(community: &Community, photo: &str) {
    let start = noon() - hours(2);
    let about = ShiftAbout {
        span: Span {
            start,
            end: start + hours(1),
        },
        ..about(2)
    };
    as_system(
        community.folder.path(),
        start - hours(30),
        vec![Command::OpenShift {
            shift: past(),
            about: Box::new(about),
        }],
    );
    let enter = Command::EnterAttendance {
        shift: past(),
        photo: Some(photo.to_owned()),
        entries: vec![PaperEntry {
            sign_up: SignUpId(Uuid::from_u128(0x7100)),
            person: person(1),
            from: None,
            to: None,
        }],
    };
    let mut worker = community.phone_of(WORKER).await;
    let outcomes = worker.submit(&[envelope(WORKER, &enter)]).await;
    assert!(applied(&outcomes[0]), "{outcomes:?}");
}

#[tokio::test]
async fn a_photograph_is_kept_once_and_read_back_as_it_was_sent() {
    let community = Community::new();
    let mut worker = community.phone_of(WORKER).await;
    let bytes = jpeg(&[], &[1, 2, 0xff, 0, 3]);
    let address = address_of(&bytes);
    assert_eq!(
        send(&mut worker, bytes.clone()).await.status,
        StatusCode::CREATED
    );
    assert_eq!(
        send(&mut worker, bytes.clone()).await.status,
        StatusCode::NO_CONTENT,
        "sent again, it is there"
    );
    sheet_of(&community, &address).await;
    let path = format!("/api/files/{address}?shift={}", past());
    let request = worker.request(Method::GET, &path).body(Body::empty());
    let response = worker.open(request.unwrap()).await;
    assert_eq!(response.status(), StatusCode::OK);
    let said = |name: &str| response.headers()[name].to_str().unwrap().to_owned();
    assert_eq!(said("content-type"), "image/jpeg");
    assert_eq!(said("cache-control"), "no-store");
    assert_eq!(said("x-content-type-options"), "nosniff");
    assert_eq!(
        said("content-security-policy"),
        "default-src 'none'; sandbox"
    );
    let read = response.into_body().collect().await.unwrap().to_bytes();
    assert_eq!(read, bytes);
    let folder = community.folder.path().join("files").join(&address[..2]);
    let there: Vec<_> = std::fs::read_dir(folder).unwrap().collect();
    assert_eq!(there.len(), 1, "one file, and nothing unfinished");
}

#[tokio::test]
async fn the_command_that_names_a_photograph_may_come_before_it() {
    let community = Community::new();
    let bytes = jpeg(&[], &[4]);
    let address = address_of(&bytes);
    sheet_of(&community, &address).await;
    let mut worker = community.phone_of(WORKER).await;
    let path = format!("/api/files/{address}?shift={}", past());
    assert_eq!(worker.get(&path).await.status, StatusCode::NOT_FOUND);
    assert_eq!(send(&mut worker, bytes).await.status, StatusCode::CREATED);
    assert_eq!(worker.get(&path).await.status, StatusCode::OK);
}

#[tokio::test]
async fn only_whom_the_roster_shows_sees_its_photograph() {
    let community = Community::new();
    let bytes = jpeg(&[], &[5]);
    let address = address_of(&bytes);
    sheet_of(&community, &address).await;
    let mut worker = community.phone_of(WORKER).await;
    assert_eq!(send(&mut worker, bytes).await.status, StatusCode::CREATED);
    let of = |shift: ShiftId| format!("/api/files/{address}?shift={shift}");
    assert_eq!(worker.get(&of(past())).await.status, StatusCode::OK);
    let another = crate::phone::shift_id();
    let nowhere = ShiftId(Uuid::from_u128(9));
    for path in [
        of(another),
        of(nowhere),
        format!("/api/files/{address}"),
        format!("/api/files/{address}?shift=x"),
        format!("/api/files/{}?shift={}", "0".repeat(64), past()),
    ] {
        let answer = worker.get(&path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert_eq!(answer.error(), "no_such_file", "{path}");
    }
    for n in [1, 2] {
        let answer = community.phone_of(n).await.get(&of(past())).await;
        assert_eq!(
            answer.error(),
            "no_such_file",
            "volunteer {n} sees no roster"
        );
    }
    let answer = community.phone().get(&of(past())).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn what_may_not_be_kept_is_refused_with_its_reason_and_leaves_nothing() {
    let community = Community::new();
    let mut phone = community.phone_of(WORKER).await;
    let exif = b"\xff\xe1\0\x10Exif\0\0latitude";
    let large = jpeg(&[], &vec![1; BYTES_MAX]);
    let just = jpeg(&[], &vec![1; BYTES_MAX - jpeg(&[], &[]).len()]);
    let data = StatusCode::UNPROCESSABLE_ENTITY;
    for (bytes, status, error) in [
        (jpeg(exif, &[1]), data, "carries_metadata"),
        (jpeg(b"\xff\xfe\0\x04hi", &[1]), data, "carries_metadata"),
        (
            b"<svg/>".to_vec(),
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "no_jpeg",
        ),
        (Vec::new(), StatusCode::UNSUPPORTED_MEDIA_TYPE, "no_jpeg"),
        (jpeg(&[], &[1])[..20].to_vec(), data, "broken_jpeg"),
        (large, StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
    ] {
        let answer = send(&mut phone, bytes).await;
        assert_eq!((answer.status, answer.error().as_str()), (status, error));
    }
    let good = jpeg(&[], &[1]);
    let other = address_of(b"another");
    let answer = put(&mut phone, &other, good.clone()).await;
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (data, "wrong_hash")
    );
    for address in ["", "x", &other.to_uppercase(), "..%2f..%2flinli.sqlite"] {
        let answer = put(&mut phone, address, good.clone()).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{address:?}");
    }
    assert!(!community.folder.path().join("files").exists());
    let answer = send(&mut community.phone(), good).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(
        send(&mut phone, just).await.status,
        StatusCode::CREATED,
        "the largest that may be"
    );
}

#[tokio::test]
async fn another_site_puts_no_photograph() {
    let community = Community::new();
    let mut phone = community.phone_of(1).await;
    let bytes = jpeg(&[], &[1]);
    let request = phone
        .request(Method::PUT, &format!("/api/files/{}", address_of(&bytes)))
        .header("origin", "https://evil.test");
    let answer = phone.send(request.body(Body::from(bytes)).unwrap()).await;
    assert_eq!(answer.error(), "foreign_origin");
}

#[tokio::test]
async fn nobody_fills_the_disk() {
    let community = Community::new();
    let mut phone = community.phone_of(WORKER).await;
    for n in 0..60_u8 {
        let answer = send(&mut phone, jpeg(&[], &[n])).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{n}");
    }
    let answer = send(&mut phone, jpeg(&[], &[60])).await;
    assert_eq!(
        (answer.status, answer.error().as_str()),
        (StatusCode::TOO_MANY_REQUESTS, "too_many_files")
    );
    community.gives_desk_to(2);
    let mut other = community.phone_of(2).await;
    let answer = send(&mut other, jpeg(&[], &[60])).await;
    assert_eq!(answer.status, StatusCode::CREATED, "others may");
    let answer = send(&mut phone, jpeg(&[], &[1])).await;
    assert_eq!(
        answer.status,
        StatusCode::NO_CONTENT,
        "what is there is no more of it"
    );
}

#[tokio::test]
async fn only_whoever_enters_who_came_sends_a_photograph() {
    let community = Community::new();
    let led = ShiftAbout {
        lead: Some(person(1)),
        deputy: Some(person(2)),
        ..about(2)
    };
    let starts = led.span.start;
    let open = Command::OpenShift {
        shift: ShiftId(Uuid::from_u128(0x5002)),
        about: Box::new(led),
    };
    as_system(community.folder.path(), noon(), vec![open]);
    let mut all = Vec::new();
    for n in [1, 2, 3, WORKER] {
        all.push((n, community.phone_of(n).await));
    }
    for (now, may) in [(noon(), &[WORKER][..]), (starts, &[1, 2, WORKER])] {
        community.clock.set(now);
        for (n, phone) in &mut all {
            let bytes = jpeg(&[], format!("{n} at {now}").as_bytes());
            let answer = send(phone, bytes).await;
            if may.contains(n) {
                assert_eq!(answer.status, StatusCode::CREATED, "{n} at {now}");
            } else {
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{n} at {now}");
                assert_eq!(answer.error(), "not_yours");
            }
        }
    }
}
