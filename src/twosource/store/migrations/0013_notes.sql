-- What readers write beside the news. report: what it hangs on, so that it goes where the report goes when stories are grouped anew.
-- first, last: the passage, in the text of that revision, NULL for the story as a whole. parent: the note that it answers.
-- shared: 0 for its writer alone. state: shown, waiting (for an editor), hidden (by one).
CREATE TABLE notes (
    number $KEY,
    account BIGINT NOT NULL REFERENCES accounts (number) ON DELETE CASCADE,
    report BIGINT NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
    revision INTEGER NOT NULL,
    first INTEGER,
    last INTEGER,
    parent BIGINT REFERENCES notes (number) ON DELETE SET NULL,
    shared INTEGER NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    written TEXT NOT NULL
);
CREATE INDEX notes_of_report ON notes (report);
CREATE INDEX notes_of_account ON notes (account, number);
CREATE INDEX notes_by_state ON notes (state, number) WHERE state <> 'shown';
CREATE INDEX notes_of_parent ON notes (parent) WHERE parent IS NOT NULL;

-- What editors did: who, when, what. who: their name, which stays when the account goes. correction: where it is one of grouping.
-- kind and body: of a correction as grouping has it, or of an amendment as evidence has it. undone: when, NULL while it holds.
CREATE TABLE edits (
    number $KEY,
    account BIGINT REFERENCES accounts (number) ON DELETE SET NULL,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    kind TEXT NOT NULL,
    body TEXT NOT NULL,
    correction TEXT,
    undone TEXT,
    undone_by TEXT
);
CREATE INDEX edits_amending ON edits (number) WHERE correction IS NULL AND undone IS NULL;
