//! `GET /api/ask/{place}` and `POST /api/ask`: asking for help without an account, from a notice at a door.
//!
//! It becomes a need of the community, unverified until somebody has called. The answer is a receipt number and nothing
//! else: whoever asks learns nothing of anybody.

use super::{ApiError, as_system, guard, posted::Posted};
use crate::{asks::Ask, server::Server};
use axum::{
    Json,
    extract::{Path, State, rejection::PathRejection},
    http::{Extensions, HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use linli_domain::{
    CaseId, Command, CommandId, Document, DocumentKey,
    case::{NeedAbout, Recipient, Source, Urgency, Visibility},
    is_phone,
    local::LocalText,
    place::{Place, PlaceCode},
    refusal::{Field, Problem, Refusal},
};
use serde::{Deserialize, Serialize};

/// The longest of each line, in characters.
const LINE_MAX: usize = 200;
/// Characters of what is asked for that make its title.
const TITLE_MAX: usize = 40;

/// What somebody asks for.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asked {
    /// The command's id: sent again with the same one, it is asked once.
    command: CommandId,
    /// The need's id.
    case: CaseId,
    /// The grid or community of the notice.
    place: PlaceCode,
    /// What.
    what: String,
    /// When, in their own words.
    #[serde(default)]
    when: String,
    /// Who.
    name: String,
    /// Where they are called.
    phone: String,
}

/// Whose notice it is.
#[derive(Serialize)]
struct Told {
    name: LocalText,
    /// Whom to call in an emergency, instead of asking.
    emergency: String,
}

/// That it has been taken down.
#[derive(Serialize)]
struct Receipt {
    /// The need's number, for the telephone.
    no: String,
}

fn no_such() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "no_such_place")
}

async fn place(server: &Server, code: PlaceCode) -> Result<Place, ApiError> {
    match server.readers.document(DocumentKey::Place(code)).await? {
        Some(Document::Place(place)) => Ok(place),
        _ => Err(no_such()),
    }
}

/// `GET`: the name of the community that is asked, and the number for what cannot wait.
pub async fn look(
    State(server): State<Server>,
    code: Result<Path<String>, PathRejection>,
) -> Result<Response, ApiError> {
    let Path(code) = code.map_err(|_| no_such())?;
    let code = code.parse().map_err(|_| no_such())?;
    let desk = place(&server, code).await?.desk;
    let name = place(&server, desk).await?.name;
    let emergency = server.desk.profile.emergency_number().to_owned();
    Ok(Json(Told { name, emergency }).into_response())
}

/// `POST`: asks.
pub async fn ask(
    State(server): State<Server>,
    extensions: Extensions,
    headers: HeaderMap,
    Posted(asked): Posted<Asked>,
) -> Result<Response, ApiError> {
    let wrong = objections(&asked);
    if !wrong.is_empty() {
        return Err(ApiError::refused(wrong));
    }
    let desk = place(&server, asked.place.clone()).await?.desk;
    let (id, case, phone) = (asked.command, asked.case, asked.phone.clone());
    let command = Command::PostNeed {
        case,
        about: Box::new(need(asked)),
    };
    let now = server.desk.clock.now();
    let counts = Ask {
        community: desk.as_str(),
        phone: &phone,
        address: guard::address_of(&server, &extensions, &headers),
    };
    // Who sends again what was taken down is not counted twice, nor who corrects it: that they hear, however often they asked.
    let there = server.readers.document(DocumentKey::Case(case)).await?;
    let again = there.is_some() || as_system::is_decided(&server, id).await?;
    if !again {
        let many = |seconds| {
            ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_asks").retry_after(seconds)
        };
        server.asks.begin(counts, now).map_err(many)?;
    }
    let decided = as_system::decide(&server, id, &command).await;
    if decided.is_err() && !again {
        server.asks.give_back(counts, now);
    }
    decided?;
    receipt(&server, case).await
}

/// What is not right with it, each with its field.
fn objections(asked: &Asked) -> Vec<Refusal> {
    let mut reasons = Vec::new();
    let mut wrong = |field, problem| reasons.push(Refusal::Field { field, problem });
    for (field, text, needed) in [
        (Field::Text, &asked.what, true),
        (Field::Start, &asked.when, false),
        (Field::Name, &asked.name, true),
    ] {
        if needed && text.trim().is_empty() {
            wrong(field, Problem::Missing);
        } else if text.chars().count() > LINE_MAX {
            wrong(field, Problem::TooLong { max: LINE_MAX });
        }
    }
    if asked.phone.trim().is_empty() {
        wrong(Field::Phone, Problem::Missing);
    } else if !is_phone(asked.phone.trim()) {
        wrong(Field::Phone, Problem::NotAPhone);
    }
    reasons
}

fn need(asked: Asked) -> NeedAbout {
    let what = asked.what.trim();
    let title: String = what.chars().take(TITLE_MAX).collect();
    let when = asked.when.trim();
    let text = if when.is_empty() {
        what.to_owned()
    } else {
        format!("{what}\n{when}")
    };
    NeedAbout {
        // In whatever language they write.
        title: LocalText::one("zh-Hans", title),
        text,
        category: "other".into(),
        place: asked.place,
        urgency: Urgency::Normal,
        visibility: Visibility::Desk,
        source: Source::DoorNotice,
        risks: String::new(),
        recipient: Some(Recipient {
            name: asked.name.trim().to_owned(),
            phone: Some(asked.phone.trim().to_owned()),
            address: None,
            call_back: true,
        }),
        external_ref: None,
    }
}

/// The number. Only whoever has just been heard gets here.
async fn receipt(server: &Server, case: CaseId) -> Result<Response, ApiError> {
    match server.readers.document(DocumentKey::Case(case)).await? {
        Some(Document::Case(there)) => {
            let receipt = Receipt { no: there.no };
            Ok((StatusCode::CREATED, Json(receipt)).into_response())
        }
        _ => Err(no_such()),
    }
}
