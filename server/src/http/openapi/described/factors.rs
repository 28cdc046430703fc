//! The routes of whoever signs in by more than a password: passkeys, codes of an app, and showing again who one is.

use super::{CAME_IN, Described, Holds, Parameter, Takes, UNFIT, route};

use Holds::{Error, Json, Nothing};

/// Every one of them.
pub const ROUTES: &[Described] = &[
    Described {
        takes: Takes::Json("Nothing"),
        answers: &[
            (200, Json("Showing")),
            (409, Error(&["no_passkeys_here"])),
            (429, Error(&["too_many_guesses"])),
        ],
        ..route(
            "POST",
            "/api/session/passkey/begin",
            "What a browser needs to show a passkey, whosever it is.",
        )
    },
    Described {
        takes: Takes::Json("Shown"),
        answers: &[
            (200, Json("Who")),
            (409, Error(&["no_passkeys_here"])),
            (422, Error(&["wrong_passkey"])),
        ],
        sets_cookies: &[200],
        ..route("POST", "/api/session/passkey", "Signs in by a passkey.")
    },
    Described {
        takes: Takes::Json("Typed"),
        answers: &[
            (200, Json("Who")),
            (422, Error(&["ceremony_over", "wrong_code"])),
            (429, Error(&["too_many_guesses"])),
        ],
        sets_cookies: &[200],
        ..route(
            "POST",
            "/api/session/code",
            "Signs in by an app's code, after the password.",
        )
    },
    Described {
        answers: &[(200, Json("Factors"))],
        ..route(
            "GET",
            "/api/session/passkeys",
            "What the caller signs in with.",
        )
    },
    Described {
        takes: Takes::Json("Nothing"),
        answers: &[
            (200, Json("Making")),
            (409, Error(&["no_passkeys_here"])),
            (428, Error(&["prove_again"])),
        ],
        ..route(
            "POST",
            "/api/session/passkeys/begin",
            "What a browser needs to make a passkey.",
        )
    },
    Described {
        takes: Takes::Json("Added"),
        answers: &[
            (200, Json("Who")),
            (409, Error(&["no_passkeys_here", "too_many_passkeys"])),
            (422, Error(&["wrong_passkey"])),
            (428, Error(&["prove_again"])),
        ],
        sets_cookies: &[200],
        ..route(
            "POST",
            "/api/session/passkeys",
            "Keeps a passkey. The session goes on as one that was begun by it.",
        )
    },
    Described {
        parameters: &[Parameter {
            place: "path",
            name: "id",
            schema: "Uuid",
        }],
        answers: &[
            (204, Nothing),
            (404, Error(&["no_such_passkey"])),
            (409, Error(&["last_factor"])),
            (428, Error(&["prove_again"])),
        ],
        ..route(
            "DELETE",
            "/api/session/passkeys/{id}",
            "Removes a passkey, and signs out everywhere else.",
        )
    },
    Described {
        takes: Takes::Json("Nothing"),
        answers: &[(200, Json("NewCode")), (428, Error(&["prove_again"]))],
        ..route(
            "POST",
            "/api/session/codes/begin",
            "What an app that makes codes is set up with.",
        )
    },
    Described {
        takes: Takes::Json("Typed"),
        answers: &[
            (200, Json("Who")),
            (422, Error(&["wrong_code"])),
            (428, Error(&["prove_again"])),
        ],
        sets_cookies: &[200],
        ..route(
            "POST",
            "/api/session/codes",
            "Keeps the app, once it has made a code.",
        )
    },
    Described {
        answers: &[
            (204, Nothing),
            (404, Error(&["no_such_code"])),
            (409, Error(&["last_factor"])),
            (428, Error(&["prove_again"])),
        ],
        ..route(
            "DELETE",
            "/api/session/codes",
            "No app makes codes any more; signed out everywhere else.",
        )
    },
    Described {
        takes: Takes::Json("Proof"),
        answers: &[
            CAME_IN[0],
            CAME_IN[1],
            (409, Error(&["no_passkeys_here"])),
            (422, Error(&["wrong_passkey", "wrong_proof"])),
            (429, Error(&["too_many_guesses"])),
        ],
        sets_cookies: &[200, 202],
        ..route(
            "POST",
            "/api/session/prove",
            "Shows again who one is. The session goes on under another token.",
        )
    },
    Described {
        takes: Takes::Json("Change"),
        answers: &[
            CAME_IN[0],
            CAME_IN[1],
            (401, Error(&["wrong_login"])),
            (422, Error(&["wrong_proof"])),
            (422, Error(UNFIT)),
            (428, Error(&["prove_again"])),
            (429, Error(&["too_many_guesses"])),
        ],
        sets_cookies: &[200, 202],
        ..route(
            "POST",
            "/api/session/password",
            "Chooses another password, and signs out everywhere else.",
        )
    },
    Described {
        takes: Takes::Json("MakingFor"),
        answers: &[
            (200, Json("Making")),
            (404, Error(&["no_such_invitation"])),
            (409, Error(&["no_passkeys_here"])),
        ],
        ..route(
            "POST",
            "/api/invitations/passkey",
            "What a browser needs to make the passkey by which somebody comes in.",
        )
    },
];
