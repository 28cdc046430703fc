-- What somebody is shown of a session of theirs: an id that is no token, the device's kind, the day of its last use in
-- the community's zone. `known` is the device that was known by it.
ALTER TABLE sessions ADD COLUMN id BLOB;
ALTER TABLE sessions ADD COLUMN device TEXT;
ALTER TABLE sessions ADD COLUMN used TEXT;
ALTER TABLE sessions ADD COLUMN known BLOB;
UPDATE sessions SET id = randomblob(16), device = '';
CREATE UNIQUE INDEX sessions_by_id ON sessions (id);

-- Devices on which a person has signed in before; several people may share one. Tokens as SHA-256.
CREATE TABLE devices (
    token BLOB NOT NULL,
    person BLOB NOT NULL,
    seen BIGINT NOT NULL,
    PRIMARY KEY (token, person)
) WITHOUT ROWID;
CREATE INDEX devices_by_person ON devices (person, seen);
