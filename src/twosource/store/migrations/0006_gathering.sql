-- Entries of feeds: what is to be fetched, and what was seen before. key: SHA-256 of the report's id (an id may be longer than an index takes).
-- state: waiting, kept, failed. digest: of the entry, so that one that changes is known. page: the feed's bytes, while they may be needed.
-- body: the report that the feed itself gives, as JSON, while it may be needed.
CREATE TABLE items (
    key TEXT PRIMARY KEY,
    id TEXT NOT NULL,
    feed TEXT NOT NULL REFERENCES feeds (url) ON UPDATE CASCADE ON DELETE CASCADE,
    url TEXT,
    outlet TEXT,
    host TEXT NOT NULL,
    state TEXT NOT NULL,
    due TEXT NOT NULL,
    tries INTEGER NOT NULL,
    reason TEXT NOT NULL,
    digest TEXT NOT NULL,
    found TEXT NOT NULL,
    page TEXT,
    body TEXT
);
CREATE INDEX items_waiting ON items (host, due) WHERE state = 'waiting';
CREATE INDEX items_of_feed ON items (feed, state);
CREATE INDEX items_of_page ON items (page) WHERE page IS NOT NULL;

-- Hosts that are to be left alone for a while, and why.
CREATE TABLE hosts (
    host TEXT PRIMARY KEY,
    until TEXT NOT NULL,
    failures INTEGER NOT NULL,
    reason TEXT NOT NULL
);

-- For grouping: what came lately, and what is in no story, without a look at the texts.
CREATE INDEX reports_by_added ON reports (added, number);
