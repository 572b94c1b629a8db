-- Terms as terms.py cuts them, joined by spaces, and the distinct ones as an array: see postgres.py.
CREATE TABLE search (
    place BIGINT PRIMARY KEY,
    title TEXT NOT NULL,
    words TEXT NOT NULL,
    outlet TEXT NOT NULL,
    speaker TEXT NOT NULL,
    terms TEXT[] COLLATE "C" NOT NULL
);
CREATE INDEX search_by_terms ON search USING gin (terms) WITH (gin_pending_list_limit = 512);
