//! What each route takes and answers: beside what every route of its kind does (see [`super`]). Those of passkeys and codes
//! stand in [`factors`].

mod factors;

/// What an answer holds.
#[derive(Clone, Copy)]
pub enum Holds {
    Nothing,
    Text,
    Json(&'static str),
    Jpeg,
    Events,
    /// An error, by one of these names.
    Error(&'static [&'static str]),
}

/// What a request brings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Takes {
    Nothing,
    Json(&'static str),
    Jpeg,
}

/// A parameter of the address: where it stands, its name, its schema.
pub struct Parameter {
    pub place: &'static str,
    pub name: &'static str,
    pub schema: &'static str,
}

/// A route.
pub struct Described {
    pub method: &'static str,
    pub path: &'static str,
    pub does: &'static str,
    pub parameters: &'static [Parameter],
    pub takes: Takes,
    pub answers: &'static [(u16, Holds)],
    /// The answers that set cookies.
    pub sets_cookies: &'static [u16],
}

const fn route(method: &'static str, path: &'static str, does: &'static str) -> Described {
    Described {
        method,
        path,
        does,
        parameters: &[],
        takes: Takes::Nothing,
        answers: &[],
        sets_cookies: &[],
    }
}

const ADDRESS: Parameter = Parameter {
    place: "path",
    name: "address",
    schema: "Sha256",
};

use Holds::{Error, Events, Jpeg, Json, Nothing, Text};

/// Every route.
pub fn all() -> impl Iterator<Item = &'static Described> {
    ROUTES.iter().chain(factors::ROUTES)
}

/// Why a password may not be chosen.
const UNFIT: &[&str] = &[
    "password_short",
    "password_long",
    "password_personal",
    "password_common",
];

/// Where somebody has come in, or something is missing.
const CAME_IN: [(u16, Holds); 2] = [(200, Json("Who")), (202, Json("Missing"))];

const ROUTES: &[Described] = &[
    Described {
        answers: &[
            (200, Json("Who")),
            (204, Nothing),
            (401, Error(&["signed_out"])),
        ],
        sets_cookies: &[200],
        ..route(
            "GET",
            "/api/session",
            "Who is signed in; nothing for whoever brings no cookie.",
        )
    },
    Described {
        takes: Takes::Json("SignIn"),
        answers: &[
            CAME_IN[0],
            CAME_IN[1],
            (401, Error(&["wrong_login"])),
            (429, Error(&["too_many_guesses"])),
        ],
        sets_cookies: &[200, 202],
        ..route("POST", "/api/session", "Signs in.")
    },
    Described {
        answers: &[(204, Nothing)],
        sets_cookies: &[204],
        ..route(
            "DELETE",
            "/api/session",
            "Signs out. It never fails for want of a session.",
        )
    },
    Described {
        answers: &[(200, Json("Devices"))],
        sets_cookies: &[200],
        ..route(
            "GET",
            "/api/session/devices",
            "Where the caller is signed in, the newest first.",
        )
    },
    Described {
        answers: &[(204, Nothing)],
        ..route(
            "DELETE",
            "/api/session/devices",
            "Signs out everywhere else.",
        )
    },
    Described {
        parameters: &[Parameter {
            place: "path",
            name: "id",
            schema: "Uuid",
        }],
        answers: &[(204, Nothing), (404, Error(&["no_such_device"]))],
        sets_cookies: &[204],
        ..route(
            "DELETE",
            "/api/session/devices/{id}",
            "Signs out on one device.",
        )
    },
    Described {
        takes: Takes::Json("Asked"),
        answers: &[
            (201, Json("Receipt")),
            (404, Error(&["no_such_place"])),
            (409, Error(&["refused", "decided_otherwise"])),
            (429, Error(&["too_many_asks"])),
        ],
        ..route(
            "POST",
            "/api/ask",
            "Asks for help without an account, from a notice at a door.",
        )
    },
    Described {
        parameters: &[Parameter {
            place: "path",
            name: "place",
            schema: "PlaceCode",
        }],
        answers: &[(200, Json("AskedOf")), (404, Error(&["no_such_place"]))],
        ..route(
            "GET",
            "/api/ask/{place}",
            "The community that a door notice asks, and the emergency number.",
        )
    },
    Described {
        takes: Takes::Json("Opened"),
        answers: &[
            (200, Json("Invited")),
            (404, Error(&["no_such_invitation"])),
        ],
        ..route("POST", "/api/invitations/look", "What an invitation opens.")
    },
    Described {
        takes: Takes::Json("Taken"),
        answers: &[
            CAME_IN[0],
            CAME_IN[1],
            (401, Error(&["signed_out", "wrong_login"])),
            (404, Error(&["no_such_invitation"])),
            (
                409,
                Error(&[
                    "refused",
                    "decided_otherwise",
                    "no_passkeys_here",
                    "too_many_passkeys",
                ]),
            ),
            (422, Error(&["password_needed", "wrong_passkey"])),
            (422, Error(UNFIT)),
            (428, Error(&["prove_again"])),
        ],
        sets_cookies: &[200, 202],
        ..route(
            "POST",
            "/api/invitations/take",
            "Comes in by an invitation.",
        )
    },
    Described {
        parameters: &[Parameter {
            place: "query",
            name: "document",
            schema: "DocumentKey",
        }],
        answers: &[(200, Json("History")), (404, Error(&["no_such_history"]))],
        ..route("GET", "/api/history", "What happened to one document.")
    },
    Described {
        takes: Takes::Json("ReadSealed"),
        answers: &[(200, Json("SealedWords")), (404, Error(&["no_such_case"]))],
        ..route(
            "POST",
            "/api/sealed",
            "The words of a sealed case; the reading is logged.",
        )
    },
    Described {
        takes: Takes::Json("Nothing"),
        answers: &[
            (200, Json("Everything")),
            (429, Error(&["too_many_exports"])),
        ],
        ..route("POST", "/api/export", "All that is held about the caller.")
    },
    Described {
        takes: Takes::Json("Envelopes"),
        answers: &[
            (200, Json("Outcomes")),
            (403, Error(&["not_yours"])),
            (422, Error(&["too_many"])),
        ],
        ..route(
            "POST",
            "/api/commands",
            "Decides commands. Refusals are outcomes, not errors.",
        )
    },
    Described {
        takes: Takes::Json("ChangesRequest"),
        answers: &[(200, Json("Changes"))],
        sets_cookies: &[200],
        ..route(
            "POST",
            "/api/changes",
            "What changed for the caller since their cursors.",
        )
    },
    Described {
        answers: &[(200, Events)],
        ..route(
            "GET",
            "/api/live",
            "Which feed has come how far, as it happens. It does not end by itself; where a person listens more than eight times, that of the oldest does, and asks to come again in ten minutes.",
        )
    },
    Described {
        parameters: &[
            ADDRESS,
            Parameter {
                place: "query",
                name: "shift",
                schema: "Uuid",
            },
        ],
        answers: &[(200, Jpeg), (404, Error(&["no_such_file"]))],
        ..route(
            "GET",
            "/api/files/{address}",
            "A photograph, for whom this shift shows its roster.",
        )
    },
    Described {
        parameters: &[ADDRESS],
        takes: Takes::Jpeg,
        answers: &[
            (201, Nothing),
            (204, Nothing),
            (403, Error(&["not_yours"])),
            (404, Error(&["no_such_file"])),
            (415, Error(&["no_jpeg"])),
            (
                422,
                Error(&["broken_jpeg", "carries_metadata", "wrong_hash"]),
            ),
            (429, Error(&["too_many_files"])),
        ],
        sets_cookies: &[201, 204],
        ..route(
            "PUT",
            "/api/files/{address}",
            "Keeps a photograph under the SHA-256 of its bytes.",
        )
    },
    Described {
        answers: &[(200, Json("OpenApi"))],
        ..route("GET", "/api/openapi.json", "This description.")
    },
    Described {
        answers: &[(200, Text)],
        ..route("GET", "/healthz", "Whether the process runs.")
    },
    Described {
        answers: &[(200, Text), (503, Error(&["not_ready"]))],
        ..route("GET", "/readyz", "Whether the database takes writes.")
    },
    #[cfg(feature = "test-clock")]
    Described {
        takes: Takes::Json("Move"),
        answers: &[(200, Json("Moved"))],
        ..route(
            "POST",
            "/api/test/clock",
            "Moves the server's time. In builds for tests alone.",
        )
    },
];
