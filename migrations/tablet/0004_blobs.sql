-- Files of photos and drawings that lie beside this database, in `blobs/`. A file is there, whole, before its row is.
CREATE TABLE blobs (
    hash         TEXT    NOT NULL PRIMARY KEY, -- SHA-256 of the file, lower-case hex
    bytes        INTEGER NOT NULL,             -- of the file, while it is here; 0: it is not
    screen_bytes INTEGER NOT NULL,             -- of both sizes for screens, while they are here
    standing     TEXT    NOT NULL,             -- waiting: HQ does not hold it; held: HQ does, verified; refused: HQ will not
    shown        INTEGER NOT NULL              -- counts uses
) STRICT, WITHOUT ROWID;
CREATE INDEX blobs_waiting ON blobs (bytes, shown) WHERE standing = 'waiting';
CREATE INDEX blobs_shown ON blobs (shown);
