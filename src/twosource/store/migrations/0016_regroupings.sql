-- Corrections of grouping that were said, or taken back, and that the stories do not follow yet.
-- turn: goes up with what is said meanwhile, so that who regroups sees it. tries: how often it was begun; due: not to be begun before.
CREATE TABLE regroupings (
    edit BIGINT PRIMARY KEY REFERENCES edits (number) ON DELETE CASCADE,
    turn INTEGER NOT NULL,
    tries INTEGER NOT NULL,
    due TEXT NOT NULL
);
