-- Changes of prices in the order in which tablets are told.
CREATE INDEX price_lines_version ON price_lines (version, product);
ALTER TABLE staged ADD COLUMN rewritten INTEGER NOT NULL DEFAULT 1; -- 0 where only prices differ from what readers see
ALTER TABLE staged ADD COLUMN prices_before TEXT;                   -- NULL where no price differs
-- Imported prices that a later import replaced: what a version of the imported book said stays known.
CREATE TABLE imported_before (
  product BLOB NOT NULL,
  until_version INTEGER NOT NULL,           -- catalog version of the import that replaced them
  prices TEXT NOT NULL,                     -- JSON: of each variant its id and its prices
  PRIMARY KEY (product, until_version)
) WITHOUT ROWID;
