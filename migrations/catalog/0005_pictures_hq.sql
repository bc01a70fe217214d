CREATE INDEX picture_names_changed ON picture_names (changed, key);
-- How far the addresses of products were collected: version and product, and withdrawals by version.
ALTER TABLE hq_meta ADD COLUMN pictures_to INTEGER NOT NULL DEFAULT 0;
ALTER TABLE hq_meta ADD COLUMN pictures_id BLOB NOT NULL DEFAULT x'';
ALTER TABLE hq_meta ADD COLUMN pictures_withdrawn INTEGER NOT NULL DEFAULT 0;
CREATE TABLE picture_uses (product BLOB NOT NULL, key BLOB NOT NULL, PRIMARY KEY (product, key)) WITHOUT ROWID;
CREATE INDEX picture_uses_of ON picture_uses (key);
CREATE TABLE picture_fetches (
  key BLOB PRIMARY KEY,
  address TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0,        -- 0 not tried yet, 1 here, 2 refused, 3 could not be had
  code TEXT NOT NULL DEFAULT '',           -- why it was refused or could not be had
  message TEXT NOT NULL DEFAULT '',
  tries INTEGER NOT NULL DEFAULT 0,        -- without success in a row
  due_ms INTEGER NOT NULL,                 -- not asked for before, UTC; small numbers are an order of those never tried
  etag TEXT,
  modified TEXT                            -- the server's Last-Modified, as it wrote it
) WITHOUT ROWID;
CREATE INDEX picture_fetches_due ON picture_fetches (due_ms);
CREATE INDEX picture_fetches_state ON picture_fetches (state);
