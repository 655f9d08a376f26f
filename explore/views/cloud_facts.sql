-- Grain: one row per report: is Government Cloud in use according to its body? Key: assessment_id.
-- page, line: where the body first speaks of it; since_timing, since_page, since_line: the entry of the change history that has first_reported_on.
SELECT h.*, c.government_cloud,
       coalesce(m.cloud_mark, 'unclear') AS cloud_mark,
       c.first_reported_on, e.since_timing, e.since_page, e.since_line, m.platform_hosting, s.statements, s.page, s.line
FROM report_heads AS h
LEFT JOIN cloud AS c USING (assessment_id)
LEFT JOIN cloud_marks AS m USING (assessment_id)
LEFT JOIN (SELECT assessment_id, count(*) AS statements, arg_min(page, (coalesce(page, 0), line)) AS page, arg_min(line, (coalesce(page, 0), line)) AS line FROM cloud_statements GROUP BY assessment_id) AS s USING (assessment_id)
LEFT JOIN (SELECT assessment_id, changed_on, arg_min(timing, change_no) AS since_timing, arg_min(page, change_no) AS since_page, arg_min(line, change_no) AS since_line
           FROM changes WHERE brings_government_cloud GROUP BY ALL) AS e ON e.assessment_id = h.assessment_id AND e.changed_on = c.first_reported_on
