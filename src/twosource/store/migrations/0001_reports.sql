CREATE TABLE migrations (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL
);

-- The last number given: numbers are never given twice, whatever is deleted.
CREATE TABLE counters (
    name TEXT PRIMARY KEY,
    last BIGINT NOT NULL
);
INSERT INTO counters (name, last) VALUES ('report', 0);

-- Bytes as fetched, zlib-compressed; NULL once they were let go: what they hashed to stays.
CREATE TABLE pages (
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    url TEXT,
    content_type TEXT,
    headers TEXT NOT NULL,
    fetched TEXT NOT NULL,
    size BIGINT NOT NULL,
    content $BYTES
);

-- place: see places.py. digest: of all that the outlet gave. content: of all but name, address and date. published: as given, ISO 8601. subjects: a JSON list.
-- size: bytes of the text.
CREATE TABLE reports (
    number $KEY,
    id TEXT NOT NULL UNIQUE,
    place BIGINT NOT NULL UNIQUE,
    outlet TEXT,
    url TEXT,
    title TEXT,
    byline TEXT,
    published TEXT,
    credit TEXT,
    language TEXT,
    subjects TEXT NOT NULL,
    text TEXT NOT NULL,
    size BIGINT NOT NULL,
    revision INTEGER NOT NULL,
    digest TEXT NOT NULL,
    content TEXT NOT NULL,
    page TEXT NOT NULL REFERENCES pages (sha256),
    added TEXT NOT NULL
);
CREATE INDEX reports_of_page ON reports (page);
CREATE INDEX reports_of_content ON reports (content);

-- What a report was before: the whole of it as JSON.
CREATE TABLE revisions (
    report BIGINT NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    body TEXT NOT NULL,
    digest TEXT NOT NULL,
    page TEXT NOT NULL REFERENCES pages (sha256),
    added TEXT NOT NULL,
    PRIMARY KEY (report, revision)
);
CREATE INDEX revisions_of_page ON revisions (page);
