-- Writing a row touches as few pages as it can: the row says itself what it can be found by (a JSON array) and who is
-- sent it (scopes with a blank between), so that no index from rows back to keys and memberships has to be kept.
ALTER TABLE entities ADD COLUMN keys TEXT COLLATE "C" NOT NULL DEFAULT '[]';
ALTER TABLE entities ADD COLUMN scopes TEXT COLLATE "C" NOT NULL DEFAULT '';
UPDATE entities SET
    keys = COALESCE((SELECT json_agg(k.key)::text FROM entity_keys k WHERE k.kind = entities.kind AND k.id = entities.id), '[]'),
    scopes = COALESCE((SELECT string_agg(m.scope, ' ') FROM memberships m WHERE m.kind = entities.kind AND m.id = entities.id AND m.gone = 0), '');
DROP INDEX entity_keys_by_id;

-- The n of a membership that holds is that of its row, so (scope, n) finds it; only tombstones must be found without.
DROP INDEX memberships_by_n;
DROP INDEX memberships_by_id;
ALTER TABLE memberships DROP CONSTRAINT memberships_pkey;
ALTER TABLE memberships ADD PRIMARY KEY (scope, n, kind, id);
CREATE INDEX memberships_gone ON memberships (kind, id, scope) WHERE gone = 1;

-- How far each device's chain is received and judged, in its order: one row a device instead of a mark on every operation.
CREATE TABLE chains (
    device TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    seq    BIGINT NOT NULL,
    hash   TEXT COLLATE "C" NOT NULL,
    judged BIGINT NOT NULL
);
INSERT INTO chains (device, seq, hash, judged)
    SELECT r.device, r.seq, r.hash,
        (SELECT COALESCE(MAX(j.seq), 0) FROM received j WHERE j.device = r.device AND j.judged = 1)
    FROM received r WHERE r.seq = (SELECT MAX(l.seq) FROM received l WHERE l.device = r.device);
DROP INDEX received_waiting;
ALTER TABLE received DROP COLUMN judged;
