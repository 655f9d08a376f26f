-- Grain: one row per field of a report's body with a Government Cloud block. Key: assessment_id, file_no, section, field.
SELECT h.*, coalesce(s.file_no, 0) AS file_no, f.name AS file_name, s.section, s.field, s.page, s.line
FROM cloud_statements AS s
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN files AS f ON f.assessment_id = s.assessment_id AND f.file_no = s.file_no
