//! Passkeys: the browser makes them and shows them, and asks who somebody is by fingerprint, face or PIN.
//!
//! Reached by name, as the camera is: what only a page of few needs adds nothing to what everybody fetches first.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

/// How long the browser waits for somebody, in milliseconds: as long as the server does.
const TIMEOUT_MS: u32 = 300_000;

/// What the server wants a passkey made for. Bytes are base64url without padding.
#[derive(Clone, Debug, Deserialize)]
pub struct Making {
    /// To name in the answer.
    pub ceremony: String,
    challenge: String,
    rp: String,
    rp_name: String,
    user: String,
    name: String,
    algorithms: Vec<i32>,
    known: Vec<String>,
}

/// What the server wants a passkey shown for.
#[derive(Clone, Debug, Deserialize)]
pub struct Showing {
    /// To name in the answer.
    pub ceremony: String,
    challenge: String,
    rp: String,
}

/// A passkey that was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MadeKey {
    id: String,
    client_data: String,
    attestation: String,
}

/// A passkey that was shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShownKey {
    id: String,
    client_data: String,
    authenticator_data: String,
    signature: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<String>,
}

fn get(on: &JsValue, name: &str) -> Option<JsValue> {
    Reflect::get(on, &name.into())
        .ok()
        .filter(|value| !value.is_undefined() && !value.is_null())
}

fn put(on: &JsValue, name: &str, value: &JsValue) -> Option<()> {
    Reflect::set(on, &name.into(), value).ok().map(drop)
}

/// Whether this browser knows passkeys at all.
#[must_use]
pub fn can() -> bool {
    get(&js_sys::global(), "PublicKeyCredential").is_some()
}

/// Has the browser make one. None where nobody let it, or it could not.
pub async fn make(asked: &Making) -> Option<MadeKey> {
    let types = asked.algorithms.iter();
    let types = types.map(|alg| format!(r#"{{"type":"public-key","alg":{alg}}}"#));
    let options = JSON::parse(&format!(
        r#"{{"attestation":"none","timeout":{TIMEOUT_MS},"pubKeyCredParams":[{}],
            "authenticatorSelection":{{"residentKey":"required","requireResidentKey":true,"userVerification":"required"}}}}"#,
        types.collect::<Vec<_>>().join(",")
    ))
    .ok()?;
    put(&options, "challenge", &bytes(&asked.challenge)?)?;
    let rp: JsValue = Object::new().into();
    put(&rp, "id", &asked.rp.as_str().into())?;
    put(&rp, "name", &asked.rp_name.as_str().into())?;
    put(&options, "rp", &rp)?;
    let user: JsValue = Object::new().into();
    put(&user, "id", &bytes(&asked.user)?)?;
    put(&user, "name", &asked.name.as_str().into())?;
    put(&user, "displayName", &asked.name.as_str().into())?;
    put(&options, "user", &user)?;
    let known = Array::new();
    for id in &asked.known {
        let one: JsValue = Object::new().into();
        put(&one, "type", &"public-key".into())?;
        put(&one, "id", &bytes(id)?)?;
        known.push(&one);
    }
    put(&options, "excludeCredentials", &known)?;
    let made = asked_of_browser("create", &options).await?;
    let response = get(&made, "response")?;
    Some(MadeKey {
        id: text_of(&made, "rawId")?,
        client_data: text_of(&response, "clientDataJSON")?,
        attestation: text_of(&response, "attestationObject")?,
    })
}

/// Has the browser show one. None where nobody let it, or it knows none.
pub async fn show(asked: &Showing) -> Option<ShownKey> {
    let options = JSON::parse(&format!(
        r#"{{"timeout":{TIMEOUT_MS},"userVerification":"required"}}"#
    ))
    .ok()?;
    put(&options, "challenge", &bytes(&asked.challenge)?)?;
    put(&options, "rpId", &asked.rp.as_str().into())?;
    let shown = asked_of_browser("get", &options).await?;
    let response = get(&shown, "response")?;
    Some(ShownKey {
        id: text_of(&shown, "rawId")?,
        client_data: text_of(&response, "clientDataJSON")?,
        authenticator_data: text_of(&response, "authenticatorData")?,
        signature: text_of(&response, "signature")?,
        user: text_of(&response, "userHandle"),
    })
}

async fn asked_of_browser(how: &str, options: &JsValue) -> Option<JsValue> {
    let all: JsValue = Object::new().into();
    put(&all, "publicKey", options)?;
    let credentials = get(&get(&js_sys::global(), "navigator")?, "credentials")?;
    let function: Function = get(&credentials, how)?.dyn_into().ok()?;
    let promise: Promise = function.call1(&credentials, &all).ok()?.dyn_into().ok()?;
    let found = JsFuture::from(promise).await.ok()?;
    (!found.is_null()).then_some(found)
}

/// Bytes of a buffer, as the server reads them.
fn text_of(on: &JsValue, name: &str) -> Option<String> {
    Some(to_text(&Uint8Array::new(&get(on, name)?).to_vec()))
}

fn bytes(text: &str) -> Option<JsValue> {
    Some(Uint8Array::from(&*to_bytes(text)?).into())
}

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

fn to_text(bytes: &[u8]) -> String {
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let bits = three
            .iter()
            .fold(0, |bits, byte| bits << 8 | u32::from(*byte));
        let bits = bits << (8 * (3 - three.len()));
        for n in 0..=three.len() {
            let digit = bits >> (18 - 6 * n) & 63;
            text.push(char::from(DIGITS[digit as usize]));
        }
    }
    text
}

fn to_bytes(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0);
    for byte in text.bytes() {
        let digit = DIGITS.iter().position(|digit| *digit == byte)?;
        bits = bits << 6 | u32::try_from(digit).ok()?;
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held & 255).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::{to_bytes, to_text};
    use wasm_bindgen_test::wasm_bindgen_test;

    #[wasm_bindgen_test]
    fn bytes_are_written_as_they_are_read() {
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foob", "Zm9vYg"),
            (&[0xfb, 0xff, 0xfe], "-__-"),
        ] {
            assert_eq!(to_text(bytes), text);
            assert_eq!(to_bytes(text).as_deref(), Some(bytes));
        }
        assert_eq!(to_bytes("a+b/"), None);
    }
}
