//! `PUT` and `GET /api/files/{sha256}`: photographs, under the hash of what was sent.
//!
//! Nothing is changed on the way: a device takes out what a photograph carries beside the picture before it names it,
//! and what still carries more is refused. Whoever enters who came may send one: who runs a desk, or leads a shift that has
//! begun or stands in there. One is shown only to whom some shift that names it shows its roster.

use super::{ApiError, cookies::Signed, posted::Whole};
use crate::{server::Server, store::at_once};
use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::{
        HeaderValue, StatusCode, Uri,
        header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use linli_domain::{
    Document, DocumentKey, PersonId, ShiftId, View, audiences_of,
    person::Scope,
    photo,
    rights::{Duty, may},
    shift::ShiftState,
    view::RosterView,
};
use linli_sync::Reading;
use std::io;

/// A picture does nothing, wherever it is opened.
const POLICY: &str = "default-src 'none'; sandbox";

fn no_such() -> ApiError {
    ApiError::new(StatusCode::NOT_FOUND, "no_such_file")
}

/// The address in the path, if it is one.
fn named(address: Result<Path<String>, PathRejection>) -> Result<String, ApiError> {
    let Path(address) = address.map_err(|_| no_such())?;
    let good = photo::is_address(&address);
    good.then_some(address).ok_or_else(no_such)
}

/// `PUT`: keeps a photograph. 201 where it is new, 204 where it was there.
pub async fn keep(
    State(server): State<Server>,
    signed: Signed,
    address: Result<Path<String>, PathRejection>,
    body: Result<Whole, ApiError>,
) -> Result<Response, ApiError> {
    let address = named(address)?;
    let Whole(body) = body?;
    photo::check(&body).map_err(|why| match why {
        photo::NotKept::TooLarge => ApiError::new(StatusCode::PAYLOAD_TOO_LARGE, "too_large"),
        photo::NotKept::NoJpeg => ApiError::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "no_jpeg"),
        photo::NotKept::Broken => ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "broken_jpeg"),
        photo::NotKept::CarriesMore => {
            ApiError::new(StatusCode::UNPROCESSABLE_ENTITY, "carries_metadata")
        }
    })?;
    let (person, now) = (signed.session.person, server.desk.clock.now());
    if !enters_who_came(&server, person).await? {
        return Err(ApiError::new(StatusCode::FORBIDDEN, "not_yours"));
    }
    let at_hand = server.clone();
    let kept = on_disk(move || {
        let photos = &at_hand.photos;
        if photo::address_of(&body) != address {
            return Ok(Err(ApiError::new(
                StatusCode::UNPROCESSABLE_ENTITY,
                "wrong_hash",
            )));
        }
        if photos.has(&address) {
            return Ok(Ok(StatusCode::NO_CONTENT));
        }
        if !photos.may_send(person, now) {
            let many = ApiError::new(StatusCode::TOO_MANY_REQUESTS, "too_many_files");
            return Ok(Err(many.retry_after(60 * 60)));
        }
        photos
            .keep(&address, &body)
            .map(|()| Ok(StatusCode::CREATED))
    });
    let failed = |error: io::Error| ApiError::busy().cause(format!("a photograph: {error}"));
    let status = kept.await.map_err(failed)??;
    signed.renewed(&server, status.into_response()).await
}

/// Whether somebody runs a desk now, or some shift of theirs that has begun shows them its whole roster, as it does to who
/// leads it and to the deputy.
async fn enters_who_came(server: &Server, person: PersonId) -> Result<bool, ApiError> {
    let now = server.desk.clock.now();
    let look = server.readers.look(move |store| {
        let found = at_once(store.load(&[DocumentKey::Person(person)]))?;
        let me = found.into_iter().flatten().next();
        let Some(Document::Person(me)) = me.as_ref().map(|stored| &*stored.document) else {
            return Ok(false);
        };
        let runs = me.grants.iter().any(|grant| match &grant.scope {
            Scope::Place(place) => may(me, Duty::RunDesk, place, now),
            Scope::Organization(_) => false,
        });
        if runs {
            return Ok(true);
        }
        let led = |view: String| match serde_json::from_str(&view) {
            Ok(View::Shift(shift)) => {
                matches!(shift.roster, RosterView::Full(..))
                    && matches!(shift.state, ShiftState::Open | ShiftState::Recorded)
                    && shift.about.span.start <= now
            }
            _ => false,
        };
        Ok(store.own_shifts(person)?.into_iter().any(led))
    });
    Ok(look.await?)
}

/// `GET …?shift=ID`: shows it to whom this shift shows its roster. What is hidden and what is not there look the same.
pub async fn show(
    State(server): State<Server>,
    signed: Signed,
    address: Result<Path<String>, PathRejection>,
    uri: Uri,
) -> Result<Response, ApiError> {
    let address = named(address)?;
    let shift = uri.query().and_then(shift_of).ok_or_else(no_such)?;
    if !is_shown(&server, signed.session.person, shift, &address).await? {
        return Err(no_such());
    }
    let at_hand = server.clone();
    let bytes = on_disk(move || at_hand.photos.read(&address)).await;
    let bytes = bytes.map_err(|error| {
        if error.kind() != io::ErrorKind::NotFound {
            tracing::error!(%error, "a photograph could not be read");
        }
        no_such()
    })?;
    Ok((
        [
            (CONTENT_TYPE, HeaderValue::from_static("image/jpeg")),
            (CONTENT_DISPOSITION, HeaderValue::from_static("inline")),
            (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        ],
        bytes,
    )
        .into_response())
}

/// The shift that a query names.
pub(super) fn shift_of(query: &str) -> Option<ShiftId> {
    query.strip_prefix("shift=")?.parse().ok()
}

/// Whether some view of this shift that the person may read names the photograph.
async fn is_shown(
    server: &Server,
    person: PersonId,
    shift: ShiftId,
    address: &str,
) -> Result<bool, ApiError> {
    let now = server.desk.clock.now();
    let look = server.readers.look(move |store| {
        let found = at_once(store.load(&[DocumentKey::Person(person)]))?;
        let me = found.into_iter().flatten().next();
        let Some(Document::Person(me)) = me.as_ref().map(|stored| &*stored.document) else {
            return Ok(Vec::new());
        };
        // Their feeds alone are asked: a shift that they may not see is not looked at.
        let mine = audiences_of(me, now).into_iter();
        let wanted: Vec<_> = mine.map(|to| (to, DocumentKey::Shift(shift))).collect();
        at_once(store.rows(&wanted))
    });
    let views = look.await?.into_iter().filter_map(|row| row.view);
    let mut views = views.filter_map(|view| serde_json::from_str::<View>(view.get()).ok());
    Ok(views.any(|view| names(&view, address)))
}

fn names(view: &View, address: &str) -> bool {
    let View::Shift(shift) = view else {
        return false;
    };
    match &shift.roster {
        RosterView::Names(roster) | RosterView::Full(roster, _) => {
            roster.sheets.iter().any(|sheet| sheet.photo == address)
        }
        _ => false,
    }
}

/// Where waiting for a disk holds up nobody else.
async fn on_disk<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> io::Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|_| io::Error::other("it panicked"))?
}
