-- Grain: one row per system and connection that the form asks for. Key: assessment_id, system_no, connection.
SELECT h.*, k.system_no, s.name, s.system_type, k.connection, c.position AS connection_position, k.connected, k.other_text, k.status,
       CASE WHEN k.status <> 'stated' THEN k.status WHEN k.connected THEN 'yes' WHEN NOT k.connected THEN 'no' ELSE 'unreadable' END AS mark,
       s.page, s.line
FROM system_connections AS k
JOIN report_heads AS h USING (assessment_id)
LEFT JOIN systems AS s USING (assessment_id, system_no)
LEFT JOIN codes AS c ON c.domain = 'connection' AND c.code = k.connection
