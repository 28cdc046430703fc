//! A server that was given a profile decides by it, and every device is told of it, once.

use crate::phone::{Community, applied, sign_up};
use linli_domain::{Profile, Refusal};
use linli_server::profile;
use linli_sync::{ChangesRequest, Outcome};

fn read(sent: &linli_sync::ProfileSent) -> Option<Profile> {
    serde_json::from_str(sent.profile.get()).ok()
}

#[tokio::test]
async fn a_profile_file_is_what_a_server_decides_by_and_what_devices_are_sent() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("profile.json");
    let lisbon = include_str!("../../../profiles/lisbon.json");
    let one_entry = lisbon.replace("\"list_bound\": 300", "\"list_bound\": 1");
    std::fs::write(&file, one_entry).unwrap();
    let profile = profile::load(&file).unwrap();
    let community = Community::with_profile(None, profile.clone());

    let mut phone = community.phone_of(1).await;
    let first = phone.pull(&ChangesRequest::default()).await;
    let sent = first.profile.expect("a device that holds none is sent it");
    assert_eq!(read(&sent), Some(profile));
    let request = |revision: &str| ChangesRequest {
        profile: Some(revision.to_owned()),
        ..Default::default()
    };
    assert_eq!(phone.pull(&request(&sent.revision)).await.profile, None);
    assert_eq!(phone.pull(&request("another")).await.profile, Some(sent));

    assert!(applied(&phone.submit(&[sign_up(1)]).await[0]));
    let second = community.phone_of(2).await.submit(&[sign_up(2)]).await;
    let [Outcome::Refused { reasons, .. }] = &second[..] else {
        panic!("{second:?}");
    };
    assert_eq!(*reasons, [Refusal::ListFull]);
}

#[tokio::test]
async fn without_a_file_it_is_as_in_dalian() {
    let community = Community::new();
    let changes = community
        .phone_of(1)
        .await
        .pull(&ChangesRequest::default())
        .await;
    let sent = changes.profile.unwrap();
    assert_eq!(read(&sent), Some(Profile::default()));
}

#[test]
fn a_file_that_is_not_good_is_refused_with_its_name_and_its_fields() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("elsewhere.json");
    let told = |text: Option<&str>| {
        if let Some(text) = text {
            std::fs::write(&file, text).unwrap();
        }
        format!("{:#}", profile::load(&file).unwrap_err())
    };
    assert!(told(None).contains("elsewhere.json"));
    let both = told(Some(r#"{"remind_hours": "soon", "offers": 30}"#));
    for part in [
        "elsewhere.json",
        "remind_hours: invalid type",
        "offers: no such field",
    ] {
        assert!(both.contains(part), "{both}");
    }
}
