-- The API: its keys, the turns that it took, what happened in every conversation, files before they have a film, and answers
-- that are given once more to a request that is made twice.

-- Whose film it is, as the brand's key; '' before anybody said so.
ALTER TABLE projects ADD COLUMN brand text NOT NULL DEFAULT '';
CREATE INDEX projects_by_age ON projects (owner, created_at DESC, id DESC);

-- A key acts for a person, within its scopes and brands ('{}': whatever the person works for). Only the hash is kept.
CREATE TABLE api_keys (
    id          text PRIMARY KEY,
    name        text NOT NULL,
    person      text NOT NULL REFERENCES users,
    hash        bytea NOT NULL,
    scopes      text[] NOT NULL CHECK (scopes <@ ARRAY['read', 'write', 'approve', 'review', 'admin']),
    brands      text[] NOT NULL DEFAULT '{}',
    created_at  timestamptz NOT NULL DEFAULT now(),
    used_at     timestamptz,
    revoked_at  timestamptz
);

-- A turn is here before its request is answered, so that it is played whatever dies. `head` and `newest` are where the project
-- stood when it began.
CREATE TABLE api_turns (
    id           uuid PRIMARY KEY,
    seq          bigint GENERATED ALWAYS AS IDENTITY,
    project      text NOT NULL REFERENCES projects ON DELETE CASCADE,
    heard        jsonb NOT NULL,
    state        text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'working', 'done')),
    head         integer,
    newest       integer NOT NULL DEFAULT 0,
    result       jsonb,
    created_at   timestamptz NOT NULL DEFAULT now(),
    finished_at  timestamptz,
    CHECK ((state = 'done') = (result IS NOT NULL))
);
CREATE INDEX api_turns_open ON api_turns (seq) WHERE state <> 'done';
CREATE INDEX api_turns_by_project ON api_turns (project, seq);

CREATE TABLE project_events (
    seq      bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    project  text NOT NULL REFERENCES projects ON DELETE CASCADE,
    turn     text NOT NULL DEFAULT '',
    kind     text NOT NULL,
    data     jsonb NOT NULL,
    at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX project_events_by_project ON project_events (project, seq);

CREATE TABLE api_assets (
    id          uuid PRIMARY KEY,
    person      text NOT NULL REFERENCES users,
    brands      text[] NOT NULL DEFAULT '{}',
    accepted    jsonb NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX api_assets_by_person ON api_assets (person, created_at DESC, id DESC);

CREATE TABLE api_answers (
    api_key     text NOT NULL REFERENCES api_keys ON DELETE CASCADE,
    name        text NOT NULL,
    digest      text NOT NULL,
    status      integer,
    body        jsonb,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (api_key, name)
);
CREATE INDEX api_answers_by_age ON api_answers (created_at);
