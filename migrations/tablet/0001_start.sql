-- work.db: what staff did on this tablet and what HQ sent it. Never replaced.

-- Single facts: identity, cursor, session.
CREATE TABLE meta (
    name  TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The rows as the screens show them: HQ's, with the pending operations performed on them.
CREATE TABLE entities (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

CREATE TABLE entity_keys (
    kind TEXT NOT NULL,
    key  TEXT NOT NULL,
    id   TEXT NOT NULL,
    PRIMARY KEY (kind, key, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX entity_keys_by_id ON entity_keys (kind, id);

-- HQ's version of every row that a pending operation has written; body NULL: HQ has no such row.
CREATE TABLE shadows (
    kind TEXT NOT NULL,
    id   TEXT NOT NULL,
    body TEXT,
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;

-- Through which scopes HQ's rows came; a row goes with its last.
CREATE TABLE memberships (
    scope TEXT NOT NULL,
    kind  TEXT NOT NULL,
    id    TEXT NOT NULL,
    PRIMARY KEY (scope, kind, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_id ON memberships (kind, id);

-- Every operation of this tablet, in order. pending = 1 until HQ's verdict was pulled. unapplied: why a pending
-- operation no longer goes through here (a refusal as JSON); it is handed in all the same.
CREATE TABLE journal (
    seq       INTEGER NOT NULL PRIMARY KEY,
    op        TEXT    NOT NULL UNIQUE,
    hash      TEXT    NOT NULL,
    bytes     TEXT    NOT NULL,
    signature TEXT    NOT NULL,
    pending   INTEGER NOT NULL,
    unapplied TEXT
) STRICT;
CREATE INDEX journal_pending ON journal (seq) WHERE pending = 1;

-- What pending operations read (written = 0) and wrote (written = 1): "row:kind:id" or "key:kind:key".
CREATE TABLE touches (
    target  TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    written INTEGER NOT NULL,
    PRIMARY KEY (target, seq, written)
) STRICT, WITHOUT ROWID;
CREATE INDEX touches_by_seq ON touches (seq);

-- Units of rights that pending operations spent. Outside undo: only a pulled verdict takes one out.
CREATE TABLE spends (
    right_id TEXT    NOT NULL,
    op       TEXT    NOT NULL,
    epoch    INTEGER NOT NULL,
    PRIMARY KEY (right_id, op)
) STRICT, WITHOUT ROWID;
CREATE INDEX spends_by_op ON spends (op);

-- Pages of a pull that is not complete; they become visible together.
CREATE TABLE staged (
    ordinal INTEGER NOT NULL PRIMARY KEY,
    page    TEXT    NOT NULL
) STRICT;
