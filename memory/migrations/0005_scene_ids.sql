-- The highest number a scene id ever had in any version: an id means one scene for good, on every branch.
ALTER TABLE projects ADD COLUMN ids_used integer NOT NULL DEFAULT 0;

UPDATE projects SET ids_used = found.highest
FROM (
    SELECT v.project, max(greatest((v.board->>'ids_used')::integer, substr(scene->>'id', 2)::integer)) AS highest
    FROM versions v, jsonb_array_elements(v.board->'scenes') scene
    WHERE scene->>'id' ~ '^s[0-9]{1,9}$'
    GROUP BY v.project
) found
WHERE projects.id = found.project;
