-- Grain: one row per report: what every other view says about the report that a row comes from. Key: assessment_id.
SELECT assessment_id, coalesce(municipality_code, municipality) AS municipality_key, municipality, prefecture, title, kind, affair, published_on,
       source_name
FROM assessments
