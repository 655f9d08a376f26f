-- Grain: one row per file of a report; a report without files has one row with file_no 0. Key: assessment_id, file_no.
-- The place where the global filters on files are answered.
SELECT h.*, coalesce(f.file_no, 0) AS file_no, f.name AS file_name
FROM report_heads AS h
LEFT JOIN files AS f USING (assessment_id)
