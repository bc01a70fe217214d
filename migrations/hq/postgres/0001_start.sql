-- Headquarters. The tables of the sync core are the same in sqlite/0001_start.sql, column for column.

-- One row: the number of the last commit, and the life of this database since its last restore.
CREATE TABLE head (
    one        BIGINT NOT NULL PRIMARY KEY CHECK (one = 1),
    n          BIGINT NOT NULL,
    generation BIGINT NOT NULL
);
INSERT INTO head (one, n, generation) VALUES (1, 0, 1);

-- Every entity as a row; n is the commit that wrote it last.
CREATE TABLE entities (
    kind TEXT COLLATE "C" NOT NULL,
    id   TEXT COLLATE "C" NOT NULL,
    n    BIGINT NOT NULL,
    body TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, id)
);

-- What an entity can be found by besides its identifier.
CREATE TABLE entity_keys (
    kind TEXT COLLATE "C" NOT NULL,
    key  TEXT COLLATE "C" NOT NULL,
    id   TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (kind, key, id)
);
CREATE INDEX entity_keys_by_id ON entity_keys (kind, id);

-- Who is sent an entity. gone = 1 is a tombstone: it ends the membership of this one scope.
CREATE TABLE memberships (
    scope TEXT COLLATE "C" NOT NULL,
    kind  TEXT COLLATE "C" NOT NULL,
    id    TEXT COLLATE "C" NOT NULL,
    n     BIGINT NOT NULL,
    gone  BIGINT NOT NULL,
    PRIMARY KEY (scope, kind, id)
);
CREATE INDEX memberships_by_n ON memberships (scope, n, kind, id, gone);
CREATE INDEX memberships_by_id ON memberships (kind, id);

-- What devices handed in, byte for byte, in their order. judged: 0 waiting, 1 has its verdict.
CREATE TABLE received (
    device    TEXT COLLATE "C" NOT NULL,
    seq       BIGINT NOT NULL,
    op        TEXT COLLATE "C" NOT NULL,
    hash      TEXT COLLATE "C" NOT NULL,
    bytes     TEXT COLLATE "C" NOT NULL,
    signature TEXT COLLATE "C" NOT NULL,
    judged    BIGINT NOT NULL,
    PRIMARY KEY (device, seq)
);
CREATE UNIQUE INDEX received_by_op ON received (op);
CREATE INDEX received_waiting ON received (device, seq) WHERE judged = 0;

-- What devices handed in that contradicts what they handed in before. Kept for people to look at.
CREATE TABLE strays (
    hash      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    device    TEXT COLLATE "C" NOT NULL,
    seq       BIGINT NOT NULL,
    bytes     TEXT COLLATE "C" NOT NULL,
    signature TEXT COLLATE "C" NOT NULL,
    why       TEXT COLLATE "C" NOT NULL
);

-- When a device was last heard of, and what it said of itself.
CREATE TABLE contacts (
    device          TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    at_ms           BIGINT NOT NULL,
    waiting         BIGINT NOT NULL,
    catalog_version BIGINT,
    clock_off_ms    BIGINT NOT NULL
);

-- One-use codes that enrol a device; only their hash is kept.
CREATE TABLE enrolment_codes (
    code_hash  TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    store      TEXT COLLATE "C" NOT NULL,
    expires_ms BIGINT NOT NULL,
    device     TEXT COLLATE "C"
);
