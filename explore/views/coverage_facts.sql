-- Grain: one row per field that a form asks for. Key: assessment_id, file_no, part_no, section, risk_no, field.
-- stated_count, found_count: how many entries the report itself announces and how many were found, where it says.
SELECT h.*, coalesce(v.file_no, 0) AS file_no, coalesce(v.part_no, 0) AS part_no, v.section, c.position AS section_position, v.risk_no, v.field,
       v.status, v.page, v.line, v.stated_count, v.found_count
FROM coverage AS v
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN codes AS c ON c.domain = 'section' AND c.code = v.section
