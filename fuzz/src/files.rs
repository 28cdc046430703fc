//! Files that people bring: a profile, a photograph, a page of checkpoints.

use crate::text;
use linli_domain::{Profile, photo};
use linli_server::profile::parse;
use linli_sync::Checkpoint;

pub fn profile(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let read = Profile::read(text);
    match &read {
        Ok(profile) => {
            assert_eq!(profile.problems(), [""; 0]);
            let written = serde_json::to_string(profile).expect("a profile is written");
            assert_eq!(Profile::read(&written).as_ref(), Ok(profile));
        }
        Err(problems) => assert!(!problems.is_empty(), "what is refused says why"),
    }
    // Comparing a zone's clocks hour by hour is slow: only where the rest is good already.
    if let Ok(profile) = read
        && let Ok(whole) = parse(text)
    {
        assert_eq!(whole.zone, profile.zone);
        assert_eq!(whole.problems(), [""; 0]);
    }
}

pub fn photograph(data: &[u8]) {
    let checked = photo::check(data);
    match photo::without_more(data) {
        Ok(kept) => {
            assert!(kept.len() <= data.len());
            assert_eq!(
                photo::without_more(&kept).as_ref(),
                Ok(&kept),
                "once is enough"
            );
            assert_ne!(photo::check(&kept), Err(photo::NotKept::CarriesMore));
            assert!(photo::check(&kept).is_ok() || kept.len() > photo::BYTES_MAX);
            // What may be kept as it is, is not changed; and only what carries nothing may.
            assert_eq!(
                checked.is_ok(),
                kept == data && data.len() <= photo::BYTES_MAX
            );
            assert!(nothing_about(&kept), "something is left of what it carried");
        }
        Err(why) => assert_eq!(checked, Err(why).or(checked), "both readers agree"),
    }
    assert!(photo::is_address(&photo::address_of(data)));
    if let Some(text) = text(data)
        && photo::is_address(text)
    {
        assert!(text.len() == 64 && !text.contains(['/', '.', '%']));
    }
}

/// Read by another: no segment before the first scan carries anything about the picture.
fn nothing_about(jpeg: &[u8]) -> bool {
    let mut rest = &jpeg[2..];
    while let [0xff, marker, high, low, ..] = rest {
        match marker {
            0xe1..=0xef | 0xfe => return false,
            0xda | 0xd9 => return true,
            _ => {
                let length = 2 + usize::from(u16::from_be_bytes([*high, *low]));
                let Some(next) = rest.get(length..) else {
                    return false;
                };
                rest = next;
            }
        }
    }
    true
}

pub fn checkpoint(data: &[u8]) {
    let Some(text) = text(data) else { return };
    for line in text.lines() {
        let Ok(kept) = line.parse::<Checkpoint>() else {
            continue;
        };
        let written = kept.to_string();
        let again: Checkpoint = written.parse().expect("what is printed is read");
        assert_eq!(
            (&again.desk, again.length, &again.hash),
            (&kept.desk, kept.length, &kept.hash)
        );
        assert_eq!(again.at.timestamp(), kept.at.timestamp(), "to the second");
        assert_eq!(again.to_string(), written);
        assert!(!written.contains('\n') && kept.length > 0 && kept.hash.len() == 64);
    }
}
