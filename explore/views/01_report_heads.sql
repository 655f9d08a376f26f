-- Grain: one row per report: what every other view says about the report that a row comes from, and what the global filters on reports ask.
-- municipality: with its prefecture where another municipality of these tables has the same name (府中市). Key: assessment_id.
WITH head AS (
    SELECT *, coalesce(municipality_code, municipality) AS municipality_key FROM assessments
)
SELECT assessment_id, municipality_key,
       CASE WHEN min(municipality_key) OVER same_name <> max(municipality_key) OVER same_name AND prefecture IS NOT NULL
            THEN municipality || ' (' || prefecture || ')' ELSE municipality END AS municipality,
       prefecture, title, kind, affair, published_on,
       coalesce(CAST(year(published_on) AS VARCHAR), 'not_stated') AS published_year,
       coalesce(CAST(year(assessed_on) AS VARCHAR), 'not_stated') AS assessed_year, coalesce(is_current, true) AS is_current, source_name,
       coalesce(part_count, 0) AS part_count
FROM head
LEFT JOIN (SELECT assessment_id, CAST(count(DISTINCT part_no) AS INTEGER) AS part_count FROM parts GROUP BY assessment_id) USING (assessment_id)
WINDOW same_name AS (PARTITION BY municipality)
