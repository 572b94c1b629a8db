-- Who says what, by report and tagger; content tells which revision was read.
CREATE TABLE attributions (
    report BIGINT NOT NULL REFERENCES reports (number) ON DELETE CASCADE,
    tagger TEXT NOT NULL,
    content TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (report, tagger)
);
CREATE INDEX attributions_of_content ON attributions (content);
