-- Grain: one row per file whose form asks for a retention period. Key: assessment_id, file_no.
SELECT h.*, r.file_no, f.name AS file_name, r.period, c.position AS period_position, r.min_years, r.max_years, r.status,
       CASE WHEN r.status = 'stated' THEN r.period ELSE r.status END AS mark, r.page, r.line
FROM retention AS r
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN files AS f USING (assessment_id, file_no)
LEFT JOIN codes AS c ON c.domain = 'period' AND c.code = r.period
