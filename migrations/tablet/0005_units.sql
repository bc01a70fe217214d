-- A visit takes several work units of a window at once.
ALTER TABLE spends ADD COLUMN units INTEGER NOT NULL DEFAULT 1;
