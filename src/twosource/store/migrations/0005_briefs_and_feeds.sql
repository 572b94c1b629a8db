-- A brief as it was composed (brief --json, version 1), with its reports' texts; the id is the body's sha256.
CREATE TABLE briefs (
    id TEXT PRIMARY KEY,
    composed TEXT NOT NULL,
    body TEXT NOT NULL
);

-- state: JSON, for who fetches.
CREATE TABLE feeds (
    url TEXT PRIMARY KEY,
    outlet TEXT,
    state TEXT NOT NULL
);
