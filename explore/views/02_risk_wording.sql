-- Grain: one row per rating with wording: its length (characters), the part of it that other municipalities use word for word, and the number of different
-- safeguards it names, in all layers and in those that are no national platform's; wording_lost: part of it, or all, is unreadable or not in the source.
-- Key: assessment_id, part_no, section, risk_no.
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
SELECT assessment_id, part_no, section, risk_no, p.* EXCLUDE (assessment_id, part_no, section, risk_no),
       CASE WHEN p.chars IS NOT NULL THEN coalesce(n.safeguards, 0) END AS safeguards,
       CASE WHEN p.chars IS NOT NULL THEN coalesce(n.own_safeguards, 0) END AS own_safeguards, coalesce(l.wording_lost, false) AS wording_lost
FROM prose AS p
FULL JOIN lost AS l USING (assessment_id, part_no, section, risk_no)
LEFT JOIN named AS n USING (assessment_id, part_no, section, risk_no)
