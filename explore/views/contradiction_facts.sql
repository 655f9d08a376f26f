-- Grain: one row per contradiction inside a report. Key: assessment_id, contradiction_no.
SELECT h.*, c.contradiction_no, c.kind AS contradiction, CAST(c.place_1 AS VARCHAR) AS place_1, CAST(c.place_2 AS VARCHAR) AS place_2,
       c.sentence_ja, c.sentence_en
FROM contradictions AS c
JOIN report_heads AS h USING (assessment_id)
