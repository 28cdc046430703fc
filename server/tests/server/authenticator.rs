//! A device that makes passkeys and shows them, as a browser hands on what it says.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

pub const ORIGIN: &str = "https://linli.test";
/// The user was there, and the device knows who it was.
const VERIFIED: u8 = 0x05;
const PRESENT: u8 = 0x01;
const WITH_KEY: u8 = 0x40;

/// The device, with its one passkey.
#[derive(Clone)]
pub struct Authenticator {
    key: SigningKey,
    id: Vec<u8>,
    user: String,
    /// How often it was used.
    pub counter: u32,
    /// Whether it counts; many do not.
    pub counts: bool,
    /// Which page asks it.
    pub origin: String,
    /// Whether it asks who somebody is.
    pub verifies: bool,
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    pub fn new(n: u8) -> Self {
        Authenticator {
            key: SigningKey::from_slice(&[n; 32]).unwrap(),
            id: vec![n; 24],
            user: String::new(),
            counter: 0,
            counts: true,
            origin: ORIGIN.into(),
            verifies: true,
        }
    }

    fn client_data(&self, kind: &str, asked: &Value) -> Vec<u8> {
        let data = json!({
            "type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false,
        });
        data.to_string().into_bytes()
    }

    fn data(&self, asked: &Value, more: u8) -> Vec<u8> {
        let mut data = Sha256::digest(asked["rp"].as_str().unwrap()).to_vec();
        data.push(if self.verifies { VERIFIED } else { PRESENT } | more);
        data.extend(self.counter.to_be_bytes());
        data
    }

    /// Makes its passkey, as it is asked to.
    pub fn make(&mut self, asked: &Value) -> Value {
        self.user = asked["user"].as_str().unwrap().to_owned();
        let mut data = self.data(asked, WITH_KEY);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend(&self.id);
        let point = self.key.verifying_key().to_sec1_point(false);
        data.extend([0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 32]);
        data.extend(point.x().unwrap());
        data.extend([0x22, 0x58, 32]);
        data.extend(point.y().unwrap());
        let mut attestation = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x58".to_vec();
        attestation.push(u8::try_from(data.len()).unwrap());
        attestation.extend(data);
        let key = json!({
            "id": text(&self.id), "attestation": text(&attestation),
            "client_data": text(&self.client_data("webauthn.create", asked)),
        });
        json!({"ceremony": asked["ceremony"], "key": key})
    }

    /// Shows it.
    pub fn show(&mut self, asked: &Value) -> Value {
        self.counter += u32::from(self.counts);
        let (data, client_data) = (self.data(asked, 0), self.client_data("webauthn.get", asked));
        let mut signed = data.clone();
        signed.extend(Sha256::digest(&client_data));
        let signature: Signature = self.key.sign(&signed);
        let key = json!({
            "id": text(&self.id), "authenticator_data": text(&data), "client_data": text(&client_data),
            "signature": text(signature.to_der().as_bytes()), "user": self.user,
        });
        json!({"ceremony": asked["ceremony"], "key": key})
    }
}
