-- Grain: one row per part, grouping (affair, vendor, system_type, file) and value that the part belongs to. Key: all columns.
SELECT DISTINCT p.assessment_id, p.part_no, 'affair' AS grouping, a.affair AS value
FROM parts AS p JOIN assessments AS a USING (assessment_id)
UNION ALL
SELECT DISTINCT p.assessment_id, p.part_no, 'file', f.name
FROM parts AS p JOIN files AS f USING (assessment_id, file_no)
UNION ALL
SELECT DISTINCT p.assessment_id, p.part_no, 'vendor', o.vendor
FROM parts AS p JOIN outsourcing AS o USING (assessment_id, file_no)
WHERE o.vendor IS NOT NULL
UNION ALL
SELECT DISTINCT p.assessment_id, p.part_no, 'system_type', s.system_type
FROM parts AS p JOIN systems AS s USING (assessment_id)
