-- Corrections of grouping that were said, or taken back, and that the stories do not follow yet.
-- turn: goes up with what is said meanwhile, so that who regroups sees it. tries: how often it was begun; due: not to be begun before.
CREATE TABLE regroupings (
    edit BIGINT PRIMARY KEY REFERENCES edits (number) ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    due TEXT NOT NULL
);

-- own: 1 where a reader's own rules made it: it shows what they wish, and is for them alone. Who has it: who was sent it.
ALTER TABLE briefs ADD COLUMN own INTEGER NOT NULL DEFAULT 0;
CREATE INDEX issues_by_brief ON issues (brief);
CREATE INDEX briefs_of_all ON briefs (composed) WHERE own = 0;
UPDATE briefs SET own = 1 WHERE id IN (
    SELECT issues.brief FROM issues JOIN sends ON sends.issue = issues.id JOIN subscribers ON subscribers.number = sends.subscriber
    WHERE subscribers.rules <> ''
);

-- The line that tells the story where it stands in a list, as [report, first, last] in JSON; '' for none.
ALTER TABLE dossiers ADD COLUMN lead TEXT NOT NULL DEFAULT '';

-- notes_hidden: how many notes of theirs an editor has hidden and not shown again, those included that they have deleted since.
ALTER TABLE accounts ADD COLUMN notes_hidden INTEGER NOT NULL DEFAULT 0;
UPDATE accounts SET notes_hidden = (SELECT COUNT(*) FROM notes WHERE account = accounts.number AND shared = 1 AND state = 'hidden');

-- What admins did on the site, for good. who: their name, which stays when the account goes. did: a word of ours. subject: what to.
CREATE TABLE acts (
    number $KEY,
    who TEXT NOT NULL,
    at TEXT NOT NULL,
    did TEXT NOT NULL,
    subject TEXT NOT NULL
);
