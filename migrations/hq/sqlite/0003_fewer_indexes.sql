-- Writing a row touches as few pages as it can: the row says itself what it can be found by (a JSON array) and who is
-- sent it (scopes with a blank between), so that no index from rows back to keys and memberships has to be kept.
ALTER TABLE entities ADD COLUMN keys TEXT NOT NULL DEFAULT '[]';
ALTER TABLE entities ADD COLUMN scopes TEXT NOT NULL DEFAULT '';
UPDATE entities SET
    keys = COALESCE((SELECT json_group_array(k.key) FROM entity_keys k WHERE k.kind = entities.kind AND k.id = entities.id), '[]'),
    scopes = COALESCE((SELECT group_concat(m.scope, ' ') FROM memberships m WHERE m.kind = entities.kind AND m.id = entities.id AND m.gone = 0), '');
DROP INDEX entity_keys_by_id;

-- The n of a membership that holds is that of its row, so (scope, n) finds it; only tombstones must be found without.
CREATE TABLE members (
    scope TEXT    NOT NULL,
    n     INTEGER NOT NULL,
    kind  TEXT    NOT NULL,
    id    TEXT    NOT NULL,
    gone  INTEGER NOT NULL,
    PRIMARY KEY (scope, n, kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO members (scope, n, kind, id, gone) SELECT scope, n, kind, id, gone FROM memberships;
DROP TABLE memberships;
ALTER TABLE members RENAME TO memberships;
CREATE INDEX memberships_gone ON memberships (kind, id, scope) WHERE gone = 1;

-- How far each device's chain is received and judged, in its order: one row a device instead of a mark on every operation.
CREATE TABLE chains (
    device TEXT NOT NULL PRIMARY KEY,
    seq    INTEGER NOT NULL,
    hash   TEXT NOT NULL,
    judged INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO chains (device, seq, hash, judged)
    SELECT r.device, r.seq, r.hash,
        (SELECT COALESCE(MAX(j.seq), 0) FROM received j WHERE j.device = r.device AND j.judged = 1)
    FROM received r WHERE r.seq = (SELECT MAX(l.seq) FROM received l WHERE l.device = r.device);
DROP INDEX received_waiting;
ALTER TABLE received DROP COLUMN judged;
