-- What apps sync. An entry is a story for apps: its number stays for ever, whatever becomes of the story's id.
-- story: NULL when it is gone. became: the entry that it was merged into. stamp: when it last grew, in microseconds, no two alike.
-- origins, differences: the most that it has had, -1 where the next dossier tells. size: its reports then.
-- made: of the dossier that body was made of, NULL where it is to be made. body: packed.
CREATE TABLE outlets_synced (
    number $KEY,
    key TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL
);
CREATE TABLE entries (
    number $KEY,
    story TEXT UNIQUE REFERENCES stories (id) ON DELETE SET NULL,
    became BIGINT REFERENCES entries (number),
    stamp BIGINT NOT NULL,
    published BIGINT NOT NULL,
    changed BIGINT NOT NULL,
    origins INTEGER NOT NULL,
    differences INTEGER NOT NULL,
    size INTEGER NOT NULL,
    outlet BIGINT REFERENCES outlets_synced (number),
    made TEXT,
    title TEXT NOT NULL,
    author TEXT NOT NULL,
    body $BYTES
);
CREATE UNIQUE INDEX entries_by_stamp ON entries (stamp);
CREATE INDEX entries_listed ON entries (stamp, number, outlet) WHERE story IS NOT NULL AND made IS NOT NULL;
CREATE INDEX entries_became ON entries (became) WHERE became IS NOT NULL;

-- The entry that each report was last in: so it is known what became of stories.
CREATE TABLE entry_reports (
    report $KEY REFERENCES reports (number) ON DELETE CASCADE,
    entry BIGINT NOT NULL REFERENCES entries (number)
);
CREATE INDEX entry_reports_by_entry ON entry_reports (entry);

-- A bit an entry, 8,192 to a row: mark is read, starred, or label/ and a name that the reader gave.
CREATE TABLE marks (
    account BIGINT NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
    mark TEXT NOT NULL,
    block INTEGER NOT NULL,
    bits $BYTES NOT NULL,
    PRIMARY KEY (account, mark, block)
);

-- What a reader made of an outlet in their apps: another title, a folder, or out of sight.
CREATE TABLE subscriptions (
    account BIGINT NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
    outlet BIGINT NOT NULL REFERENCES outlets_synced (number),
    title TEXT,
    folder TEXT,
    hidden INTEGER NOT NULL,
    PRIMARY KEY (account, outlet)
);
