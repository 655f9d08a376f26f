-- Grain: one row per outsourced task. Key: assessment_id, file_no, item_no.
SELECT h.*, o.file_no, f.name AS file_name, o.item_no, o.title AS task_title, o.vendor_stated, o.vendor, o.vendor_status,
       o.scope, o.subject_band, o.handler_band, o.subcontracting, o.page, o.line
FROM outsourcing AS o
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN files AS f USING (assessment_id, file_no)
