-- What waits for a person, and what people decided. A decision holds for one rule and the very words that were shown to them.
ALTER TABLE projects DROP CONSTRAINT projects_state_check;
ALTER TABLE projects ADD CHECK (
    state IN ('drafting', 'asking', 'previewed', 'approved', 'refused', 'cancelled', 'waiting'));

CREATE TABLE reviews (
    id          text PRIMARY KEY,
    project     text NOT NULL REFERENCES projects ON DELETE CASCADE,
    version     integer NOT NULL,
    brand       text NOT NULL DEFAULT '',
    rule        text NOT NULL,
    -- Of all that is decided at once, and for each place of the rule and every word there.
    digest      text NOT NULL,
    digests     text[] NOT NULL,
    findings    jsonb NOT NULL,
    texts       jsonb NOT NULL,
    policy      text NOT NULL,
    cause       text NOT NULL CHECK (cause IN ('rule', 'unsure', 'appeal')),
    note        text NOT NULL DEFAULT '',
    asked_by    text NOT NULL,
    needed      smallint NOT NULL CHECK (needed BETWEEN 1 AND 2),
    risk        smallint NOT NULL CHECK (risk BETWEEN 1 AND 3),
    state       text NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'allowed', 'refused', 'withdrawn')),
    asked_at    timestamptz NOT NULL DEFAULT now(),
    decided_at  timestamptz,
    -- When the conversation took note of the decision.
    told_at     timestamptz,
    UNIQUE (project, digest)
);
CREATE INDEX reviews_waiting ON reviews (risk DESC, asked_at) WHERE state = 'waiting';
CREATE INDEX reviews_untold ON reviews (project) WHERE decided_at IS NOT NULL AND told_at IS NULL;

-- One voice a person.
CREATE TABLE review_votes (
    review   text NOT NULL REFERENCES reviews ON DELETE CASCADE,
    person   text NOT NULL,
    verdict  text NOT NULL CHECK (verdict IN ('allow', 'refuse')),
    reason   text NOT NULL CHECK (reason <> ''),
    at       timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (review, person)
);
