-- An operation is signed when it is handed in: Ed25519 gives the same signature each time, and the key lies beside this file.
-- A verdict names an operation's number, so nothing looks for one by its identifier. What is read without the operation
-- itself stands before it.
CREATE TABLE journal_made_anew (
    seq       INTEGER NOT NULL PRIMARY KEY,
    op        TEXT    NOT NULL,
    hash      TEXT    NOT NULL,
    pending   INTEGER NOT NULL,            -- 1 until HQ's verdict was pulled
    unapplied TEXT,                        -- why a pending operation no longer goes through here: a refusal as JSON
    touched   TEXT,                        -- what a pending one read and wrote: {"reads": […], "writes": […]}
    bytes     TEXT    NOT NULL             -- the operation in its stamp, byte for byte as it was made
) STRICT;
INSERT INTO journal_made_anew SELECT seq, op, hash, pending, unapplied, touched, bytes FROM journal;
DROP TABLE journal;
ALTER TABLE journal_made_anew RENAME TO journal;
CREATE INDEX journal_pending ON journal (seq) WHERE pending = 1;

-- What an operation spent stands in its stamp.
DROP INDEX spends_by_op;
