-- Brand memory: what is known of a brand, item by item, each with the places it was read from. What one brand knows is reached only
-- by the role agency_brand with the setting agency.brand: row-level security, not the caller, keeps brands apart.
DROP TABLE memories;

DO $$ BEGIN
    CREATE ROLE agency_brand NOLOGIN NOSUPERUSER NOBYPASSRLS;
EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL;  -- roles belong to the whole server, and another database made it
END $$;
DO $$ BEGIN
    IF NOT pg_has_role(current_user, 'agency_brand', 'SET') THEN GRANT agency_brand TO CURRENT_USER; END IF;
END $$;

CREATE TABLE brands (
    key         text PRIMARY KEY,
    name        text NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT now()
);

-- What was handed in or said: a file by its bytes. `notes` are sentences for the person, such as an instruction that was not obeyed.
CREATE TABLE brand_sources (
    brand       text NOT NULL REFERENCES brands ON DELETE CASCADE,
    sha256      text NOT NULL CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    name        text NOT NULL,
    dated       date NOT NULL,
    is_kept     boolean NOT NULL DEFAULT false,
    notes       text[] NOT NULL DEFAULT '{}',
    learned_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand, sha256)
);

-- Items of one `slot` answer the same question ('color primary'): where sources disagree, all but one are `replaced_by` it.
CREATE TABLE brand_items (
    brand         text NOT NULL REFERENCES brands ON DELETE CASCADE,
    id            text NOT NULL,
    kind          text NOT NULL,
    value         jsonb NOT NULL,
    sentence      text NOT NULL,
    confidence    real NOT NULL,
    hard          boolean NOT NULL DEFAULT false,
    dated         date NOT NULL,
    valid_until   date,
    slot          text,
    replaced_by   text,
    learned_at    timestamptz NOT NULL DEFAULT now(),
    model         text,
    embedding     halfvec(384),
    words         tsvector GENERATED ALWAYS AS (to_tsvector('simple', sentence)) STORED,
    PRIMARY KEY (brand, id)
);
CREATE INDEX brand_items_by_slot ON brand_items (brand, slot) WHERE slot IS NOT NULL;
CREATE INDEX brand_items_by_meaning ON brand_items USING hnsw (embedding halfvec_cosine_ops) WITH (m = 16, ef_construction = 100);
CREATE INDEX brand_items_by_words ON brand_items USING gin (words) WITH (fastupdate = off);

CREATE TABLE brand_evidence (
    brand       text NOT NULL,
    item        text NOT NULL,
    sha256      text NOT NULL,
    place       text NOT NULL,
    data        jsonb NOT NULL,
    PRIMARY KEY (brand, item, sha256, place),
    FOREIGN KEY (brand, item) REFERENCES brand_items (brand, id) ON DELETE CASCADE,
    FOREIGN KEY (brand, sha256) REFERENCES brand_sources (brand, sha256) ON DELETE CASCADE
);
CREATE INDEX brand_evidence_by_source ON brand_evidence (brand, sha256);

-- Edits that were made in this brand's films, counted until one is worth proposing as a preference.
CREATE TABLE brand_habits (
    brand       text NOT NULL REFERENCES brands ON DELETE CASCADE,
    habit       text NOT NULL,
    sentence    text NOT NULL,
    edits       text[] NOT NULL,
    projects    text[] NOT NULL,
    state       text NOT NULL DEFAULT 'seen' CHECK (state IN ('seen', 'proposed', 'kept', 'declined')),
    changed_at  timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (brand, habit)
);

ALTER TABLE brands ENABLE ROW LEVEL SECURITY;
ALTER TABLE brand_sources ENABLE ROW LEVEL SECURITY;
ALTER TABLE brand_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE brand_evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE brand_habits ENABLE ROW LEVEL SECURITY;
-- The second argument: without the setting there is no brand and therefore no row, and no error that tells of one.
CREATE POLICY one_brand ON brands TO agency_brand USING (key = current_setting('agency.brand', true));
CREATE POLICY one_brand ON brand_sources TO agency_brand USING (brand = current_setting('agency.brand', true));
CREATE POLICY one_brand ON brand_items TO agency_brand USING (brand = current_setting('agency.brand', true));
CREATE POLICY one_brand ON brand_evidence TO agency_brand USING (brand = current_setting('agency.brand', true));
CREATE POLICY one_brand ON brand_habits TO agency_brand USING (brand = current_setting('agency.brand', true));

DO $$ BEGIN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO agency_brand', current_schema());
END $$;
GRANT SELECT, INSERT, UPDATE, DELETE ON brands, brand_sources, brand_items, brand_evidence, brand_habits TO agency_brand;

-- The words of a message ranked against this brand's items. Row-level security keeps `@@` from the index, because it might leak
-- through an error; so this one runs as the owner, and reads the brand where row-level security does: nobody can hand in another.
-- Of a word that thousands of items share only the first are ranked. Planned anew each time: brands differ in size by far.
CREATE FUNCTION brand_items_worded(wanted tsquery, today date, places integer)
RETURNS TABLE (id text, place bigint) LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path FROM CURRENT AS $$
BEGIN
    RETURN QUERY EXECUTE $q$
        SELECT found.id, row_number() OVER (ORDER BY found.rank DESC, found.id) FROM (
            SELECT i.id, ts_rank_cd(i.words, $1) AS rank FROM brand_items i
            WHERE i.brand = $2 AND i.words @@ $1 AND (i.valid_until IS NULL OR i.valid_until >= $3) AND i.replaced_by IS NULL LIMIT 2000
        ) AS found ORDER BY 2 LIMIT $4
    $q$ USING wanted, current_setting('agency.brand', true), today, places;
END $$;
REVOKE ALL ON FUNCTION brand_items_worded FROM PUBLIC;
GRANT EXECUTE ON FUNCTION brand_items_worded TO agency_brand;
