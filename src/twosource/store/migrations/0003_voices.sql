-- Who says what, by report and tagger; the digest tells which revision was read.
CREATE TABLE attributions (
    report BIGINT NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
    tagger TEXT NOT NULL,
    digest TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (report, tagger)
);
