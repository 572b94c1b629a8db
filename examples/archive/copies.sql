-- Who copies whom: of each group of reports that share words, the first by publication, and the others as its copies.
-- One day's reports without a time of day cannot be put in order, so a group whose first place is shared tells nothing.
WITH placed AS (
    SELECT copies.story, copies.copy, copies.kind, copies.share, reports.outlet, reports.published_at,
           rank() OVER (PARTITION BY copies.story, copies.copy ORDER BY reports.published_at NULLS LAST) AS place
    FROM copies
    JOIN reports ON reports.id = copies.report
),
first AS (
    SELECT story, copy, any_value(outlet) AS outlet
    FROM placed
    WHERE place = 1 AND published_at IS NOT NULL
    GROUP BY story, copy
    HAVING count(*) = 1
)
SELECT first.outlet AS source, placed.outlet AS copier, count(*) AS times, count(DISTINCT placed.story) AS stories,
       round(avg(placed.share), 2) AS share
FROM placed
JOIN first USING (story, copy)
WHERE placed.outlet <> first.outlet
GROUP BY source, copier
ORDER BY times DESC, source, copier;
