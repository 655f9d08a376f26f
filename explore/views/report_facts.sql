-- Grain: one row per report with its headline facts. Key: assessment_id.
-- Ordinal levels are counted and their lowest named, never averaged. readable_share: fields stated or left blank of all fields asked.
WITH rating AS (
    SELECT assessment_id, count(*) AS ratings, min(level) AS lowest_level,
           count(*) FILTER (level = 3) AS level_3, count(*) FILTER (level = 2) AS level_2, count(*) FILTER (level = 1) AS level_1,
           count(*) FILTER (mark = 'not_done') AS ratings_not_done, count(*) FILTER (mark = 'blank') AS ratings_blank,
           count(*) FILTER (mark = 'unreadable') AS ratings_unreadable, count(*) FILTER (mark = 'not_in_source') AS ratings_not_in_source
    FROM rating_facts GROUP BY assessment_id
), kept AS (
    SELECT assessment_id, arg_max(period, min_years) FILTER (period <> 'undefined') AS longest_period,
           count(*) FILTER (period = 'undefined') AS periods_undefined, count(*) FILTER (status <> 'stated') AS periods_missing
    FROM retention GROUP BY assessment_id
), task AS (
    SELECT assessment_id, count(*) AS tasks, string_agg(DISTINCT vendor, '、' ORDER BY vendor) AS vendors
    FROM outsourcing GROUP BY assessment_id
), field AS (
    SELECT assessment_id, count(*) AS fields, count(*) FILTER (status = 'stated') AS fields_stated,
           count(*) FILTER (status = 'blank') AS fields_blank, count(*) FILTER (status = 'unreadable') AS fields_unreadable,
           count(*) FILTER (status = 'not_in_source') AS fields_not_in_source,
           count(*) FILTER (status IN ('stated', 'blank')) / count(*) AS readable_share
    FROM coverage GROUP BY assessment_id
), held AS (
    SELECT assessment_id, count(*) AS file_count FROM files GROUP BY assessment_id
)
SELECT a.* EXCLUDE (is_current, municipality), h.is_current, h.municipality, h.municipality_key, h.published_year, h.assessed_year, coalesce(held.file_count, 0) AS file_count,
       rating.* EXCLUDE (assessment_id), kept.* EXCLUDE (assessment_id), task.* EXCLUDE (assessment_id), field.* EXCLUDE (assessment_id),
       coalesce(m.cloud_mark, 'unclear') AS cloud_mark,
       c.first_reported_on, m.platform_hosting
FROM assessments AS a
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN rating USING (assessment_id)
LEFT JOIN kept USING (assessment_id)
LEFT JOIN task USING (assessment_id)
LEFT JOIN field USING (assessment_id)
LEFT JOIN held USING (assessment_id)
LEFT JOIN cloud AS c USING (assessment_id)
LEFT JOIN cloud_marks AS m USING (assessment_id)
