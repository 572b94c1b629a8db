-- outlet: the report's, so that how often whom is heard is counted in one index. A row goes when its report leaves the story.
DELETE FROM sayings WHERE NOT EXISTS (SELECT 1 FROM memberships m WHERE m.report = sayings.report AND m.story = sayings.story);
ALTER TABLE sayings ADD COLUMN outlet TEXT;
UPDATE sayings SET outlet = (SELECT r.outlet FROM reports r WHERE r.number = sayings.report);
CREATE INDEX sayings_heard ON sayings (speaker, story, place, name, kind, outlet);

-- What a dossier has of one speaker: itself a dossier, of that alone. See spoken.py.
CREATE TABLE spoken (
    story TEXT NOT NULL REFERENCES dossiers (story) ON DELETE CASCADE,
    speaker TEXT NOT NULL,
    body $BYTES NOT NULL,
    PRIMARY KEY (story, speaker)
);
-- apart: 1 where the parts of its speakers are in spoken.
ALTER TABLE dossiers ADD COLUMN apart INTEGER NOT NULL DEFAULT 0;
CREATE INDEX dossiers_whole ON dossiers (story) WHERE apart = 0;

-- The figures of an outlet are counted in one index too.
CREATE INDEX appearances_counted ON appearances (outlet, last, name, reports, copies, statements, alone);
CREATE INDEX citations_counted ON citations (outlet, last, kind, name, passages);

-- What stories are about is looked up by its name too: apps have topics as labels.
CREATE INDEX subjects_named ON subjects (name, story);
