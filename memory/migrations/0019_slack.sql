-- The Slack door (memory/slack.py): who is who, which thread shows which conversation, what came in, and what was posted.
CREATE TABLE slack_people (
    team    text NOT NULL,
    member  text NOT NULL,
    person  text NOT NULL,
    PRIMARY KEY (team, member)
);

-- `seen` is the last message of the conversation (chat.steps.seq) that the thread shows.
CREATE TABLE slack_places (
    thread   uuid PRIMARY KEY,
    team     text NOT NULL,
    channel  text NOT NULL,
    ts       text NOT NULL,
    seen     bigint NOT NULL DEFAULT 0,
    UNIQUE (team, channel, ts)
);

-- Every event that was taken, by the id that Slack repeats when it sends it again.
CREATE TABLE slack_events (
    id  text PRIMARY KEY,
    at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX slack_events_by_time ON slack_events (at);

-- What people asked for, kept before Slack is told that it came; the words go once it was answered.
CREATE TABLE slack_inbox (
    turn     text PRIMARY KEY,
    seq      bigint GENERATED ALWAYS AS IDENTITY,
    wish     jsonb,
    done_at  timestamptz
);
CREATE INDEX slack_inbox_waiting ON slack_inbox (seq) WHERE done_at IS NULL;

CREATE TABLE slack_posts (
    thread  uuid NOT NULL,
    key     text NOT NULL,
    ts      text NOT NULL,
    doc     jsonb,
    PRIMARY KEY (thread, key)
);

-- Stills that were uploaded, so that no scene is sent twice.
CREATE TABLE slack_pictures (
    team    text NOT NULL,
    sha256  text NOT NULL,
    file    text NOT NULL,
    PRIMARY KEY (team, sha256)
);
