-- What an operation read and wrote stands in its own row of the journal, as one value; what it wrote can be looked up as
-- well. An operation reads a dozen rows and writes one or two: a row for every read was most of what saving one cost.
ALTER TABLE journal ADD COLUMN touched TEXT;
UPDATE journal SET touched = json_object(
    'reads', json((SELECT json_group_array(target) FROM touches WHERE touches.seq = journal.seq AND written = 0)),
    'writes', json((SELECT json_group_array(target) FROM touches WHERE touches.seq = journal.seq AND written = 1))
) WHERE pending = 1;

-- What pending operations wrote: "row:kind:id", and "key:kind:key" for every key that found the row before or after.
CREATE TABLE writes (
    target TEXT    NOT NULL,
    seq    INTEGER NOT NULL,
    PRIMARY KEY (target, seq)
) STRICT, WITHOUT ROWID;
INSERT INTO writes (target, seq) SELECT target, seq FROM touches WHERE written = 1;
DROP TABLE touches;
