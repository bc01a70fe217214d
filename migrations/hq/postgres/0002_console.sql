-- Who is signed in at the console, for every server over this database; only the hash of a token is kept.
CREATE TABLE console_sessions (
    token_hash TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    staff      TEXT COLLATE "C" NOT NULL,
    until_ms   BIGINT NOT NULL
);

-- Wrong PINs in a row by the hash of the name that was given, and until when the name is locked.
CREATE TABLE console_tries (
    login_hash      TEXT COLLATE "C" NOT NULL PRIMARY KEY,
    wrong           BIGINT NOT NULL,
    locked_until_ms BIGINT NOT NULL,
    at_ms           BIGINT NOT NULL
);
