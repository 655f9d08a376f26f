-- Grain: one row per rating that a form asks for. Key: assessment_id, part_no, section, risk_no.
-- mark: the level, else the status; not_done is blank because the form marks the whole as not done (委託しない, 提供・移転しない, 接続しない).
-- The connection's first risks are those of acquisition: four in the full form, one in the others.
SELECT h.*, coalesce(r.part_no, 0) AS part_no, pf.file_names, r.section, r.risk_no,
       'risk_' || h.kind AS risk_domain, r.section || '_' || r.risk_no AS risk, c.position AS risk_position,
       r.level, r.choice, r.status, 
       CASE WHEN r.status = 'stated' THEN CAST(r.level AS VARCHAR)
            WHEN r.status = 'blank' AND CASE r.section
                WHEN 'outsourcing' THEN m.no_outsourcing WHEN 'disclosure' THEN m.no_disclosure WHEN 'manual_work' THEN m.no_manual_work
                WHEN 'network' THEN CASE WHEN r.risk_no = 0 THEN false WHEN r.risk_no <= CASE h.kind WHEN 'full' THEN 4 ELSE 1 END
                                         THEN m.no_network_acquisition ELSE m.no_network_provision END
                END THEN 'not_done'
            ELSE r.status END AS mark, r.page, r.line
FROM ratings AS r
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN part_files AS pf ON pf.assessment_id = r.assessment_id AND pf.part_no = r.part_no
LEFT JOIN codes AS c ON c.domain = 'risk_' || h.kind AND c.code = r.section || '_' || r.risk_no
LEFT JOIN part_marks AS m ON m.assessment_id = r.assessment_id AND m.part_no = r.part_no
