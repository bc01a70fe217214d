-- Two strokes after a number are read as inches and no longer as feet. The index is made from the products, so nothing is
-- carried over: the program fills it when it has taken this step.
DELETE FROM postings;
DELETE FROM segments;
DELETE FROM vocabulary;
DELETE FROM beginnings;
UPDATE meta SET state = state + 1;
