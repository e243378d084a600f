-- Every entry of the log holds the hash of the one before it: what is changed, taken out or put in between breaks the chain.
-- An entry's number is its place, so that a missing one shows. Its details are in the hash by their own hash: they can be
-- redacted after the time that an owner has set, and the chain still holds.
ALTER TABLE audit DISABLE TRIGGER audit_is_append_only;
ALTER TABLE audit
    ALTER COLUMN id DROP IDENTITY,
    ADD COLUMN details text,
    ADD COLUMN prev text,
    ADD COLUMN hash text,
    ADD COLUMN redacted_at timestamptz;

CREATE FUNCTION audit_details(data jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(data::text, 'UTF8')), 'hex')
$$;

-- The same text is written by memory/audit.py, which checks the chain without asking the database for a hash.
CREATE FUNCTION audit_hash(id bigint, at timestamptz, kind text, subject text, details text, prev text)
RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT encode(sha256(convert_to(
        json_build_array(id, (extract(epoch FROM at) * 1000000)::bigint, kind, subject, details, prev)::text, 'UTF8')), 'hex')
$$;

-- The newest entry: whoever appends takes this row first, so that entries come one after the other.
CREATE TABLE audit_head (
    only_one  boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    id        bigint NOT NULL,
    hash      text NOT NULL
);

DO $$
DECLARE
    entry record;
    place bigint := 0;
    last text := '';
BEGIN
    FOR entry IN SELECT id FROM audit ORDER BY id LOOP
        place := place + 1;
        UPDATE audit SET id = place, details = audit_details(data), prev = last WHERE id = entry.id;
        UPDATE audit SET hash = audit_hash(id, at, kind, subject, details, prev) WHERE id = place RETURNING hash INTO last;
    END LOOP;
    INSERT INTO audit_head (id, hash) VALUES (place, last);
END $$;

ALTER TABLE audit
    ALTER COLUMN details SET NOT NULL,
    ALTER COLUMN prev SET NOT NULL,
    ALTER COLUMN hash SET NOT NULL;

CREATE FUNCTION chain_audit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    head audit_head;
BEGIN
    SELECT * INTO STRICT head FROM audit_head FOR UPDATE;
    NEW.id := head.id + 1;
    NEW.at := clock_timestamp();
    NEW.details := audit_details(NEW.data);
    NEW.prev := head.hash;
    NEW.redacted_at := NULL;
    NEW.hash := audit_hash(NEW.id, NEW.at, NEW.kind, NEW.subject, NEW.details, NEW.prev);
    UPDATE audit_head SET id = NEW.id, hash = NEW.hash;
    RETURN NEW;
END $$;
CREATE TRIGGER audit_is_chained BEFORE INSERT ON audit FOR EACH ROW EXECUTE FUNCTION chain_audit();

-- How many days details are kept; NULL keeps them for good.
CREATE TABLE audit_retention (
    only_one  boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    days      integer CHECK (days >= 30)
);
INSERT INTO audit_retention (days) VALUES (NULL);

-- One change is allowed: the details of an entry that is old enough give way to a tombstone, and everything else stays.
CREATE FUNCTION keep_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.data = '{"redacted": true}' AND NEW.redacted_at IS NOT NULL AND OLD.redacted_at IS NULL
            AND OLD.kind NOT IN ('redacted', 'retention')
            AND (NEW.id, NEW.at, NEW.kind, NEW.subject, NEW.details, NEW.prev, NEW.hash)
                IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.kind, OLD.subject, OLD.details, OLD.prev, OLD.hash)
            AND OLD.at < now() - (SELECT make_interval(days => days) FROM audit_retention)
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;
DROP TRIGGER audit_is_append_only ON audit;
CREATE TRIGGER audit_keeps_its_rows BEFORE UPDATE OR DELETE ON audit FOR EACH ROW EXECUTE FUNCTION keep_audit();
CREATE TRIGGER audit_is_append_only BEFORE TRUNCATE ON audit FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
