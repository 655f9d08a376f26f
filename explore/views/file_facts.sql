-- Grain: one row per file of a report. Key: assessment_id, file_no.
SELECT h.*, f.* EXCLUDE (assessment_id, name), f.name AS file_name
FROM files AS f
JOIN report_heads AS h USING (assessment_id)
