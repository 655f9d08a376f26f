-- Grain: one row per stretch of prose: its measures, and its text where the build has wording.
-- Key: assessment_id, part_no, file_no, section, risk_no, field, layer, seq.
SELECT h.*, coalesce(p.part_no, 0) AS part_no, coalesce(p.file_no, 0) AS file_no, pf.file_names, p.section, p.risk_no, p.field, p.layer, p.seq, p.chars,
       p.shared_share, p.page, p.line
FROM passages AS p
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN part_files AS pf ON pf.assessment_id = p.assessment_id AND pf.part_no = p.part_no
