-- What an upload shows: the words in it, and how naked its worst frame is, 0 to 1. NULL until a film that uses it is checked.
ALTER TABLE assets ADD COLUMN words text, ADD COLUMN nude real;
