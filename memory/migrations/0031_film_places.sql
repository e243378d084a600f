-- Films in full size that are made or wait to be, in whichever process (memory/places.py). A row that is not renewed for a while
-- is a process that is gone.
CREATE TABLE film_places (
    id            text PRIMARY KEY,
    seq           bigint GENERATED ALWAYS AS IDENTITY,
    person        text NOT NULL,
    is_going      boolean NOT NULL DEFAULT false,
    seconds_left  double precision,
    beat_at       timestamptz NOT NULL DEFAULT now()
);
