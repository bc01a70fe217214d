-- What only headquarters needs: where products came from and what an import has staged. Snapshots leave it out.
CREATE INDEX products_changed ON products (changed, id);
CREATE TABLE hq_meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  import INTEGER NOT NULL DEFAULT 0,             -- number of the last import begun
  promotions_changed INTEGER NOT NULL DEFAULT 0, -- catalog version that changed them last
  merchants_changed INTEGER NOT NULL DEFAULT 0
);
INSERT INTO hq_meta (one) VALUES (1);
CREATE TABLE sources (
  id BLOB PRIMARY KEY,                           -- of the product
  merchant TEXT NOT NULL,
  source TEXT NOT NULL,
  hash BLOB NOT NULL,                            -- SHA-256 of the product's body
  seen INTEGER NOT NULL,                         -- last import that named it
  withdrawn INTEGER                              -- catalog version that took it away
) WITHOUT ROWID;
CREATE INDEX sources_of ON sources (merchant, source);
CREATE INDEX sources_withdrawn ON sources (withdrawn, id) WHERE withdrawn IS NOT NULL;
CREATE TABLE staged (
  doc INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  hash BLOB NOT NULL,
  text_hash INTEGER NOT NULL,
  fresh INTEGER NOT NULL,                        -- 1 when readers do not see the product yet
  category TEXT NOT NULL,
  brand TEXT NOT NULL,
  steps BLOB NOT NULL,
  body TEXT NOT NULL
);
CREATE TABLE staged_segments (seg INTEGER PRIMARY KEY, postings INTEGER NOT NULL, touched BLOB NOT NULL);
