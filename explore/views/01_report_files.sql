-- Grain: one row per file of a report; a report without files has one row with file_no 0. Key: assessment_id, file_no.
-- The place where every global filter on reports and files is answered.
SELECT a.assessment_id,
       coalesce(f.file_no, 0) AS file_no,
       f.name AS file_name,
       coalesce(a.municipality_code, a.municipality) AS municipality_key,
       a.municipality,
       a.prefecture,
       a.kind,
       a.affair,
       coalesce(CAST(year(a.published_on) AS VARCHAR), 'not_stated') AS published_year,
       coalesce(a.is_current, true) AS is_current
FROM assessments AS a
LEFT JOIN files AS f USING (assessment_id)
