-- How a session was begun (link, password, code, passkey), when whose it is last proved it, and whether it may do nothing
-- but enrol a second factor. Nobody knows of older ones.
ALTER TABLE sessions ADD COLUMN signed_by TEXT NOT NULL DEFAULT 'password';
ALTER TABLE sessions ADD COLUMN proved BIGINT NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN enrols BIGINT NOT NULL DEFAULT 0;

-- Passkeys: the public key as JSON, and how often it was used as its device counts. `id` names it to its person.
CREATE TABLE passkeys (
    credential BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    id BLOB NOT NULL,
    body TEXT NOT NULL,
    counter BIGINT NOT NULL,
    name TEXT NOT NULL,
    added BIGINT NOT NULL,
    used TEXT
) WITHOUT ROWID;
CREATE INDEX passkeys_by_person ON passkeys (person, added);

-- Codes of an app (RFC 6238): the secret that both hold, and the last step of 30 seconds whose code was used.
CREATE TABLE codes (
    person BLOB NOT NULL PRIMARY KEY,
    secret BLOB NOT NULL,
    step BIGINT NOT NULL,
    added BIGINT NOT NULL
) WITHOUT ROWID;
