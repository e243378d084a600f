-- Accounts with one of four roles, in the whole studio and for single brands; what they sign in with; failed attempts.
ALTER TABLE users
    ALTER COLUMN password_hash DROP NOT NULL,
    -- 'password', 'here' (whoever sits at this machine), or the id of an OAuth provider.
    ADD COLUMN sign_in text NOT NULL DEFAULT 'password',
    -- Counted up to end every session of somebody.
    ADD COLUMN session integer NOT NULL DEFAULT 1,
    -- A name is never given twice: films are kept under it.
    ADD COLUMN removed_at timestamptz;
UPDATE users SET role = CASE role WHEN 'admin' THEN 'owner' ELSE 'editor' END;
ALTER TABLE users
    ALTER COLUMN role SET DEFAULT 'viewer',
    ADD CHECK (role IN ('owner', 'editor', 'reviewer', 'viewer')),
    ADD CHECK (sign_in <> 'password' OR password_hash IS NOT NULL OR removed_at IS NOT NULL);

-- Whose a brand is. One that is shared belongs to the whole studio, where everybody has the role that they have there.
ALTER TABLE brands ADD COLUMN shared boolean NOT NULL DEFAULT true;
CREATE TABLE brand_people (
    brand   text NOT NULL REFERENCES brands ON DELETE CASCADE,
    person  text NOT NULL,
    role    text NOT NULL CHECK (role IN ('owner', 'editor', 'reviewer', 'viewer')),
    PRIMARY KEY (brand, person)
);
INSERT INTO brand_people (brand, person, role) SELECT key, unnest(people), 'owner' FROM brands;
UPDATE brands SET shared = (people = '{}');
ALTER TABLE brands DROP COLUMN people;

ALTER TABLE brand_people ENABLE ROW LEVEL SECURITY;
CREATE POLICY one_brand ON brand_people TO agency_brand USING (brand = current_setting('agency.brand', true));
-- Only the first person of a new brand is written by the role that sees one brand.
GRANT SELECT, INSERT ON brand_people TO agency_brand;

CREATE TABLE login_failures (
    name     text NOT NULL,
    address  text NOT NULL,
    at       timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX login_failures_by_time ON login_failures (at);
