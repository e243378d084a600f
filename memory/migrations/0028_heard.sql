-- What people said on the studio's page and through the API: here before any page shows it, until it was answered
-- (ui/studio/chat_store.py). A server that starts takes up what it finds, in this order.
CREATE TABLE chat.heard (
    turn    text PRIMARY KEY,
    thread  uuid NOT NULL REFERENCES chat.threads ON DELETE CASCADE,
    door    text NOT NULL,
    seq     bigint GENERATED ALWAYS AS IDENTITY,
    doc     jsonb NOT NULL
);
CREATE INDEX heard_in_order ON chat.heard (seq);
CREATE INDEX heard_by_thread ON chat.heard (thread);
