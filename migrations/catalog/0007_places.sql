-- A posting's weight byte tells more: whether the term calls the thing, is stated of it or only mentioned. Postings are made
-- from the products, so nothing is carried over: the program fills them when it has taken this step.
DROP TABLE postings;
DELETE FROM segments;
DELETE FROM vocabulary;
DELETE FROM beginnings;
CREATE TABLE postings (
  seg INTEGER NOT NULL,
  term TEXT NOT NULL,
  win INTEGER NOT NULL,
  docs INTEGER NOT NULL,                   -- how many
  named INTEGER NOT NULL,                  -- how many of them are called so, by their title or the name of their category
  stated INTEGER NOT NULL,                 -- of how many more than a sentence says so
  data BLOB NOT NULL
);
CREATE INDEX postings_by_term ON postings (seg, term, win, docs, named, stated);
UPDATE meta SET state = state + 1;
