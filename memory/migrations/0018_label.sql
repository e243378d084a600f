-- Whether films say in a corner how they were made: one row once an owner has changed it, none while it is as it comes (they do).
CREATE TABLE label_setting (
    one_row boolean PRIMARY KEY DEFAULT true CHECK (one_row),
    shown   boolean NOT NULL,
    by      text NOT NULL,
    reason  text NOT NULL CHECK (reason <> ''),
    at      timestamptz NOT NULL DEFAULT now()
);
