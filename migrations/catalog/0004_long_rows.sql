-- Long values in rows that are found by a number of their own, the words that find them in an index beside them. Where the
-- value was part of the key's tree, SQLite copied all of it at every comparison on the way to a neighbour.
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
CREATE INDEX postings_by_term ON postings (seg, term, win, docs, named);

CREATE TABLE doc_columns_made_anew (
  chunk INTEGER NOT NULL, kind INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (chunk, kind)
);
INSERT INTO doc_columns_made_anew SELECT chunk, kind, data FROM doc_columns ORDER BY chunk, kind;
DROP TABLE doc_columns;
ALTER TABLE doc_columns_made_anew RENAME TO doc_columns;

CREATE TABLE vocabulary_made_anew (
  seg INTEGER NOT NULL, initial TEXT NOT NULL, words TEXT NOT NULL, PRIMARY KEY (seg, initial)
);
INSERT INTO vocabulary_made_anew SELECT seg, initial, words FROM vocabulary ORDER BY seg, initial;
DROP TABLE vocabulary;
ALTER TABLE vocabulary_made_anew RENAME TO vocabulary;
