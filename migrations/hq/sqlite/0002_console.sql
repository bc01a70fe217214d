-- Who is signed in at the console, for every server over this database; only the hash of a token is kept.
CREATE TABLE console_sessions (
    token_hash TEXT NOT NULL PRIMARY KEY,
    staff      TEXT NOT NULL,
    until_ms   INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Wrong PINs in a row by the hash of the name that was given, and until when the name is locked.
CREATE TABLE console_tries (
    login_hash      TEXT NOT NULL PRIMARY KEY,
    wrong           INTEGER NOT NULL,
    locked_until_ms INTEGER NOT NULL,
    at_ms           INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
