//! The JSON backend, over fetch.

use gloo_net::http::{Request, Response};
use linli_domain::{
    CaseId, CommandId, DocumentKey, PersonId, case::NeedAbout, lean, time::Instant,
};
use linli_sync::{Changes, ChangesRequest, Envelope, History, Outcome};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use web_sys::AbortController;

/// Why a request brought nothing. None of these is a refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unsent {
    /// No connection.
    Offline,
    /// Nobody is signed in, or somebody else is.
    SignedOut,
    /// The server is busy or in trouble: later.
    Busy {
        /// After so many seconds, where it said.
        after_seconds: Option<u32>,
    },
    /// The server did not take it: it is no use to send the same again.
    Rejected {
        /// What it said.
        detail: String,
    },
}

impl Unsent {
    /// Whether it was asked too often, and not just at a busy moment: of that a server says a second or two.
    #[must_use]
    pub fn is_too_many(&self) -> bool {
        matches!(self, Unsent::Busy { after_seconds: Some(seconds) } if *seconds > 2)
    }
}

/// Who is signed in, or what is still missing.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Session {
    /// Who; nobody yet, where something is missing.
    #[serde(default)]
    pub person: Option<PersonId>,
    /// Their name.
    #[serde(default)]
    pub name: String,
    /// To send with the code, where a second factor is missing. Without one it must be set up first.
    #[serde(default)]
    pub ceremony: String,
    /// A passkey will do.
    #[serde(default)]
    pub passkey: bool,
    /// The code of an app will do.
    #[serde(default)]
    pub code: bool,
}

#[derive(Serialize)]
struct Credentials<'a> {
    login: &'a str,
    password: &'a str,
}

fn rejected(detail: impl ToString) -> Unsent {
    Unsent::Rejected {
        detail: detail.to_string(),
    }
}

pub(crate) async fn checked(answer: Result<Response, gloo_net::Error>) -> Result<Response, Unsent> {
    let answer = answer.map_err(|_| Unsent::Offline)?;
    match answer.status() {
        200..=299 => Ok(answer),
        401 | 403 => Err(Unsent::SignedOut),
        408 | 429 | 500..=599 => Err(Unsent::Busy {
            after_seconds: answer
                .headers()
                .get("retry-after")
                .and_then(|s| s.parse().ok()),
        }),
        status => Err(rejected(format!(
            "{status} {}",
            answer.text().await.unwrap_or_default()
        ))),
    }
}

/// The answer; none where there is nothing there, or nothing for this person.
async fn found(answer: Result<Response, gloo_net::Error>) -> Result<Option<Response>, Unsent> {
    if answer.as_ref().is_ok_and(|answer| answer.status() == 404) {
        return Ok(None);
    }
    checked(answer).await.map(Some)
}

/// An answer's JSON.
async fn read<T: DeserializeOwned>(answer: Response) -> Result<T, Unsent> {
    let text = answer.text().await.map_err(|_| Unsent::Offline)?;
    lean::read(&text).map_err(|_| Unsent::Offline)
}

/// A request that posts JSON.
fn posting(path: &str, body: &impl Serialize) -> Result<Request, Unsent> {
    let body = serde_json::to_string(body).map_err(|_| rejected("no JSON"))?;
    Request::post(path)
        .header("content-type", "application/json")
        .body(body)
        .map_err(|_| rejected("no request"))
}

/// Posts JSON and reads JSON.
///
/// # Errors
/// When nothing came back, or no success.
pub async fn post<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, Unsent> {
    read(checked(posting(path, body)?.send().await).await?).await
}

/// Reads JSON.
///
/// # Errors
/// When nothing came back, or no success.
pub async fn get<T: DeserializeOwned>(path: &str) -> Result<T, Unsent> {
    read(checked(Request::get(path).send().await).await?).await
}

/// Sends envelopes.
///
/// # Errors
/// When nothing came back: they stay queued.
pub async fn submit(envelopes: &[Envelope]) -> Result<Vec<Outcome>, Unsent> {
    post("/api/commands", &envelopes).await
}

/// Fetches what changed.
///
/// # Errors
/// When nothing came back.
pub async fn changes(request: &ChangesRequest) -> Result<Changes, Unsent> {
    post("/api/changes", request).await
}

/// What happened to a document; none where this person may not read it, or there is none.
///
/// # Errors
/// When nothing came back.
pub async fn history(document: &DocumentKey) -> Result<Option<History>, Unsent> {
    let path = format!("/api/history?document={document}");
    match found(Request::get(&path).send().await).await? {
        Some(answer) => read(answer).await.map(Some),
        None => Ok(None),
    }
}

/// The words of a sealed case; none where they are gone, or not for this person. The reading is logged, once for each id.
///
/// # Errors
/// When nothing came back.
pub async fn read_sealed(id: CommandId, case: CaseId) -> Result<Option<Box<NeedAbout>>, Unsent> {
    #[derive(Serialize)]
    struct Asked {
        command: CommandId,
        case: CaseId,
    }
    #[derive(Deserialize)]
    struct Words {
        about: Option<Box<NeedAbout>>,
    }
    let request = posting("/api/sealed", &Asked { command: id, case })?;
    let Some(answer) = found(request.send().await).await? else {
        return Ok(None);
    };
    read(answer).await.map(|words: Words| words.about)
}

/// All that is held about whoever is signed in, as it is told.
///
/// # Errors
/// When nothing came back, or no success.
pub async fn export() -> Result<String, Unsent> {
    #[derive(Serialize)]
    struct Asked {}
    let request = posting("/api/export", &Asked {})?;
    let answer = checked(request.send().await).await?;
    answer.text().await.map_err(|_| Unsent::Offline)
}

/// Sends a photograph to its address. Sent again, it is there.
///
/// # Errors
/// When it is not known to be there.
pub async fn put_photo(address: &str, bytes: &[u8]) -> Result<(), Unsent> {
    let request = Request::put(&format!("/api/files/{address}"))
        .header("content-type", "image/jpeg")
        .body(js_sys::Uint8Array::from(bytes))
        .map_err(|_| rejected("no request"))?;
    checked(request.send().await).await.map(|_| ())
}

/// Where a photograph is read that a shift names.
#[must_use]
pub fn photo_of(shift: linli_domain::ShiftId, address: &str) -> String {
    format!("/api/files/{address}?shift={shift}")
}

/// Signs in.
///
/// # Errors
/// [`Unsent::SignedOut`] where account and password do not fit.
pub async fn sign_in(account: &str, password: &str) -> Result<Session, Unsent> {
    post(
        "/api/session",
        &Credentials {
            login: account,
            password,
        },
    )
    .await
}

/// Who is signed in.
///
/// # Errors
/// [`Unsent::SignedOut`] where nobody is.
pub async fn session() -> Result<Session, Unsent> {
    let answer = checked(Request::get("/api/session").send().await).await?;
    if answer.status() == 204 {
        return Err(Unsent::SignedOut);
    }
    read(answer).await
}

/// Signs out.
///
/// # Errors
/// When the server was not reached.
pub async fn sign_out() -> Result<(), Unsent> {
    let aborting = Aborting(AbortController::new().map_err(|_| Unsent::Offline)?);
    let signal = aborting.0.signal();
    let sent = Request::delete("/api/session").abort_signal(Some(&signal));
    checked(sent.send().await).await.map(|_| ())
}

/// What nobody waits for any more brings no answer later, which would take the next one's cookie away.
struct Aborting(AbortController);

impl Drop for Aborting {
    fn drop(&mut self) {
        self.0.abort();
    }
}

/// A device on which the reader is signed in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SignedDevice {
    /// To sign it out by.
    pub id: String,
    /// Since when.
    pub opened: Instant,
    /// The day of its last use, such as `2026-11-20`.
    #[serde(default)]
    pub used: Option<String>,
    /// Such as "Android · Chrome"; empty where it did not say.
    #[serde(default)]
    pub name: String,
    /// Whether it is this one.
    #[serde(default)]
    pub this: bool,
}

#[derive(Deserialize)]
struct SignedDevices {
    devices: Vec<SignedDevice>,
}

/// Where the reader is signed in.
///
/// # Errors
/// When nothing came back.
pub async fn devices() -> Result<Vec<SignedDevice>, Unsent> {
    let found: SignedDevices = get("/api/session/devices").await?;
    Ok(found.devices)
}

/// Signs out on one of them. Where it is signed out already, that is well too.
///
/// # Errors
/// When it is not known to be done.
pub async fn sign_out_device(id: &str) -> Result<(), Unsent> {
    let answer = Request::delete(&format!("/api/session/devices/{id}")).send();
    found(answer.await).await.map(|_| ())
}

/// Signs out everywhere else.
///
/// # Errors
/// When it is not known to be done.
pub async fn sign_out_elsewhere() -> Result<(), Unsent> {
    checked(Request::delete("/api/session/devices").send().await)
        .await
        .map(|_| ())
}
