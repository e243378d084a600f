-- Where the head was before and after an undo, the nearest last. Projects from before have been at the versions they came from.
ALTER TABLE projects ADD COLUMN behind integer[] NOT NULL DEFAULT '{}', ADD COLUMN ahead integer[] NOT NULL DEFAULT '{}';

WITH RECURSIVE line AS (
    SELECT p.id AS project, v.parent, 1 AS distance FROM projects p JOIN versions v ON v.project = p.id AND v.number = p.head
    UNION ALL
    SELECT line.project, v.parent, line.distance + 1
    FROM line JOIN versions v ON v.project = line.project AND v.number = line.parent
)
UPDATE projects SET behind = found.behind
FROM (SELECT project, array_agg(parent ORDER BY distance DESC) AS behind FROM line WHERE parent IS NOT NULL GROUP BY project) found
WHERE projects.id = found.project;
