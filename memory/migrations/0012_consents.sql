-- Whose face or voice may be used, for which brand and purposes, until when: withdrawn by its person at any time.
CREATE TABLE consents (
    id              text PRIMARY KEY,
    person          text NOT NULL,
    -- The presenter or voice that is theirs, as storyboards name it, in lower case.
    likeness        text NOT NULL CHECK (likeness = lower(likeness)),
    kind            text NOT NULL CHECK (kind IN ('face', 'voice')),
    brand           text NOT NULL,
    purposes        text[] NOT NULL CHECK (cardinality(purposes) > 0),
    -- What they said or signed: the sha256 of the recording or document.
    evidence        text NOT NULL,
    granted_at      timestamptz NOT NULL DEFAULT now(),
    expires_at      timestamptz NOT NULL,
    verified_at     timestamptz,
    verified_by     text,
    revoked_at      timestamptz,
    revoked_why     text NOT NULL DEFAULT ''
);
CREATE INDEX consents_by_likeness ON consents (likeness, kind);

-- A consent is given once and can only be verified or revoked; a revocation is never taken back.
CREATE FUNCTION keep_consent() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.revoked_at IS NOT NULL
        OR (NEW.id, NEW.person, NEW.likeness, NEW.kind, NEW.brand, NEW.purposes, NEW.evidence, NEW.granted_at, NEW.expires_at)
            IS DISTINCT FROM
            (OLD.id, OLD.person, OLD.likeness, OLD.kind, OLD.brand, OLD.purposes, OLD.evidence, OLD.granted_at, OLD.expires_at)
        OR (OLD.verified_at IS NOT NULL AND (NEW.verified_at, NEW.verified_by) IS DISTINCT FROM (OLD.verified_at, OLD.verified_by))
    THEN
        RAISE EXCEPTION 'a consent can be verified or revoked, and nothing else';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER consent_is_kept BEFORE UPDATE OR DELETE ON consents FOR EACH ROW EXECUTE FUNCTION keep_consent();
