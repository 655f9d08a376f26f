-- Grain: one row per system of a report. Key: assessment_id, system_no.
SELECT h.*, s.system_no, s.name, s.system_type, s.page, s.line
FROM systems AS s
JOIN report_heads AS h USING (assessment_id)
