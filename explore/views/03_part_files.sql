-- Grain: one row per part of a report: the files that it stands for. Key: assessment_id, part_no.
SELECT p.assessment_id, p.part_no, string_agg(f.name, '、' ORDER BY p.file_no) AS file_names
FROM parts AS p
LEFT JOIN files AS f USING (assessment_id, file_no)
GROUP BY p.assessment_id, p.part_no
