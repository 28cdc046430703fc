-- Documents: the state. `due` is when time alone will change one.
CREATE TABLE documents (
    key TEXT NOT NULL PRIMARY KEY,
    revision BIGINT NOT NULL,
    schema BIGINT NOT NULL,
    due BIGINT,
    body TEXT NOT NULL
);
CREATE INDEX documents_due ON documents (due) WHERE due IS NOT NULL;

-- The newest view of each document for each audience, in the audience's own order.
CREATE TABLE feed (
    audience TEXT NOT NULL,
    key TEXT NOT NULL,
    seq BIGINT NOT NULL,
    view TEXT,
    PRIMARY KEY (audience, key)
);
CREATE UNIQUE INDEX feed_in_order ON feed (audience, seq);

-- The last place given in each feed. A row, never a sequence: sequences commit out of order and lose rows.
CREATE TABLE counters (
    audience TEXT NOT NULL PRIMARY KEY,
    head BIGINT NOT NULL
) WITHOUT ROWID;

-- What was decided of each command. Person and body hash stay for ever, the verdict for 400 days.
CREATE TABLE ledger (
    person BLOB NOT NULL,
    command BLOB NOT NULL,
    body_hash TEXT NOT NULL,
    at BIGINT NOT NULL,
    verdict TEXT,
    PRIMARY KEY (person, command)
) WITHOUT ROWID;

-- One chain of transitions for each community. Salt and body may be erased; the chain hashes their digest.
CREATE TABLE chains (
    desk TEXT NOT NULL PRIMARY KEY,
    length BIGINT NOT NULL,
    hash TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE transitions (
    desk TEXT NOT NULL,
    n BIGINT NOT NULL,
    key TEXT NOT NULL,
    salt TEXT NOT NULL,
    body TEXT NOT NULL,
    digest TEXT NOT NULL,
    hash TEXT NOT NULL,
    PRIMARY KEY (desk, n)
) WITHOUT ROWID;

-- Sign-in. Passwords as argon2id, tokens as SHA-256.
CREATE TABLE accounts (
    person BLOB NOT NULL PRIMARY KEY,
    password TEXT NOT NULL,
    changed BIGINT NOT NULL
) WITHOUT ROWID;
CREATE TABLE logins (
    login TEXT NOT NULL PRIMARY KEY,
    person BLOB NOT NULL
) WITHOUT ROWID;
CREATE INDEX logins_by_person ON logins (person);
CREATE TABLE sessions (
    token BLOB NOT NULL PRIMARY KEY,
    person BLOB NOT NULL,
    opened BIGINT NOT NULL,
    expires BIGINT NOT NULL
) WITHOUT ROWID;
CREATE INDEX sessions_by_person ON sessions (person);

-- The epoch: the name of this history.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;
