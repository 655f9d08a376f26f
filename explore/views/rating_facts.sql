-- Grain: one row per rating that a form asks for. Key: assessment_id, part_no, section, risk_no.
SELECT h.*, coalesce(r.part_no, 0) AS part_no, pf.file_names, r.section, r.risk_no,
       'risk_' || h.kind AS risk_domain, r.section || '_' || r.risk_no AS risk, c.position AS risk_position,
       r.level, r.choice, r.status, CASE WHEN r.status = 'stated' THEN CAST(r.level AS VARCHAR) ELSE r.status END AS mark, r.page, r.line
FROM ratings AS r
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN part_files AS pf ON pf.assessment_id = r.assessment_id AND pf.part_no = r.part_no
LEFT JOIN codes AS c ON c.domain = 'risk_' || h.kind AND c.code = r.section || '_' || r.risk_no
