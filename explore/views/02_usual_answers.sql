-- Grain: one row per item of a kind of form: the answer that most municipalities give to it in the whole build, however many parts they have; no row where
-- two answers are given by as many. Key: kind, item.
WITH counted AS (
    SELECT h.kind, p.item, p.choice, count(DISTINCT coalesce(h.municipality_key, p.assessment_id)) AS places
    FROM practices AS p JOIN report_heads AS h USING (assessment_id)
    WHERE p.status = 'stated' GROUP BY ALL
)
SELECT kind, item, any_value(choice) AS usual
FROM (FROM counted QUALIFY places = max(places) OVER (PARTITION BY kind, item)) GROUP BY ALL HAVING count(*) = 1
