-- Grain: one row per further item that a form asks for. Key: assessment_id, part_no, section, risk_no, item.
-- mark: the level where the item has levels, else yes or no as the official option says it (what does not apply says neither; incidents are told by their own words),
-- else the status; not_done as in rating_facts.
-- usual: the answer that most municipalities give (usual_answers).
SELECT h.*, coalesce(p.part_no, 0) AS part_no, pf.file_names, p.section, p.risk_no, p.item, c.position AS item_position,
       p.choice, u.usual, p.level, p.status,
       CASE WHEN p.status = 'blank' AND CASE p.section WHEN 'outsourcing' THEN m.no_outsourcing WHEN 'disclosure' THEN m.no_disclosure
                                                      WHEN 'manual_work' THEN m.no_manual_work END THEN 'not_done'
            WHEN p.status <> 'stated' THEN p.status
            WHEN p.level IS NOT NULL THEN CAST(p.level AS VARCHAR)
            WHEN p.choice IN ('政府機関ではない', '再委託していない') THEN 'not_applicable'
            WHEN p.choice = '発生あり' THEN 'incident'
            WHEN p.choice = '発生なし' THEN 'no_incident'
            WHEN p.choice = 'no' OR p.choice LIKE '%ない' OR p.choice LIKE '%なし' THEN 'says_no'
            ELSE 'says_yes' END AS mark,
       p.page, p.line
FROM practices AS p
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN part_files AS pf ON pf.assessment_id = p.assessment_id AND pf.part_no = p.part_no
LEFT JOIN part_marks AS m ON m.assessment_id = p.assessment_id AND m.part_no = p.part_no
LEFT JOIN codes AS c ON c.domain = 'item' AND c.code = p.item
LEFT JOIN usual_answers AS u ON u.kind = h.kind AND u.item = p.item
