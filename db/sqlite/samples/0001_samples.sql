-- Readings, thinned to one a second per series; times are Unix milliseconds. Not evidence by themselves: they age out.
CREATE TABLE point (
    environment TEXT    NOT NULL,
    series      TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    value       INTEGER NULL,
    total       INTEGER NOT NULL,
    failed      INTEGER NOT NULL,
    state       TEXT    NOT NULL,
    PRIMARY KEY (environment, series, at)
) WITHOUT ROWID;

CREATE INDEX point_age ON point (at);

-- The last verdict of each series, so that time in breach survives a restart.
CREATE TABLE verdict (
    environment TEXT    NOT NULL,
    series      TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    verdict     TEXT    NOT NULL,
    PRIMARY KEY (environment, series)
) WITHOUT ROWID;

CREATE TABLE verdict_change (
    id          INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    environment TEXT    NOT NULL,
    series      TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    before      TEXT    NOT NULL,
    after       TEXT    NOT NULL,
    sentence    TEXT    NOT NULL
);

CREATE INDEX verdict_change_newest ON verdict_change (environment, at);
