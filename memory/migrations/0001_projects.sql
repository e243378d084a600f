-- Projects and what belongs to them. The schema `talk` is filled by LangGraph's saver.
CREATE EXTENSION IF NOT EXISTS vector;
CREATE SCHEMA IF NOT EXISTS talk;

CREATE TABLE projects (
    id          text PRIMARY KEY,
    thread      text NOT NULL UNIQUE,
    owner       text NOT NULL,
    title       text NOT NULL DEFAULT '',
    state       text NOT NULL DEFAULT 'drafting'
                CHECK (state IN ('drafting', 'asking', 'previewed', 'approved', 'refused', 'cancelled')),
    head        integer,
    created_at  timestamptz NOT NULL DEFAULT now(),
    updated_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX projects_by_owner ON projects (owner, updated_at DESC);

CREATE TABLE versions (
    project     text NOT NULL REFERENCES projects ON DELETE CASCADE,
    number      integer NOT NULL CHECK (number > 0),
    parent      integer,
    turn        text NOT NULL,
    name        text NOT NULL DEFAULT '',
    label       text NOT NULL DEFAULT '',
    board       jsonb NOT NULL,
    brief       jsonb,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project, number),
    UNIQUE (project, turn),
    FOREIGN KEY (project, parent) REFERENCES versions (project, number) ON DELETE CASCADE
);
ALTER TABLE projects ADD FOREIGN KEY (id, head) REFERENCES versions (project, number) DEFERRABLE INITIALLY DEFERRED;

-- What led from the parent to this version, in order.
CREATE TABLE edits (
    project     text NOT NULL,
    version     integer NOT NULL,
    position    integer NOT NULL,
    data        jsonb NOT NULL,
    PRIMARY KEY (project, version, position),
    FOREIGN KEY (project, version) REFERENCES versions (project, number) ON DELETE CASCADE
);

-- Undo, redo and jumps to a version: one row a turn, so that a turn run twice moves the head once.
CREATE TABLE moves (
    project     text NOT NULL REFERENCES projects ON DELETE CASCADE,
    turn        text NOT NULL,
    kind        text NOT NULL,
    from_head   integer NOT NULL,
    to_head     integer NOT NULL,
    at          timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project, turn, kind)
);

CREATE TABLE jobs (
    id            text PRIMARY KEY,
    project       text NOT NULL REFERENCES projects ON DELETE CASCADE,
    version       integer NOT NULL,
    quality       text NOT NULL CHECK (quality IN ('draft', 'final')),
    spec_digest   text NOT NULL,
    status        text NOT NULL DEFAULT 'queued' CHECK (status IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    progress      real NOT NULL DEFAULT 0 CHECK (progress BETWEEN 0 AND 1),
    label         text NOT NULL DEFAULT '',
    seconds_left  real,
    timings       jsonb NOT NULL DEFAULT '{}',
    outputs       jsonb NOT NULL DEFAULT '{}',
    error         text NOT NULL DEFAULT '',
    worker        text,
    attempts      integer NOT NULL DEFAULT 0,
    heartbeat_at  timestamptz,
    created_at    timestamptz NOT NULL DEFAULT now(),
    started_at    timestamptz,
    finished_at   timestamptz,
    UNIQUE (project, version, quality, spec_digest),
    FOREIGN KEY (project, version) REFERENCES versions (project, number) ON DELETE CASCADE
);
CREATE INDEX jobs_open ON jobs (created_at) WHERE status IN ('queued', 'running');

-- Uploaded media; the bytes are in the file store under `sha256`. One row for each project that uses them.
CREATE TABLE assets (
    project     text NOT NULL REFERENCES projects ON DELETE CASCADE,
    sha256      text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    name        text NOT NULL,
    mime        text NOT NULL,
    kind        text NOT NULL CHECK (kind IN ('image', 'video', 'audio', 'document')),
    bytes       bigint NOT NULL,
    width       integer,
    height      integer,
    duration_s  double precision,
    created_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (project, sha256)
);
CREATE INDEX assets_by_digest ON assets (sha256);

CREATE TABLE users (
    name           text PRIMARY KEY,
    password_hash  text NOT NULL,
    role           text NOT NULL DEFAULT 'member',
    created_at     timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE audit (
    id       bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at       timestamptz NOT NULL DEFAULT now(),
    kind     text NOT NULL,
    subject  text NOT NULL,
    data     jsonb NOT NULL DEFAULT '{}'
);
CREATE INDEX audit_by_subject ON audit (subject, id);

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
CREATE TRIGGER audit_is_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit EXECUTE FUNCTION refuse_change();
