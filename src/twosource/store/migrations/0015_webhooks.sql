-- Addresses that are told what happens. events: their names with spaces between. secret: what deliveries are signed with, as whoever receives them has it.
-- state: active, ended (its server said so: 410). reason: why it was ended, or what came of the last delivery that failed for good.
CREATE TABLE webhooks (
    number $KEY,
    address TEXT NOT NULL UNIQUE,
    events TEXT NOT NULL,
    secret TEXT NOT NULL,
    state TEXT NOT NULL,
    reason TEXT NOT NULL,
    added TEXT NOT NULL
);

-- What is to be told to whom, and what came of it. id: the same at each try. subject: the story or brief that it is about, '' for none. at: when it happened.
-- state: waiting, done, failed (given up), dropped (there is nothing left to tell). due: of the next try. leased: until when the try that is under way is waited for, '' for none.
-- body: what is sent, NULL until the first try. status: what was answered last, NULL where nothing was.
CREATE TABLE deliveries (
    number $KEY,
    webhook BIGINT NOT NULL REFERENCES webhooks (number) ON DELETE CASCADE,
    id TEXT NOT NULL UNIQUE,
    event TEXT NOT NULL,
    subject TEXT NOT NULL,
    at TEXT NOT NULL,
    state TEXT NOT NULL,
    tries INTEGER NOT NULL,
    due TEXT NOT NULL,
    leased TEXT NOT NULL,
    body TEXT,
    status INTEGER,
    reason TEXT NOT NULL,
    changed TEXT NOT NULL
);
CREATE INDEX deliveries_waiting ON deliveries (webhook, number) WHERE state = 'waiting';
CREATE INDEX deliveries_of ON deliveries (webhook, number);
CREATE INDEX deliveries_untried ON deliveries (event, subject, webhook) WHERE state = 'waiting' AND tries = 0;
