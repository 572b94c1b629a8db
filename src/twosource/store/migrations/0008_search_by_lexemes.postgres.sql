-- Lexemes of our own in place of an array: see tsearch.py. It is filled anew from the reports.
DROP TABLE search;
CREATE TABLE search (
    place BIGINT PRIMARY KEY,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    outlet TEXT NOT NULL,
    speaker TEXT NOT NULL,
    terms TSVECTOR NOT NULL
);
-- Unpacked: words are looked for in it.
ALTER TABLE search ALTER COLUMN words SET STORAGE EXTERNAL;
CREATE INDEX search_by_terms ON search USING gin (terms) WITH (gin_pending_list_limit = 512);
