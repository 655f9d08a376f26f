-- Grain: one row per rating, with what stands behind it: length of the wording (characters), the part of it that other municipalities use word
-- for word, and the number of different safeguards it names, in all layers and in those that are no national platform's; wording_lost: part of it is unreadable or
-- not in the source. Key: assessment_id, part_no, section, risk_no.
WITH stretch AS (
    SELECT *, layer NOT IN (FROM national_layers) AS own FROM passages
), mention AS (
    SELECT *, layer NOT IN (FROM national_layers) AS own FROM controls
), prose AS (
    SELECT assessment_id, coalesce(part_no, 0) AS part_no, section, risk_no, CAST(sum(chars) AS INTEGER) AS chars,
           CAST(coalesce(sum(chars) FILTER (own), 0) AS INTEGER) AS own_chars,
           sum(chars * shared_share) / sum(chars) FILTER (shared_share IS NOT NULL) AS shared_share,
           count(DISTINCT layer) AS layers, arg_min(page, (coalesce(page, 0), line)) AS wording_page, arg_min(line, (coalesce(page, 0), line)) AS wording_line
    FROM stretch GROUP BY ALL
), named AS (
    SELECT assessment_id, coalesce(part_no, 0) AS part_no, section, risk_no, count(DISTINCT control) AS safeguards,
           count(DISTINCT control) FILTER (own) AS own_safeguards
    FROM mention GROUP BY ALL
), lost AS (
    SELECT assessment_id, part_no, section, risk_no, true AS wording_lost FROM coverage
    WHERE field IN ('measures', 'other_risks') AND status IN ('unreadable', 'not_in_source') GROUP BY ALL
)
SELECT r.*, p.chars, p.own_chars, p.shared_share, p.layers, p.wording_page, p.wording_line,
       CASE WHEN p.chars IS NOT NULL THEN coalesce(n.safeguards, 0) END AS safeguards,
       CASE WHEN p.chars IS NOT NULL THEN coalesce(n.own_safeguards, 0) END AS own_safeguards, coalesce(l.wording_lost, false) AS wording_lost
FROM rating_facts AS r
LEFT JOIN prose AS p ON p.assessment_id = r.assessment_id AND p.part_no = r.part_no AND p.section = r.section AND p.risk_no = r.risk_no
LEFT JOIN named AS n ON n.assessment_id = r.assessment_id AND n.part_no = r.part_no AND n.section = r.section AND n.risk_no = r.risk_no
LEFT JOIN lost AS l ON l.assessment_id = r.assessment_id AND l.part_no = r.part_no AND l.section = r.section AND l.risk_no = r.risk_no
