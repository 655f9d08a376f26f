-- Grain: one row per safeguard that a measure's wording names, layer by layer. Key: assessment_id, part_no, section, risk_no, field, layer, control.
-- own: the wording is the authority's side, not a national platform's (intermediate server, Government Cloud).
SELECT h.*, coalesce(k.part_no, 0) AS part_no, pf.file_names, k.section, k.risk_no, k.field, k.layer, k.layer NOT IN (FROM national_layers) AS own, k.control,
       c.position AS control_position, k.page, k.line
FROM controls AS k
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN part_files AS pf ON pf.assessment_id = k.assessment_id AND pf.part_no = k.part_no
LEFT JOIN codes AS c ON c.domain = 'control' AND c.code = k.control
