-- What a reader was told in briefs, as briefing writes it down: one row for all who were told the same.
CREATE TABLE told_states (
    digest TEXT PRIMARY KEY,
    body TEXT NOT NULL
);

-- A brief as it is mailed, with a mark in place of what is each reader's own. told: what its readers have been told once they have it.
CREATE TABLE issues (
    id TEXT PRIMARY KEY,
    brief TEXT NOT NULL,
    subject TEXT NOT NULL,
    html TEXT NOT NULL,
    plain TEXT NOT NULL,
    told TEXT NOT NULL REFERENCES told_states (digest),
    composed TEXT NOT NULL
);

-- key: the address in the form in which no two are the same. days: of the week, from 1 for Monday: "135". hour: theirs, by the clock of zone.
-- state: pending, active, unsubscribed, bounced, complained. salt: part of all links of theirs: another one, and no old link works.
-- due: when the next brief is, in UTC, NULL unless active. told: what they know, NULL for nothing. soft: bounces that may pass, since the last that was taken.
-- asked: since when a mail is to be sent that asks them whether they want briefs, NULL for none.
CREATE TABLE subscribers (
    number $KEY,
    key TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    name TEXT NOT NULL,
    zone TEXT NOT NULL,
    days TEXT NOT NULL,
    hour INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    rules TEXT NOT NULL,
    state TEXT NOT NULL,
    salt TEXT NOT NULL,
    due TEXT,
    told TEXT REFERENCES told_states (digest),
    soft INTEGER NOT NULL,
    reason TEXT NOT NULL,
    added TEXT NOT NULL,
    confirmed TEXT,
    asked TEXT
);
CREATE INDEX subscribers_due ON subscribers (due, number) WHERE due IS NOT NULL;
CREATE INDEX subscribers_asked ON subscribers (asked, number) WHERE asked IS NOT NULL;
CREATE INDEX subscribers_by_state ON subscribers (state, number);
CREATE INDEX subscribers_told ON subscribers (told);

-- One row for a reader and an occasion, for good: that is what makes a brief go out once.
-- state: planned, sending, sent, unanswered (handed over; we ended before the answer), failed, nothing (there was no news), bounced (it came back). runner: which run is sending it, or was.
CREATE TABLE sends (
    number $KEY,
    subscriber BIGINT NOT NULL REFERENCES subscribers (number) ON DELETE CASCADE,
    occasion TEXT NOT NULL,
    issue TEXT REFERENCES issues (id),
    state TEXT NOT NULL,
    runner TEXT NOT NULL,
    tries INTEGER NOT NULL,
    due TEXT NOT NULL,
    reason TEXT NOT NULL,
    changed TEXT NOT NULL,
    UNIQUE (subscriber, occasion)
);
CREATE INDEX sends_due ON sends (due, number) WHERE state = 'planned';
CREATE INDEX sends_sending ON sends (number) WHERE state = 'sending';
CREATE INDEX sends_by_issue ON sends (issue);
