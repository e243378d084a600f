-- Endpoints that are told what happens, and what each has still to be told: written with the event itself, so that nothing that
-- happened is forgotten whatever dies.
CREATE TABLE webhooks (
    id          text PRIMARY KEY,
    api_key     text NOT NULL REFERENCES api_keys,
    person      text NOT NULL REFERENCES users,
    brands      text[] NOT NULL DEFAULT '{}',
    url         text NOT NULL,
    kinds       text[] NOT NULL,
    secret      text NOT NULL,
    -- The one before, which signs too until then.
    old_secret  text,
    old_until   timestamptz,
    created_at  timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX webhooks_by_person ON webhooks (person);

CREATE TABLE webhook_deliveries (
    webhook       text NOT NULL REFERENCES webhooks ON DELETE CASCADE,
    event         bigint NOT NULL REFERENCES project_events ON DELETE CASCADE,
    state         text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'delivered', 'failed')),
    attempts      integer NOT NULL DEFAULT 0,
    -- When it is tried next; while somebody tries it, when that would have taken too long.
    next_at       timestamptz NOT NULL DEFAULT now(),
    status        integer,
    error         text NOT NULL DEFAULT '',
    delivered_at  timestamptz,
    PRIMARY KEY (webhook, event)
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries (next_at) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_by_event ON webhook_deliveries (event);
