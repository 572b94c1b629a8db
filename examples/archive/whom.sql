-- Whom did outlets quote on a subject? Each speaker of whose words one has the subject in them, by how many outlets they
-- are quoted on it, and how often. A report that repeats another word for word adds nothing.
--     SET VARIABLE subject = 'lead';
WITH said AS (
    SELECT story, report, attribution, speaker_key, any_value(speaker) AS speaker, any_value(speaker_kind) AS kind,
           string_agg(text, ' … ' ORDER BY span) AS words
    FROM attributions
    WHERE part = 'content' AND speaker_kind <> 'unknown'
    GROUP BY story, report, attribution, speaker_key
)
SELECT any_value(said.speaker) AS speaker, any_value(said.kind) AS kind,
       count(DISTINCT reports.outlet) AS outlets, count(*) AS times, min_by(said.words, length(said.words)) AS shortest
FROM said
JOIN reports ON reports.id = said.report
WHERE reports.copy_of IS NULL
  AND regexp_matches(said.words, '\b' || regexp_escape(getvariable('subject')) || '\b', 'i')
GROUP BY said.speaker_key
ORDER BY outlets DESC, times DESC, speaker;
