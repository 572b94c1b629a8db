-- Terms as terms.py cuts them, joined by spaces, and the distinct ones as an array: see postgres.py.
CREATE TABLE search (
    place BIGINT PRIMARY KEY,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    outlet TEXT NOT NULL,
    speaker TEXT NOT NULL,
    terms TEXT[] COLLATE "C" NOT NULL
);
-- Unpacked: a phrase, or a word that half of all reports have, is looked for in many rows.
ALTER TABLE search ALTER COLUMN words SET STORAGE EXTERNAL;
ALTER TABLE search ALTER COLUMN terms SET STORAGE EXTERNAL;
CREATE INDEX search_by_terms ON search USING gin (terms) WITH (gin_pending_list_limit = 512);
