-- The search index and what filters and facets need, in a form whose memory does not grow with the catalog. Both are made
-- from the products, so nothing is carried over: the program fills them when it has taken this step.
DROP TABLE doc_columns;
DROP TABLE postings;
DELETE FROM segments;
DELETE FROM vocabulary;
DROP VIEW product_rows;
DROP VIEW variant_rows;

-- Small values come first: SQLite walks through a long body to reach what stands behind it.
CREATE TABLE products_made_anew (
  doc INTEGER PRIMARY KEY,
  id BLOB NOT NULL UNIQUE,
  changed INTEGER NOT NULL,                -- catalog version that changed it last
  rewritten INTEGER NOT NULL,              -- catalog version that changed more than prices last
  text_hash INTEGER NOT NULL,              -- of what the postings were made from
  face TEXT NOT NULL,                      -- titles, one a line: what ranking reads of the best few
  body TEXT NOT NULL                       -- tenon_domain::catalog::Product as JSON
);
INSERT INTO products_made_anew
  SELECT doc, id, changed, rewritten, text_hash,
         replace(coalesce(body ->> '$.title.zh', ''), char(10), ' ') || char(10)
           || replace(coalesce(body ->> '$.title.en', ''), char(10), ' '),
         body
  FROM products ORDER BY doc;
DROP TABLE products;
ALTER TABLE products_made_anew RENAME TO products;
CREATE INDEX products_merchant ON products (body ->> '$.merchant');

-- Words that stand for each other in this chain: a JSON list of texts each.
CREATE TABLE synonyms (place INTEGER PRIMARY KEY, words TEXT NOT NULL);

-- Values of colour (kind 1) and size (kind 2) that products can be had in; `key` is what tells them apart.
CREATE TABLE choices (
  id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, key TEXT NOT NULL, zh TEXT NOT NULL, en TEXT NOT NULL, UNIQUE (kind, key)
);

-- What filters, facets and sorting need of each product: 4,096 documents a chunk, a row for each kind of value.
CREATE TABLE doc_columns (chunk INTEGER NOT NULL, kind INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (chunk, kind))
  WITHOUT ROWID;

-- A term's postings are cut into windows of 65,536 documents, so that a query needs no more memory however many products
-- there are.
CREATE TABLE postings (
  seg INTEGER NOT NULL,
  term TEXT NOT NULL,
  win INTEGER NOT NULL,
  docs INTEGER NOT NULL,                   -- how many
  named INTEGER NOT NULL,                  -- how many of them have the term in the name of their category
  data BLOB NOT NULL,
  PRIMARY KEY (seg, term, win)
) WITHOUT ROWID;

-- The commonest words that begin with one to three letters, one a line, for unfinished words.
CREATE TABLE beginnings (
  seg INTEGER NOT NULL, prefix TEXT NOT NULL, terms TEXT NOT NULL, PRIMARY KEY (seg, prefix)
) WITHOUT ROWID;

UPDATE meta SET state = state + 1;

-- For people who look with their own tools.
CREATE VIEW product_rows AS
  SELECT doc, body ->> '$.merchant' AS merchant, body ->> '$.source_id' AS source_id, body ->> '$.title.zh' AS title_zh,
         body ->> '$.title.en' AS title_en, body ->> '$.brand' AS brand, body ->> '$.category.path' AS category, changed
  FROM products;
CREATE VIEW variant_rows AS
  SELECT p.doc, v.key AS position, v.value ->> '$.id' AS variant_id, v.value ->> '$.sku' AS sku, v.value ->> '$.gtin' AS gtin,
         v.value ->> '$.prices[0].minor' AS first_price_minor, v.value ->> '$.currency' AS currency
  FROM products p, json_each(p.body, '$.variants') v;
