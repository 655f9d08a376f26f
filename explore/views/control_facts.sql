-- Grain: one row per safeguard that a measure's wording names, layer by layer. Key: assessment_id, part_no, section, risk_no, field, layer, control.
-- own: the wording is the municipality's own, not a national or shared platform's.
SELECT h.*, coalesce(k.part_no, 0) AS part_no, pf.file_names, k.section, k.risk_no, k.field, k.layer, k.layer = 'municipality' AS own, k.control,
       c.position AS control_position, k.page, k.line
FROM controls AS k
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN part_files AS pf ON pf.assessment_id = k.assessment_id AND pf.part_no = k.part_no
LEFT JOIN codes AS c ON c.domain = 'control' AND c.code = k.control
