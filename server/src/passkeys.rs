//! Passkeys (WebAuthn, level 3): what this server asks a browser for, and whether what comes back is right. The device
//! asks who somebody is, so that one gesture is two factors, and knows the account, so that nobody types a number.
//!
//! No attestation is asked for: which make of device it is, is nobody's business, and anybody's is welcome.

use crate::server::Site;
use axum::http::{HeaderMap, header::HOST};
use linli_domain::PersonId;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use webauthn_rs::prelude::{
    DiscoverableAuthentication, Passkey, PasskeyRegistration, PublicKeyCredential,
    RegisterPublicKeyCredential, Url, Webauthn, WebauthnBuilder, WebauthnError,
};

/// What browsers show.
const NAME: &str = "Linli 邻里";
/// The domain of a machine's own browser.
const LOCAL: &str = "localhost";
/// ES256, which every device has, and RS256 of older Windows.
const ALGORITHMS: [i32; 2] = [-7, -257];

/// The state of a passkey that is made.
pub type Made = PasskeyRegistration;

/// For whom passkeys are made here: a domain, which they are bound to.
pub struct RelyingParty {
    webauthn: Webauthn,
    id: String,
    /// Of whichever port: no address is set, and the browser runs on this machine.
    local: bool,
}

/// What a browser is told to make a passkey.
#[derive(Debug, Serialize)]
pub struct Making {
    /// The ceremony's name.
    pub ceremony: String,
    challenge: Value,
    rp: String,
    rp_name: &'static str,
    user: Value,
    name: String,
    algorithms: [i32; 2],
    /// Credentials that this device may hold already.
    known: Vec<Value>,
}

/// What a browser is told to show one.
#[derive(Debug, Serialize)]
pub struct Showing {
    /// The ceremony's name.
    pub ceremony: String,
    challenge: Value,
    rp: String,
}

/// A passkey as the browser has made it; bytes in base64url without padding.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MadeKey {
    id: String,
    client_data: String,
    attestation: String,
}

/// A passkey as the browser shows it.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShownKey {
    id: String,
    client_data: String,
    authenticator_data: String,
    signature: String,
    #[serde(default)]
    user: Option<String>,
}

impl RelyingParty {
    /// The one of the address under which browsers reach the server. Without one, that of this machine's own browser.
    /// None where browsers would make no passkeys: under an address of numbers, or without TLS.
    pub fn of(site: &Site) -> Option<Self> {
        let local = site.origin.is_none();
        let origin = site.origin.as_deref().unwrap_or("http://localhost");
        let origin = Url::parse(origin).ok()?;
        let id = origin.domain()?.to_owned();
        if origin.scheme() != "https" && id != LOCAL {
            return None;
        }
        let builder = WebauthnBuilder::new(&id, &origin).ok()?;
        let webauthn = builder.rp_name(NAME).allow_any_port(local).build().ok()?;
        Some(RelyingParty {
            webauthn,
            id,
            local,
        })
    }

    /// Whether the browser that asks can make passkeys for it.
    pub fn serves(&self, headers: &HeaderMap) -> bool {
        let host = headers.get(HOST).and_then(|host| host.to_str().ok());
        let host = host.map(|host| host.rsplit_once(':').map_or(host, |(name, _)| name));
        !self.local || host == Some(LOCAL)
    }

    /// Begins to make a passkey for somebody.
    ///
    /// # Errors
    /// When the library does not want to.
    pub fn make(
        &self,
        person: PersonId,
        name: &str,
        known: Vec<Vec<u8>>,
    ) -> Result<(Making, Made), WebauthnError> {
        let known = Some(known);
        let begun = self
            .webauthn
            .start_passkey_registration(person.0, name, name, known)?;
        let (options, state) = begun;
        let options = serde_json::to_value(options).unwrap_or_default();
        let options = &options["publicKey"];
        let known = options["excludeCredentials"].as_array();
        let making = Making {
            ceremony: String::new(),
            challenge: options["challenge"].clone(),
            rp: self.id.clone(),
            rp_name: NAME,
            user: options["user"]["id"].clone(),
            name: name.to_owned(),
            algorithms: ALGORITHMS,
            known: known
                .into_iter()
                .flatten()
                .map(|one| one["id"].clone())
                .collect(),
        };
        Ok((making, state))
    }

    /// The passkey that was made.
    ///
    /// # Errors
    /// When anything of it is not as it was asked for.
    pub fn made(&self, key: &MadeKey, state: &Made) -> Result<Passkey, WebauthnError> {
        let credential = json!({
            "id": key.id, "rawId": key.id, "type": "public-key",
            "response": {"clientDataJSON": key.client_data, "attestationObject": key.attestation},
        });
        let credential: RegisterPublicKeyCredential = read(credential)?;
        self.webauthn
            .finish_passkey_registration(&credential, state)
    }

    /// Begins to have a passkey shown, whosever it is.
    ///
    /// # Errors
    /// When the library does not want to.
    pub fn show(&self) -> Result<(Showing, DiscoverableAuthentication), WebauthnError> {
        let (options, state) = self.webauthn.start_discoverable_authentication()?;
        let options = serde_json::to_value(options).unwrap_or_default();
        let showing = Showing {
            ceremony: String::new(),
            challenge: options["publicKey"]["challenge"].clone(),
            rp: self.id.clone(),
        };
        Ok((showing, state))
    }

    /// Whose passkey it says it is: the person, the credential's id, and what is checked afterwards.
    ///
    /// # Errors
    /// When it says nothing that can be read.
    pub fn claimed(&self, key: &ShownKey) -> Result<Claim, WebauthnError> {
        let credential: PublicKeyCredential = read(json!({
            "id": key.id, "rawId": key.id, "type": "public-key",
            "response": {
                "clientDataJSON": key.client_data, "authenticatorData": key.authenticator_data,
                "signature": key.signature, "userHandle": key.user,
            },
        }))?;
        let (user, id) = self
            .webauthn
            .identify_discoverable_authentication(&credential)?;
        let (person, id) = (PersonId(user), id.to_vec());
        Ok(Claim {
            person,
            id,
            credential,
        })
    }

    /// The counter of a passkey that was shown as it should be; the passkey as it is to be kept from now on.
    ///
    /// # Errors
    /// When anything of it is wrong, or its counter went back: then there may be two of it.
    pub fn shown(
        &self,
        claim: &Claim,
        state: DiscoverableAuthentication,
        mut passkey: Passkey,
    ) -> Result<(Passkey, u32), WebauthnError> {
        let done = self.webauthn.finish_discoverable_authentication_v2(
            &claim.credential,
            state,
            &passkey,
        )?;
        if !done.user_verified() {
            return Err(WebauthnError::UserNotVerified);
        }
        let counter = done.counter();
        passkey.update_credential(&done);
        Ok((passkey, counter))
    }
}

/// What a passkey says of itself before it is believed.
pub struct Claim {
    /// Whose.
    pub person: PersonId,
    /// The credential's id.
    pub id: Vec<u8>,
    credential: PublicKeyCredential,
}

fn read<T: for<'a> Deserialize<'a>>(value: Value) -> Result<T, WebauthnError> {
    serde_json::from_value(value).map_err(WebauthnError::ParseJSONFailure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(origin: Option<&str>) -> Site {
        Site {
            origin: origin.map(str::to_owned),
            ..Site::default()
        }
    }

    #[test]
    fn passkeys_are_made_where_browsers_make_them() {
        for (origin, makes) in [
            (None, true),
            (Some("https://linli.example"), true),
            (Some("https://linli.example:8443"), true),
            (Some("http://localhost:7878"), true),
            (Some("http://linli.example"), false),
            (Some("https://10.0.0.7"), false),
            (Some("linli"), false),
        ] {
            assert_eq!(
                RelyingParty::of(&site(origin)).is_some(),
                makes,
                "{origin:?}"
            );
        }
    }

    #[test]
    fn without_an_address_only_this_machines_own_browser_is_served() {
        let of = |host: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(HOST, host.parse().unwrap());
            headers
        };
        let local = RelyingParty::of(&site(None)).unwrap();
        assert!(local.serves(&of("localhost:7878")) && local.serves(&of("localhost")));
        assert!(!local.serves(&of("127.0.0.1:7878")) && !local.serves(&of("evil.example")));
        let own = RelyingParty::of(&site(Some("https://linli.example"))).unwrap();
        assert!(own.serves(&of("linli.example")) && own.serves(&of("behind.proxy:80")));
    }
}
