-- Headquarters. The tables of the sync core are the same in postgres/0001_start.sql, column for column.

-- One row: the number of the last commit, and the life of this database since its last restore.
CREATE TABLE head (
    one        INTEGER NOT NULL PRIMARY KEY CHECK (one = 1),
    n          INTEGER NOT NULL,
    generation INTEGER NOT NULL
) STRICT;
INSERT INTO head (one, n, generation) VALUES (1, 0, 1);

-- Every entity as a row; n is the commit that wrote it last.
CREATE TABLE entities (
    kind TEXT    NOT NULL,
    id   TEXT    NOT NULL,
    n    INTEGER NOT NULL,
    body TEXT    NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- What an entity can be found by besides its identifier.
CREATE TABLE entity_keys (
    kind TEXT NOT NULL,
    key  TEXT NOT NULL,
    id   TEXT NOT NULL,
    PRIMARY KEY (kind, key, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_keys_by_id ON entity_keys (kind, id);

-- Who is sent an entity. gone = 1 is a tombstone: it ends the membership of this one scope.
CREATE TABLE memberships (
    scope TEXT    NOT NULL,
    kind  TEXT    NOT NULL,
    id    TEXT    NOT NULL,
    n     INTEGER NOT NULL,
    gone  INTEGER NOT NULL,
    PRIMARY KEY (scope, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_n ON memberships (scope, n, kind, id, gone);
CREATE INDEX memberships_by_id ON memberships (kind, id);

-- What devices handed in, byte for byte, in their order. judged: 0 waiting, 1 has its verdict.
CREATE TABLE received (
    device    TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    op        TEXT    NOT NULL,
    hash      TEXT    NOT NULL,
    bytes     TEXT    NOT NULL,
    signature TEXT    NOT NULL,
    judged    INTEGER NOT NULL,
    PRIMARY KEY (device, seq)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX received_by_op ON received (op);
CREATE INDEX received_waiting ON received (device, seq) WHERE judged = 0;

-- What devices handed in that contradicts what they handed in before. Kept for people to look at.
CREATE TABLE strays (
    hash      TEXT    NOT NULL PRIMARY KEY,
    device    TEXT    NOT NULL,
    seq       INTEGER NOT NULL,
    bytes     TEXT    NOT NULL,
    signature TEXT    NOT NULL,
    why       TEXT    NOT NULL
) STRICT, WITHOUT ROWID;

-- When a device was last heard of, and what it said of itself.
CREATE TABLE contacts (
    device          TEXT    NOT NULL PRIMARY KEY,
    at_ms           INTEGER NOT NULL,
    waiting         INTEGER NOT NULL,
    catalog_version INTEGER,
    clock_off_ms    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- One-use codes that enrol a device; only their hash is kept.
CREATE TABLE enrolment_codes (
    code_hash  TEXT    NOT NULL PRIMARY KEY,
    store      TEXT    NOT NULL,
    expires_ms INTEGER NOT NULL,
    device     TEXT
) STRICT, WITHOUT ROWID;
