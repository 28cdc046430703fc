//! Every statement of the store, as text. Parameters are written `$1`, `$2` … in the order of their first use, and the
//! types are TEXT, BIGINT and BLOB, so that another engine with the same text needs a dialect for its schema alone.
//! Audience, place or person comes first in every key that a reader scans.

pub const LEDGER: &str =
    "SELECT body_hash, at, verdict FROM ledger WHERE person = $1 AND command = $2";
pub const WRITE_LEDGER: &str =
    "INSERT INTO ledger (person, command, body_hash, at, verdict) VALUES ($1, $2, $3, $4, $5)";
pub const FORGET_VERDICTS: &str =
    "UPDATE ledger SET verdict = NULL WHERE at < $1 AND verdict IS NOT NULL";

pub const DOCUMENT: &str = "SELECT revision, body FROM documents WHERE key = $1";
pub const NEW_DOCUMENT: &str =
    "INSERT INTO documents (key, revision, schema, due, body) VALUES ($1, 1, $2, $3, $4)";
pub const REPLACE_DOCUMENT: &str = "UPDATE documents SET revision = revision + 1, schema = $1, \
     due = $2, body = $3 WHERE key = $4 AND revision = $5";
pub const DUE: &str = "SELECT key, due FROM documents WHERE due <= $1 ORDER BY due, key LIMIT $2";

pub const IS_NEW: &str = "SELECT NOT EXISTS (SELECT 1 FROM documents)";
pub const PEOPLE: &str =
    "SELECT body FROM documents WHERE key > 'person/' AND key < 'person0' ORDER BY key";

pub const HEAD: &str = "SELECT head FROM counters WHERE audience = $1";
pub const RAISE_HEAD: &str = "INSERT INTO counters (audience, head) VALUES ($1, $2) \
     ON CONFLICT (audience) DO UPDATE SET head = counters.head + excluded.head RETURNING head";
pub const WRITE_FEED: &str = "INSERT INTO feed (audience, key, seq, view) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (audience, key) DO UPDATE SET seq = excluded.seq, view = excluded.view";
pub const FEED_ROW: &str = "SELECT seq, view FROM feed WHERE audience = $1 AND key = $2";
pub const SHIFTS_SHOWN: &str = "SELECT view FROM feed \
     WHERE audience = $1 AND key >= 'shift/' AND key < 'shift0' AND view IS NOT NULL";
pub const SHOWN: &str = "SELECT 1 FROM feed WHERE audience = $1 AND key = $2 AND view IS NOT NULL";
pub const SCAN: &str = "SELECT key, seq, view FROM feed WHERE audience = $1 AND seq > $2 \
     ORDER BY seq LIMIT $3";

pub const CHAIN: &str = "SELECT length, hash FROM chains WHERE desk = $1";
pub const WRITE_CHAIN: &str = "INSERT INTO chains (desk, length, hash) VALUES ($1, $2, $3) \
     ON CONFLICT (desk) DO UPDATE SET length = excluded.length, hash = excluded.hash";
pub const WRITE_LINK: &str = "INSERT INTO transitions (desk, n, key, salt, body, digest, hash) \
     VALUES ($1, $2, $3, $4, $5, $6, $7)";
pub const LINKS: &str = "SELECT key, salt, body, digest, hash FROM transitions \
     WHERE desk = $1 AND n > $2 ORDER BY n LIMIT $3";
pub const LINKS_OF: &str = "SELECT salt, body, digest, hash FROM transitions \
     WHERE key = $1 AND desk = $2 ORDER BY n DESC LIMIT $3";
pub const EVERY_LINK: &str =
    "SELECT desk, n, key, salt, body, digest, hash FROM transitions ORDER BY desk, n";
pub const CHAINS: &str = "SELECT desk, length, hash FROM chains ORDER BY desk";

pub const META: &str = "SELECT value FROM meta WHERE name = $1";
pub const WRITE_META: &str = "INSERT INTO meta (name, value) VALUES ($1, $2) \
     ON CONFLICT (name) DO UPDATE SET value = excluded.value";

pub const ACCOUNT: &str = "SELECT accounts.person, accounts.password FROM logins \
     JOIN accounts ON accounts.person = logins.person WHERE logins.login = $1";
pub const ACCOUNTS: &str = "SELECT COUNT(*) FROM accounts";
pub const HAS_ACCOUNT: &str = "SELECT 1 FROM accounts WHERE person = $1";
pub const PASSWORD_OF: &str = "SELECT password FROM accounts WHERE person = $1";
pub const WRITE_ACCOUNT: &str = "INSERT INTO accounts (person, password, changed) VALUES ($1, $2, $3) \
     ON CONFLICT (person) DO UPDATE SET password = excluded.password, changed = excluded.changed";
pub const REMOVE_PASSWORD: &str = "DELETE FROM accounts WHERE person = $1";
pub const LOGIN: &str = "SELECT person FROM logins WHERE login = $1";
pub const LOGINS_OF: &str = "SELECT login FROM logins WHERE person = $1 ORDER BY login";
pub const WRITE_LOGIN: &str = "INSERT INTO logins (login, person) VALUES ($1, $2)";

pub const SESSION: &str =
    "SELECT person, expires, used, signed_by, proved, enrols FROM sessions WHERE token = $1";
pub const OPEN_SESSION: &str = "INSERT INTO sessions \
     (token, person, opened, expires, id, device, used, known, signed_by, proved, enrols) \
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
pub const EXTEND_SESSION: &str = "UPDATE sessions SET expires = $1, used = $2 WHERE token = $3";
pub const CLOSE_SESSION: &str = "DELETE FROM sessions WHERE token = $1";
pub const CLOSE_SESSION_OF: &str =
    "DELETE FROM sessions WHERE person = $1 AND id = $2 RETURNING token, known";
pub const CLOSE_OTHER_SESSIONS: &str =
    "DELETE FROM sessions WHERE person = $1 AND token <> $2 RETURNING token, known";
pub const CLOSE_SESSIONS_OF: &str = "DELETE FROM sessions WHERE person = $1";
pub const CLOSE_OLDEST: &str = "DELETE FROM sessions WHERE person = $1 AND token NOT IN \
     (SELECT token FROM sessions WHERE person = $1 ORDER BY opened DESC LIMIT $2)";
pub const DROP_EXPIRED: &str = "DELETE FROM sessions WHERE expires <= $1";
pub const SESSIONS_OF: &str = "SELECT token, id, opened, used, device FROM sessions \
     WHERE person = $1 AND expires > $2 ORDER BY opened DESC, id";

pub const DEVICE: &str = "SELECT 1 FROM devices WHERE token = $1 AND person = $2 AND seen > $3";
pub const ANYBODYS_DEVICE: &str = "SELECT 1 FROM devices WHERE token = $1 AND seen > $2 LIMIT 1";
pub const REPLACE_DEVICE: &str = "UPDATE devices SET token = $1 WHERE token = $2";
pub const WRITE_DEVICE: &str = "INSERT INTO devices (token, person, seen) VALUES ($1, $2, $3) \
     ON CONFLICT (token, person) DO UPDATE SET seen = excluded.seen";
pub const FORGET_DEVICE: &str = "DELETE FROM devices WHERE token = $1 AND person = $2";
pub const FORGET_OTHER_DEVICES: &str = "DELETE FROM devices WHERE person = $1 AND token NOT IN \
     (SELECT known FROM sessions WHERE token = $2 AND known IS NOT NULL)";
pub const FORGET_DEVICES_OF: &str = "DELETE FROM devices WHERE person = $1";
pub const FORGET_OLD_DEVICES: &str = "DELETE FROM devices WHERE seen <= $1";
pub const FORGET_OLDEST_DEVICES: &str = "DELETE FROM devices WHERE person = $1 AND token NOT IN \
     (SELECT token FROM devices WHERE person = $1 ORDER BY seen DESC LIMIT $2)";

/// Documents whose text holds a word. Looks at all of them: an erasure is seldom, and may forget none.
pub const CONTAINING: &str = "SELECT key FROM documents WHERE instr(body, $1) > 0";
/// What is left to read of one document's log.
pub const TOLD_OF: &str = "SELECT desk, n, body FROM transitions WHERE key = $1 AND body <> ''";
/// What is left to read of all logs and holds a word.
pub const TOLD_ANYWHERE: &str =
    "SELECT desk, n, key, body FROM transitions WHERE body <> '' AND instr(body, $1) > 0";
pub const ERASE_LINK: &str =
    "UPDATE transitions SET salt = '', body = '' WHERE desk = $1 AND n = $2";
pub const ERASE_COMMANDS: &str = "DELETE FROM ledger WHERE person = $1";
pub const ERASE_VERDICTS: &str =
    "UPDATE ledger SET verdict = NULL WHERE verdict IS NOT NULL AND instr(verdict, $1) > 0";
/// How somebody signs in, and who is signed in: all that is kept beside documents.
pub const ERASE_ACCOUNT: [&str; 6] = [
    "DELETE FROM sessions WHERE person = $1",
    "DELETE FROM devices WHERE person = $1",
    "DELETE FROM passkeys WHERE person = $1",
    "DELETE FROM codes WHERE person = $1",
    "DELETE FROM logins WHERE person = $1",
    "DELETE FROM accounts WHERE person = $1",
];
/// Whose erasure was asked for, among the others in whose text the word stands.
pub const WITH_ERASURE: &str = "SELECT key FROM documents \
     WHERE key >= 'person/' AND key < 'person0' AND instr(body, '\"erasure\"') > 0";
/// What ends and is kept for a while.
pub const ENDING: &str = "SELECT revision, due, body FROM documents \
     WHERE key >= 'case/' AND key < 'case0' OR key >= 'shift/' AND key < 'shift0'";
pub const DUE_ANEW: &str = "UPDATE documents SET due = $1 WHERE key = $2 AND revision = $3";
/// Shifts with photographed sheets.
pub const WITH_SHEETS: &str = "SELECT body FROM documents \
     WHERE key >= 'shift/' AND key < 'shift0' AND instr(body, '\"sheets\"') > 0";
pub const PASSKEY: &str = "SELECT person, body FROM passkeys WHERE credential = $1";
pub const PASSKEYS_OF: &str = "SELECT id, credential, name, added, used FROM passkeys \
     WHERE person = $1 ORDER BY added, id";
pub const ADD_PASSKEY: &str = "INSERT INTO passkeys \
     (credential, person, id, body, counter, name, added, used) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) \
     ON CONFLICT (credential) DO NOTHING";
pub const USE_PASSKEY: &str = "UPDATE passkeys SET body = $1, counter = $2, used = $3 \
     WHERE credential = $4 AND person = $5 AND (counter < $2 OR (counter = 0 AND $2 = 0))";
pub const REMOVE_PASSKEY: &str = "DELETE FROM passkeys WHERE person = $1 AND id = $2";
pub const REMOVE_PASSKEYS_OF: &str = "DELETE FROM passkeys WHERE person = $1";
pub const FACTORS: &str = "SELECT (SELECT COUNT(*) FROM passkeys WHERE person = $1), \
     (SELECT COUNT(*) FROM codes WHERE person = $1), (SELECT COUNT(*) FROM accounts WHERE person = $1)";

pub const CODE_SECRET: &str = "SELECT secret FROM codes WHERE person = $1";
pub const WRITE_CODE: &str = "INSERT INTO codes (person, secret, step, added) VALUES ($1, $2, $3, $4) \
     ON CONFLICT (person) DO UPDATE SET secret = excluded.secret, step = excluded.step, added = excluded.added";
pub const USE_CODE: &str = "UPDATE codes SET step = $1 WHERE person = $2 AND step < $1";
pub const REMOVE_CODE: &str = "DELETE FROM codes WHERE person = $1";
