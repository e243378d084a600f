-- What the studio's page shows (ui/studio/chat_store.py): conversations, their messages and cards as the page's own documents,
-- and who may open which stored file. A person is known by the name in `users`.
CREATE SCHEMA IF NOT EXISTS chat;

CREATE TABLE chat.threads (
    id          uuid PRIMARY KEY,
    owner       text,
    name        text,
    metadata    jsonb NOT NULL DEFAULT '{}',
    tags        text[],
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX threads_by_owner ON chat.threads (owner, updated_at DESC, id DESC);

-- `seq` is the place in the conversation: the one a message was first given, whatever is changed in it later.
CREATE TABLE chat.steps (
    id         uuid PRIMARY KEY,
    thread_id  uuid NOT NULL REFERENCES chat.threads ON DELETE CASCADE,
    seq        bigint GENERATED ALWAYS AS IDENTITY,
    doc        jsonb NOT NULL
);
CREATE INDEX steps_by_thread ON chat.steps (thread_id, seq);

CREATE TABLE chat.elements (
    id         uuid PRIMARY KEY,
    thread_id  uuid NOT NULL REFERENCES chat.threads ON DELETE CASCADE,
    for_id     uuid,
    seq        bigint GENERATED ALWAYS AS IDENTITY,
    doc        jsonb NOT NULL
);
CREATE INDEX elements_by_thread ON chat.elements (thread_id, seq);
CREATE INDEX elements_by_step ON chat.elements (for_id);

CREATE TABLE chat.media (
    sha256  text NOT NULL,
    owner   text NOT NULL,
    name    text NOT NULL,
    mime    text NOT NULL,
    PRIMARY KEY (sha256, owner)
);
