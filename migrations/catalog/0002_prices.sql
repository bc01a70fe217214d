-- Versions of the price book besides the imported one. A version's number is the catalog version that published it.
CREATE TABLE price_versions (
  number INTEGER PRIMARY KEY,
  zone TEXT,                                -- price zone; NULL for the whole chain
  zh TEXT NOT NULL,
  en TEXT NOT NULL,
  from_ms INTEGER NOT NULL,                 -- first moment, UTC
  until_ms INTEGER,                         -- first moment after
  published_ms INTEGER NOT NULL
);
CREATE TABLE price_lines (
  product BLOB NOT NULL,
  variant BLOB NOT NULL,
  version INTEGER NOT NULL,
  rate TEXT,                                -- tenon_domain::pricing::Rate as JSON; NULL gives the line back
  PRIMARY KEY (product, variant, version)
) WITHOUT ROWID;

-- What a product costs over time in a zone whose lines name it (steps.rs); elsewhere doc_columns holds.
CREATE TABLE zone_steps (zone TEXT NOT NULL, doc INTEGER NOT NULL, steps BLOB NOT NULL, PRIMARY KEY (zone, doc)) WITHOUT ROWID;

ALTER TABLE meta ADD COLUMN base_book INTEGER NOT NULL DEFAULT 0;     -- catalog version of the last import
UPDATE meta SET base_book = version, price_book = version;
ALTER TABLE products ADD COLUMN rewritten INTEGER NOT NULL DEFAULT 0; -- catalog version that changed more than prices last
UPDATE products SET rewritten = changed;
CREATE INDEX products_merchant ON products (body ->> '$.merchant');

UPDATE promotions SET body = json_object(
  'id', body ->> '$.id',
  'name', json(body -> '$.name'),
  'offer', json_object('kind', 'percent', 'basis_points', body ->> '$.basis_points_off'),
  'goods', json_object('categories', json(body -> '$.categories')),
  'from_ms', body ->> '$.from_ms',
  'until_ms', body ->> '$.until_ms'
);

-- For people who look with their own tools.
CREATE VIEW price_rows AS
  SELECT v.number, v.zone, v.zh, v.en, datetime(v.from_ms / 1000, 'unixepoch') AS from_utc,
         datetime(v.until_ms / 1000, 'unixepoch') AS until_utc, hex(l.product) AS product, hex(l.variant) AS variant, l.rate
  FROM price_versions v JOIN price_lines l ON l.version = v.number;
