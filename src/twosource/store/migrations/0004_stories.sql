CREATE TABLE stories (
    id TEXT PRIMARY KEY
);

-- A report is of one story.
CREATE TABLE memberships (
    report $KEY REFERENCES reports (number) ON DELETE CASCADE,
    story TEXT NOT NULL REFERENCES stories (id)
);
CREATE INDEX memberships_of_story ON memberships (story);

-- What an editor said of the grouping, as JSON: grouping knows what it means. Ids are in order of time.
CREATE TABLE corrections (
    id TEXT PRIMARY KEY,
    body TEXT NOT NULL
);
