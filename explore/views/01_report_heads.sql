-- Grain: one row per report: what every other view says about the report that a row comes from, and what the global filters on reports ask.
-- Key: assessment_id.
SELECT assessment_id, coalesce(municipality_code, municipality) AS municipality_key, municipality, prefecture, title, kind, affair, published_on,
       coalesce(CAST(year(published_on) AS VARCHAR), 'not_stated') AS published_year,
       coalesce(CAST(year(assessed_on) AS VARCHAR), 'not_stated') AS assessed_year, coalesce(is_current, true) AS is_current, source_name
FROM assessments
