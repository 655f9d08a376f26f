-- Grain: one row per entry of a change history. Key: assessment_id, change_no.
SELECT h.*, c.change_no, c.changed_on, coalesce(CAST(year(c.changed_on) AS VARCHAR), 'not_stated') AS changed_year, c.item AS changed_item, c.section,
       c.timing, coalesce(c.timing, 'timing_missing') AS mark, c.brings_government_cloud, c.page, c.line
FROM changes AS c
JOIN report_heads AS h USING (assessment_id)
