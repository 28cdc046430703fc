//! What stands before and behind every handler: who may ask from where, and what browsers are told to enforce.

use super::{
    ApiError,
    cookies::{Enrolling, Signed},
};
use crate::{
    address::Address,
    server::{Server, Site},
};
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{
        Extensions, HeaderMap, HeaderName, HeaderValue, StatusCode,
        header::{
            CACHE_CONTROL, CONTENT_SECURITY_POLICY, HOST, ORIGIN, REFERRER_POLICY,
            STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
        },
    },
    middleware::Next,
    response::{IntoResponse, Response},
};
use futures_util::FutureExt;
use std::{net::SocketAddr, panic::AssertUnwindSafe};

/// Scripts and styles from our own files, WebAssembly compiled from them, nothing inline and nothing foreign.
const CONTENT_POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; \
     style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; \
     base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/// The camera scans check-in codes; nothing else of the device is asked for.
const PERMISSIONS: &str = "camera=(self), geolocation=(), microphone=(), payment=(), usb=()";

/// Lets a request that changes something pass only where it comes from our own pages, or from no page at all.
pub async fn same_site(State(server): State<Server>, request: Request, next: Next) -> Response {
    let safe = request.method().is_safe();
    if safe || from_our_own(request.headers(), &server.site) {
        return next.run(request).await;
    }
    ApiError::new(StatusCode::FORBIDDEN, "foreign_origin").into_response()
}

/// Lets nobody pass who is not signed in, whatever the handler asks for.
pub async fn signed_in(signed: Signed, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(signed);
    next.run(request).await
}

/// Lets pass, too, who may do nothing yet but enrol a second factor.
pub async fn enrolling(enrolling: Enrolling, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(enrolling);
    next.run(request).await
}

pub(super) fn from_our_own(headers: &HeaderMap, site: &Site) -> bool {
    let text = |name: HeaderName| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    let fetched_by_us = match text(HeaderName::from_static("sec-fetch-site")) {
        None | Some("same-origin" | "none") => true,
        Some(_) => false,
    };
    let ours = match (text(ORIGIN), &site.origin) {
        (None, _) => true,
        (Some(origin), Some(own)) => origin == own,
        (Some(origin), None) => {
            let host = origin.split_once("://").map(|(_, host)| host);
            host.is_some() && host == text(HOST)
        }
    };
    fetched_by_us && ours
}

/// Counts what changes something by the address that it comes from.
pub async fn counted(
    State(server): State<Server>,
    request: Request,
    next: Next,
) -> Result<Response, ApiError> {
    let address = (!request.method().is_safe())
        .then(|| address_of(&server, request.extensions(), request.headers()))
        .flatten();
    if let Some(address) = address {
        let now = server.desk.clock.now();
        let counted = server.watch.asks_from(address, now);
        counted.map_err(ApiError::too_many_requests)?;
    }
    Ok(next.run(request).await)
}

/// Where a request comes from; nowhere, where it is this machine itself.
pub fn address_of(server: &Server, parts: &Extensions, headers: &HeaderMap) -> Option<Address> {
    let ConnectInfo(peer) = parts.get::<ConnectInfo<SocketAddr>>()?;
    server.watch.address(peer.ip(), headers)
}

/// A handler that panics answers, and harms nobody else.
pub async fn no_panic(request: Request, next: Next) -> Response {
    let answer = AssertUnwindSafe(next.run(request)).catch_unwind().await;
    // What it said may hold anything: the hook says where it was, and no more (`cli/serve.rs`).
    answer.unwrap_or_else(|_| ApiError::internal("a handler panicked").into_response())
}

/// Personal data is kept by nobody on the way.
pub async fn no_store(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// The headers of every response.
pub async fn secure(State(server): State<Server>, mut response: Response) -> Response {
    let headers = response.headers_mut();
    // A handler may have been stricter.
    let policy = HeaderValue::from_static(CONTENT_POLICY);
    headers.entry(CONTENT_SECURITY_POLICY).or_insert(policy);
    let mut put = |name, value| headers.insert(name, HeaderValue::from_static(value));
    put(X_CONTENT_TYPE_OPTIONS, "nosniff");
    put(X_FRAME_OPTIONS, "DENY");
    put(REFERRER_POLICY, "no-referrer");
    put(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    put(
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    );
    put(
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    );
    if server.site.secure {
        put(
            STRICT_TRANSPORT_SECURITY,
            "max-age=31536000; includeSubDomains",
        );
    }
    response
}
