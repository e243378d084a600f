-- What is said in an upload. NULL until it was listened to.
ALTER TABLE assets ADD COLUMN spoken text;
