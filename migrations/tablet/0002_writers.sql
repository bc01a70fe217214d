-- One row for all that is known of an entity, and one value for all that an operation touched: an operation reads a dozen
-- rows and writes one or two, and a row here and there for each of them was most of what saving one cost.

-- What an operation read and wrote: {"reads": […], "writes": […]} of "row:kind:id" and "key:kind:key".
ALTER TABLE journal ADD COLUMN touched TEXT;
UPDATE journal SET touched = json_object(
    'reads', json((SELECT json_group_array(target) FROM touches WHERE touches.seq = journal.seq AND written = 0)),
    'writes', json((SELECT json_group_array(target) FROM touches WHERE touches.seq = journal.seq AND written = 1))
) WHERE pending = 1;

-- Keys that a pending operation took from a row.
CREATE TABLE lost_keys (
    kind TEXT    NOT NULL,
    key  TEXT    NOT NULL,
    seq  INTEGER NOT NULL,
    PRIMARY KEY (kind, key, seq)
) STRICT, WITHOUT ROWID;
-- Which of the keys an operation wrote it took is not known of those that wait: all of them are named, which makes them
-- be performed again once too often.
INSERT INTO lost_keys (kind, key, seq)
    SELECT substr(target, 5, instr(substr(target, 5), ':') - 1), substr(target, 5 + instr(substr(target, 5), ':')), seq
    FROM touches WHERE written = 1 AND target LIKE 'key:%';

-- The rows as the screens show them: HQ's, with the pending operations performed on them.
CREATE TABLE entities_made_anew (
    kind     TEXT    NOT NULL,
    id       TEXT    NOT NULL,
    body     TEXT    NOT NULL,
    keys     TEXT    NOT NULL,             -- what it is found by, as JSON
    writers  TEXT,                         -- numbers of the pending operations that wrote it, as JSON; NULL: none
    shadowed INTEGER NOT NULL,             -- 1: a pending operation wrote it, and HQ's version is `base`
    base     TEXT,                         -- NULL, where shadowed: HQ has no such row
    PRIMARY KEY (kind, id)
) STRICT, WITHOUT ROWID;
INSERT INTO entities_made_anew
    SELECT e.kind, e.id, e.body,
           (SELECT json_group_array(key) FROM entity_keys k WHERE k.kind = e.kind AND k.id = e.id),
           nullif((SELECT json_group_array(seq) FROM touches WHERE target = 'row:' || e.kind || ':' || e.id AND written = 1), '[]'),
           s.kind IS NOT NULL, s.body
    FROM entities e LEFT JOIN shadows s ON s.kind = e.kind AND s.id = e.id;
DROP TABLE entities;
ALTER TABLE entities_made_anew RENAME TO entities;
DROP INDEX entity_keys_by_id;
DROP TABLE shadows;
DROP TABLE touches;
