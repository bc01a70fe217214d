-- An import that was under way begins again.
DELETE FROM staged_segments;
DELETE FROM staged;
