-- Grain: one row per report: does its body say that Government Cloud is in use? A report that doesn't say so is silent only if the places where others
-- say it could be read; where they are lost, nothing can be told, nor where the intermediate server platform runs. Key: assessment_id.
WITH lost AS (
    SELECT DISTINCT assessment_id FROM coverage
    WHERE section = 'storage' AND status IN ('not_in_source', 'unreadable')
      AND (field IN ('storage_place', 'physical_measures_content', 'technical_measures_content', 'deletion_procedure_content')
           OR field = 'sufficiency' AND status = 'not_in_source')
)
SELECT c.assessment_id,
       CASE WHEN c.government_cloud THEN 'uses' WHEN c.government_cloud IS NULL OR l.assessment_id IS NOT NULL THEN 'unclear' ELSE 'silent' END AS cloud_mark,
       CASE WHEN c.platform_hosting <> 'not_stated' OR l.assessment_id IS NULL THEN c.platform_hosting END AS platform_hosting
FROM cloud AS c
LEFT JOIN lost AS l USING (assessment_id)
