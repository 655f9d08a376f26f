-- Grain: one row per system and connection that the form asks for. Key: assessment_id, system_no, connection.
-- A system whose boxes are lost with a page has none in system_connections; its place is then that of its name.
SELECT h.*, s.system_no, s.name, s.system_type, c.code AS connection, c.position AS connection_position, k.connected, k.other_text,
       coalesce(k.status, 'not_in_source') AS status,
       CASE WHEN k.status IS NULL THEN 'not_in_source' WHEN k.status <> 'stated' THEN k.status WHEN k.connected THEN 'yes' WHEN NOT k.connected THEN 'no' ELSE 'unreadable' END AS mark,
       CASE WHEN k.line IS NULL THEN s.page ELSE k.page END AS page, coalesce(k.line, s.line) AS line
FROM systems AS s
JOIN report_heads AS h USING (assessment_id)
JOIN codes AS c ON c.domain = 'connection'
LEFT JOIN system_connections AS k ON k.assessment_id = s.assessment_id AND k.system_no = s.system_no AND k.connection = c.code
WHERE h.kind <> 'basic' -- the basic form asks for no connections
