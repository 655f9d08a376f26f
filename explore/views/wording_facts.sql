-- Grain: one row per stretch of prose with its text; empty where the build has no wording.
-- Key: assessment_id, part_no, file_no, section, risk_no, field, layer, seq.
SELECT h.*, coalesce(w.part_no, 0) AS part_no, coalesce(w.file_no, 0) AS file_no, pf.file_names, w.section, w.risk_no, w.field, w.layer, w.seq, p.chars, p.shared_share,
       p.page, p.line, w.text
FROM wording AS w
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN part_files AS pf ON pf.assessment_id = w.assessment_id AND pf.part_no = w.part_no
LEFT JOIN passages AS p
       ON p.assessment_id = w.assessment_id AND p.part_no IS NOT DISTINCT FROM w.part_no AND p.file_no IS NOT DISTINCT FROM w.file_no
      AND p.section = w.section AND p.risk_no = w.risk_no AND p.field = w.field AND p.layer = w.layer AND p.seq = w.seq
