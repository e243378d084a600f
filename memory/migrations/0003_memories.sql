-- What is known of a brand, each with its source, found by meaning and by words.
CREATE TABLE memories (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    brand       text NOT NULL,
    text        text NOT NULL,
    source      text NOT NULL,
    model       text NOT NULL,
    embedding   vector(384) NOT NULL,
    words       tsvector GENERATED ALWAYS AS (to_tsvector('simple', text)) STORED,
    created_at  timestamptz NOT NULL DEFAULT now()
);
-- The text itself may be longer than an index entry can be.
CREATE UNIQUE INDEX memories_once ON memories (brand, model, source, md5(text));
CREATE INDEX memories_by_meaning ON memories USING hnsw (embedding vector_cosine_ops);
CREATE INDEX memories_by_words ON memories USING gin (words);
