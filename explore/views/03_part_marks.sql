-- Grain: one row per part of a report, with the marks …しない under which it rates nothing. Key: assessment_id, part_no.
SELECT assessment_id, part_no, bool_or(no_outsourcing) AS no_outsourcing, bool_or(no_disclosure) AS no_disclosure,
       bool_or(no_network_acquisition) AS no_network_acquisition, bool_or(no_network_provision) AS no_network_provision, bool_or(no_manual_work) AS no_manual_work
FROM parts GROUP BY ALL
