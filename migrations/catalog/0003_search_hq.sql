CREATE INDEX products_changed ON products (changed, id);
ALTER TABLE hq_meta ADD COLUMN synonyms_changed INTEGER NOT NULL DEFAULT 0;
-- An import that was under way begins again.
DELETE FROM staged_segments;
DROP TABLE staged;
CREATE TABLE staged (
  doc INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  hash BLOB NOT NULL,
  text_hash INTEGER NOT NULL,
  fresh INTEGER NOT NULL,                        -- 1 when readers do not see the product yet
  category TEXT NOT NULL,
  brand TEXT NOT NULL,
  doc_values BLOB NOT NULL,                      -- price steps, stock, colours and sizes
  face TEXT NOT NULL,
  rewritten INTEGER NOT NULL,                    -- 0 where only prices differ from what readers see
  prices_before TEXT,                            -- NULL where no price differs
  body TEXT NOT NULL
);
