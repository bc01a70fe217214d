-- Tables of long rows are looked up by a narrow index beside them. In a table without row numbers SQLite reads the whole
-- of every row that it compares a key with, so finding one list of postings read several others.
CREATE TABLE postings_made_anew (
  seg INTEGER NOT NULL,
  term TEXT NOT NULL,
  win INTEGER NOT NULL,
  docs INTEGER NOT NULL,                   -- how many
  named INTEGER NOT NULL,                  -- how many of them have the term in the name of their category
  data BLOB NOT NULL
);
INSERT INTO postings_made_anew SELECT seg, term, win, docs, named, data FROM postings ORDER BY seg, term, win;
DROP TABLE postings;
ALTER TABLE postings_made_anew RENAME TO postings;
CREATE UNIQUE INDEX postings_place ON postings (seg, term, win, docs, named);

CREATE TABLE doc_columns_made_anew (chunk INTEGER NOT NULL, kind INTEGER NOT NULL, data BLOB NOT NULL);
INSERT INTO doc_columns_made_anew SELECT chunk, kind, data FROM doc_columns ORDER BY chunk, kind;
DROP TABLE doc_columns;
ALTER TABLE doc_columns_made_anew RENAME TO doc_columns;
CREATE UNIQUE INDEX doc_columns_place ON doc_columns (chunk, kind);

CREATE TABLE vocabulary_made_anew (seg INTEGER NOT NULL, initial TEXT NOT NULL, words TEXT NOT NULL);
INSERT INTO vocabulary_made_anew SELECT seg, initial, words FROM vocabulary ORDER BY seg, initial;
DROP TABLE vocabulary;
ALTER TABLE vocabulary_made_anew RENAME TO vocabulary;
CREATE UNIQUE INDEX vocabulary_place ON vocabulary (seg, initial);
