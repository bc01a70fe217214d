-- The catalog as headquarters and every tablet hold it. `doc` is the number of a product inside this one file: postings
-- and columns speak of it; between files a product is known by its id.
CREATE TABLE meta (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL DEFAULT 0,      -- of the catalog that readers see
  price_book INTEGER NOT NULL DEFAULT 0,
  changed_ms INTEGER NOT NULL DEFAULT 0,   -- when that version was published, UTC
  products INTEGER NOT NULL DEFAULT 0,
  next_doc INTEGER NOT NULL DEFAULT 1,
  state INTEGER NOT NULL DEFAULT 0,        -- goes up with every visible change; readers' caches hang on it
  currency TEXT NOT NULL DEFAULT '',       -- of the first price seen; what "under 2000" is meant in
  delta_to INTEGER NOT NULL DEFAULT 0,     -- how far an unfinished run of deltas has come: version …
  delta_id BLOB                            -- … and product
);
INSERT INTO meta (one) VALUES (1);

CREATE TABLE products (
  doc INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  changed INTEGER NOT NULL,                -- catalog version that changed it last
  text_hash INTEGER NOT NULL,              -- of what the postings were made from
  body TEXT NOT NULL                       -- tenon_domain::catalog::Product as JSON
);
CREATE TABLE categories (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, zh TEXT NOT NULL, en TEXT NOT NULL);
CREATE TABLE brands (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
CREATE TABLE merchants (code TEXT PRIMARY KEY, zh TEXT NOT NULL, en TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE promotions (id BLOB PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE pictures (hash BLOB PRIMARY KEY, media_type TEXT NOT NULL, bytes BLOB NOT NULL);
CREATE TABLE picture_refs (hash BLOB PRIMARY KEY) WITHOUT ROWID;

-- What filters, facets and sorting need of each product, 256 documents a row.
CREATE TABLE doc_columns (chunk INTEGER PRIMARY KEY, state INTEGER NOT NULL, data BLOB NOT NULL);

-- The search index: a stack of segments. What a later segment touches is dead in every earlier one.
CREATE TABLE segments (seg INTEGER PRIMARY KEY, postings INTEGER NOT NULL, touched BLOB NOT NULL);
CREATE TABLE postings (
  seg INTEGER NOT NULL, term TEXT NOT NULL, docs INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (seg, term)
) WITHOUT ROWID;

-- The plain words of each segment by their first letter, one a line, for telling what a misspelt word may have been.
CREATE TABLE vocabulary (
  seg INTEGER NOT NULL, initial TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (seg, initial)
) WITHOUT ROWID;

-- For people who look with their own tools.
CREATE VIEW product_rows AS
  SELECT doc, body ->> '$.merchant' AS merchant, body ->> '$.source_id' AS source_id, body ->> '$.title.zh' AS title_zh,
         body ->> '$.title.en' AS title_en, body ->> '$.brand' AS brand, body ->> '$.category.path' AS category, changed
  FROM products;
CREATE VIEW variant_rows AS
  SELECT p.doc, v.key AS position, v.value ->> '$.id' AS variant_id, v.value ->> '$.sku' AS sku, v.value ->> '$.gtin' AS gtin,
         v.value ->> '$.prices[0].minor' AS first_price_minor, v.value ->> '$.currency' AS currency
  FROM products p, json_each(p.body, '$.variants') v;
