-- Grain: one row per rating, with what stands behind it (risk_wording). Key: assessment_id, part_no, section, risk_no.
SELECT r.*, w.* EXCLUDE (assessment_id, part_no, section, risk_no, wording_lost), coalesce(w.wording_lost, false) AS wording_lost
FROM rating_facts AS r
LEFT JOIN risk_wording AS w ON w.assessment_id = r.assessment_id AND w.part_no = r.part_no AND w.section = r.section AND w.risk_no = r.risk_no
