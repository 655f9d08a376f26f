-- Grain: one row per part, grouping (affair, vendor, system_type, file) and value that the part belongs to. Key: all columns.
-- Part 0, of which the form asks once a report (audit, training), belongs to all groups of the report.
WITH grouped AS (
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
)
FROM grouped
UNION
SELECT assessment_id, 0, grouping, value FROM grouped
