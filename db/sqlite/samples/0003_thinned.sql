-- Readings of a minute and of an hour. The worst one is kept as it was taken, at its own moment; beside it what the whole
-- time was like. "at" is where the minute or hour begins; times are Unix milliseconds.
CREATE TABLE point_minute (
    environment TEXT    NOT NULL,
    series      TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    worst_at    INTEGER NOT NULL,
    low         INTEGER NULL,
    high        INTEGER NULL,
    last        INTEGER NULL,
    readings    INTEGER NOT NULL,
    missing     INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    failed      INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    PRIMARY KEY (environment, series, at)
) WITHOUT ROWID;

CREATE TABLE point_hour (
    environment TEXT    NOT NULL,
    series      TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    worst_at    INTEGER NOT NULL,
    low         INTEGER NULL,
    high        INTEGER NULL,
    last        INTEGER NULL,
    readings    INTEGER NOT NULL,
    missing     INTEGER NOT NULL,
    total       INTEGER NOT NULL,
    failed      INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    PRIMARY KEY (environment, series, at)
) WITHOUT ROWID;
