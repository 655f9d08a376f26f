-- Grain: one row per report: is Government Cloud in use according to its body? Key: assessment_id.
-- first_line: the first line of the body that speaks of it.
SELECT h.*, c.government_cloud,
       CASE WHEN c.government_cloud IS NULL THEN 'unclear' WHEN c.government_cloud THEN 'uses' ELSE 'silent' END AS cloud_mark,
       c.first_reported_on, coalesce(c.platform_hosting, 'not_stated') AS platform_hosting, s.statements, s.page, s.line
FROM report_heads AS h
LEFT JOIN cloud AS c USING (assessment_id)
LEFT JOIN (SELECT assessment_id, count(*) AS statements, arg_min(page, (coalesce(page, 0), line)) AS page, arg_min(line, (coalesce(page, 0), line)) AS line FROM cloud_statements GROUP BY assessment_id) AS s USING (assessment_id)
