-- What lists show of a dossier. names: its outlets, a JSON list. first, last: of its reports' publication, ISO 8601 in UTC to the second, '' where nothing is dated.
-- weight: see dossiers.py. source: the code, weights and outlets that made it. form: how the body is written.
CREATE TABLE dossiers (
    story TEXT PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
    title TEXT NOT NULL,
    reports INTEGER NOT NULL,
    texts INTEGER NOT NULL,
    outlets INTEGER NOT NULL,
    origins INTEGER NOT NULL,
    names TEXT NOT NULL,
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    weight DOUBLE PRECISION NOT NULL,
    source TEXT NOT NULL,
    form TEXT NOT NULL,
    made TEXT NOT NULL
);
CREATE INDEX dossiers_by_last ON dossiers (last, story);
CREATE INDEX dossiers_by_weight ON dossiers (weight, story);

-- All of it but the reports' texts: see packing.py. Apart, so that lists do not read over it.
CREATE TABLE dossier_bodies (
    story TEXT PRIMARY KEY REFERENCES dossiers (story) ON DELETE CASCADE,
    body $BYTES NOT NULL
);

-- Stories whose dossier is missing or of before the last change. turn: which change that was. day, size: of the newest report, and how many there are.
-- due: not to be tried again before, '' for at once. tries: begun and not ended. reason: why the last try failed.
CREATE TABLE stale (
    story TEXT PRIMARY KEY REFERENCES stories (id) ON DELETE CASCADE,
    turn BIGINT NOT NULL,
    day BIGINT NOT NULL,
    size BIGINT NOT NULL,
    due TEXT NOT NULL,
    tries INTEGER NOT NULL,
    reason TEXT NOT NULL
);
CREATE INDEX stale_by_day ON stale (day, size, story);
INSERT INTO counters (name, last) VALUES ('turn', 0);
INSERT INTO stale (story, turn, day, size, due, tries, reason)
    SELECT story, 0, MAX(place) / 23192823398400, COUNT(*), '', 0, '' FROM memberships JOIN reports ON number = report GROUP BY story;

-- Who says what, by speaker, a row a report; spans: see appearances.py. Of the report's text as it is: a row goes when the text changes.
CREATE TABLE sayings (
    speaker TEXT NOT NULL,
    place BIGINT NOT NULL,
    story TEXT NOT NULL REFERENCES dossiers (story) ON DELETE CASCADE,
    report BIGINT NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    spans TEXT NOT NULL,
    PRIMARY KEY (speaker, place, story)
);
CREATE INDEX sayings_of_story ON sayings (story);
CREATE INDEX sayings_of_report ON sayings (report);

-- What an outlet has in a story: reports, those of them that are copies, and statements that no other outlet has.
CREATE TABLE appearances (
    outlet TEXT NOT NULL,
    last TEXT NOT NULL,
    story TEXT NOT NULL REFERENCES dossiers (story) ON DELETE CASCADE,
    name TEXT NOT NULL,
    reports INTEGER NOT NULL,
    copies INTEGER NOT NULL,
    statements INTEGER NOT NULL,
    alone INTEGER NOT NULL,
    PRIMARY KEY (outlet, last, story)
);
CREATE INDEX appearances_of_story ON appearances (story);

-- Whom an outlet owes its passages in a story to, and how many.
CREATE TABLE citations (
    outlet TEXT NOT NULL,
    last TEXT NOT NULL,
    story TEXT NOT NULL REFERENCES dossiers (story) ON DELETE CASCADE,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    passages INTEGER NOT NULL,
    PRIMARY KEY (outlet, last, story, kind, name)
);
CREATE INDEX citations_of_story ON citations (story);

-- What a story is about.
CREATE TABLE subjects (
    topic TEXT NOT NULL,
    last TEXT NOT NULL,
    story TEXT NOT NULL REFERENCES dossiers (story) ON DELETE CASCADE,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (topic, last, story)
);
CREATE INDEX subjects_of_story ON subjects (story);

-- What was known of each outlet when dossiers were made: JSON, by the name or key that reports give in small letters.
CREATE TABLE known_outlets (
    outlet TEXT PRIMARY KEY,
    body TEXT NOT NULL
);

-- Sound, film and other files that came with a report: a JSON list. And those of an entry, until its report is kept.
CREATE TABLE media (
    report $KEY REFERENCES reports (number) ON DELETE CASCADE,
    body TEXT NOT NULL
);
ALTER TABLE items ADD COLUMN media TEXT;
