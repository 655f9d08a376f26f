-- Grain: one row per layer whose measures are a national platform's; all other wording counts as the authority's side. Key: layer.
SELECT unnest(['intermediate_server_software', 'intermediate_server_platform', 'government_cloud']) AS layer
