//! What may be kept as a photograph.

use linli_domain::photo::{BYTES_MAX, NotKept, address_of, check, is_address, without_more};
use proptest::prelude::*;

/// A part with a length, as a JPEG writes it.
fn part(marker: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len() + 2).unwrap().to_be_bytes();
    [&[0xff, marker], &length[..], content].concat()
}

fn frame(height: u16, width: u16) -> Vec<u8> {
    let (h, w) = (height.to_be_bytes(), width.to_be_bytes());
    part(0xc0, &[8, h[0], h[1], w[0], w[1], 1, 1, 0x11, 0])
}

/// A JPEG with these parts before its scan.
fn jpeg(more: &[Vec<u8>]) -> Vec<u8> {
    let scan = [
        part(0xda, &[1, 1, 0, 0, 63, 0]),
        vec![0x12, 0xff, 0, 0xff, 0xd0, 0x34],
    ]
    .concat();
    let parts = [
        vec![0xff, 0xd8],
        part(0xe0, b"JFIF\0"),
        more.concat(),
        frame(600, 800),
        scan,
    ];
    [parts.concat(), vec![0xff, 0xd9]].concat()
}

#[test]
fn a_picture_and_nothing_else_is_kept_as_it_is() {
    let plain = jpeg(&[]);
    assert_eq!(check(&plain), Ok(()));
    assert_eq!(without_more(&plain).as_ref(), Ok(&plain));
}

#[test]
fn what_says_where_and_by_whom_it_was_taken_is_found_and_taken_out() {
    let exif = [b"Exif\0\0".as_slice(), b"latitude"].concat();
    for marker in (0xe1..=0xef).chain([0xfe]) {
        let carries = jpeg(&[part(marker, &exif)]);
        assert_eq!(check(&carries), Err(NotKept::CarriesMore), "{marker:x}");
        assert_eq!(without_more(&carries), Ok(jpeg(&[])), "{marker:x}");
    }
}

#[test]
fn exif_between_two_scans_is_found_too() {
    let one = jpeg(&[]);
    let (first, end) = one.split_at(one.len() - 2);
    let second = [
        part(0xe1, b"Exif\0\0"),
        part(0xda, &[1, 1, 0, 0, 63, 0]),
        vec![7],
    ]
    .concat();
    let carries = [first, &second, end].concat();
    assert_eq!(check(&carries), Err(NotKept::CarriesMore));
    assert_eq!(
        without_more(&carries).map(|bytes| check(&bytes)),
        Ok(Ok(()))
    );
}

#[test]
fn what_is_no_jpeg_or_a_broken_one_is_not_kept() {
    assert_eq!(check(b""), Err(NotKept::NoJpeg));
    assert_eq!(check(b"<svg onload=alert(1)>"), Err(NotKept::NoJpeg));
    assert_eq!(check(b"\x89PNG\r\n\x1a\n"), Err(NotKept::NoJpeg));
    let plain = jpeg(&[]);
    for end in 2..plain.len() {
        assert_eq!(check(&plain[..end]), Err(NotKept::Broken), "cut at {end}");
    }
    let hidden = [plain, b"and a letter".to_vec()].concat();
    assert_eq!(
        check(&hidden),
        Err(NotKept::Broken),
        "nothing hides behind the end"
    );
    assert_eq!(
        check(&[0xff, 0xd8, 0xff, 0xd9]),
        Err(NotKept::Broken),
        "an empty one shows nothing"
    );
    assert_eq!(
        check(&[0xff, 0xd8, 0xff, 0xe1, 0, 1]),
        Err(NotKept::Broken),
        "a length that is none"
    );
}

#[test]
fn a_photograph_has_a_largest_size() {
    let long = vec![0x11; BYTES_MAX];
    let plain = jpeg(&[]);
    let at = plain.len() - 2;
    let large = [&plain[..at], &long, &plain[at..]].concat();
    assert_eq!(check(&large), Err(NotKept::TooLarge));
    let wide = [vec![0xff, 0xd8], frame(600, 4097), plain[2..].to_vec()].concat();
    assert_eq!(check(&wide), Err(NotKept::TooLarge));
    let flat = [vec![0xff, 0xd8], frame(0, 600), plain[2..].to_vec()].concat();
    assert_eq!(check(&flat), Err(NotKept::Broken));
}

#[test]
fn an_address_is_64_small_hexadecimal_digits() {
    assert!(is_address(&"0a".repeat(32)));
    // The hash of nothing, as FIPS 180-4's own examples give it.
    let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(address_of(b""), nothing);
    assert!(is_address(nothing));
    for bad in [
        "",
        "0a",
        &"0A".repeat(32),
        &"0g".repeat(32),
        &"../".repeat(22)[..64],
    ] {
        assert!(!is_address(bad), "{bad:?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..Default::default() })]

    /// Whatever somebody sends: what was cleaned is clean, and cleaning it again changes nothing.
    #[test]
    fn what_was_cleaned_is_clean(
        more in proptest::collection::vec((any::<u8>(), proptest::collection::vec(any::<u8>(), 0..40)), 0..6),
        noise in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..4),
    ) {
        let parts: Vec<Vec<u8>> = more.iter().map(|(marker, content)| part(*marker, content)).collect();
        let mut bytes = jpeg(&parts);
        for (at, byte) in noise {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Ok(clean) = without_more(&bytes) {
            prop_assert_eq!(check(&clean), Ok(()));
            prop_assert_eq!(without_more(&clean), Ok(clean));
        }
    }
}
