//! Short texts: what a picture or a link says, what names something, what tells a time.

use crate::text;
use chrono::NaiveDate;
use linli_domain::{
    Audience, DocumentKey, Month, PersonId, ShiftId, codes,
    command::Proof,
    opening::{Door, Opening},
    place::PlaceCode,
    time::{Birth, Instant, Span},
};
use serde::{Serialize, de::DeserializeOwned};
use std::{
    fmt::{Debug, Display},
    str::FromStr,
};

pub fn links(data: &[u8]) {
    let Some(text) = text(data) else { return };
    if let Some(opening) = Opening::read(text) {
        let link = opening.link("https://linli.example");
        let (_, behind) = link
            .split_once('#')
            .expect("the secret stands behind the stroke");
        assert_eq!(Opening::read(behind).as_ref(), Some(&opening));
    }
    if let Some(door) = Door::read(text) {
        let link = door.link("https://linli.example");
        let (_, behind) = link.split_once('#').expect("behind the stroke");
        assert_eq!(Door::read(behind).as_ref(), Some(&door));
        assert!(
            door.phone.len() <= 20 && door.phone.is_ascii(),
            "it is dialled as it stands"
        );
    }
}

pub fn pictures(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let card = codes::read_card(text);
    if let Some(person) = card {
        assert_ne!(person, PersonId::SYSTEM);
        assert_eq!(codes::card_text(person), text, "a card has one writing");
    }
    let Some((shift, proof)) = codes::read_picture(text) else {
        return;
    };
    assert!(card.is_none(), "a card is no shift's code");
    match &proof {
        Proof::Code { step, mac } => {
            let again = codes::picture_text(shift, *step, mac);
            assert_eq!(codes::read_picture(&again), Some((shift, proof.clone())));
            let secret = linli_domain::shift::Secret("00112233445566778899aabbccddeeff".into());
            let right = codes::code(&secret, shift, *step) == *mac;
            assert_eq!(codes::proves(&secret, shift, *step, mac), right);
        }
        Proof::Printed { mac } => assert_eq!(mac.len(), 32),
        other => panic!("a picture never says {other:?}"),
    }
}

pub fn keys(data: &[u8]) {
    let Some(text) = text(data) else { return };
    named::<Audience>(text);
    named::<DocumentKey>(text);
    named::<PlaceCode>(text);
    named::<Month>(text);
    named::<ShiftId>(text);
}

/// Read, written and read again it is the same, within JSON too; and JSON reads nothing that the text alone does not.
fn named<T>(text: &str)
where
    T: FromStr + Display + Serialize + DeserializeOwned + PartialEq + Debug,
    T::Err: Debug,
{
    let read = text.parse::<T>().ok();
    let json = serde_json::to_string(text).expect("a text is JSON");
    assert_eq!(serde_json::from_str::<T>(&json).ok(), read);
    let Some(read) = read else { return };
    let written = read.to_string();
    assert_eq!(
        written.parse::<T>().expect("what was written is read"),
        read
    );
    assert_eq!(
        serde_json::to_string(&read).expect("is written"),
        format!("\"{written}\"")
    );
}

pub fn dates(data: &[u8]) {
    let Some(text) = text(data) else { return };
    let json = |text: &str| serde_json::to_string(text).expect("a text is JSON");
    let spanned = format!("{{\"start\":{0},\"end\":{0}}}", json(text));
    if let Ok(span) = serde_json::from_str::<Span>(&spanned) {
        // Spans are read and written by our own hand, moments by chrono: of what we read it reads the same, and the letters
        // are the same. We read fewer: no leap seconds, no year of five digits, no spaces.
        let at = serde_json::from_str::<Instant>(&json(text)).expect("chrono reads it too");
        assert_eq!(span.start, at);
        let written = serde_json::to_value(span).expect("a span is written");
        assert_eq!(
            written["start"],
            serde_json::to_value(at).expect("a moment is written")
        );
        assert_eq!(
            serde_json::from_value::<Span>(written).expect("and read"),
            span
        );
        assert!(!span.overlaps(&span) && span.minutes() == 0);
        codes::step_start(codes::step_at(at));
    }
    if let Ok(day) = text.parse::<NaiveDate>() {
        let month = Month::of(day);
        assert!((1..=12).contains(&month.month()));
        assert!(month.next() >= month && month.previous() <= month);
        let age = Birth::Date(day).age_on(crate::authority::today().date_naive());
        assert!(age < 300_000);
    }
    for birth in [
        text.to_owned(),
        format!("{{\"year\":{text}}}"),
        format!("{{\"date\":{}}}", json(text)),
    ] {
        let Ok(birth) = serde_json::from_str::<Birth>(&birth) else {
            continue;
        };
        let written = serde_json::to_string(&birth).expect("is written");
        assert_eq!(
            serde_json::from_str::<Birth>(&written).expect("is read"),
            birth
        );
        birth.age_on(crate::authority::today().date_naive());
    }
}
