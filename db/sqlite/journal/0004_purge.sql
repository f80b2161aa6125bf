-- Which bodies were purged after retention, each with the event that says who did it and why. Chain rows are never removed.
CREATE TABLE purged (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    event    INTEGER NOT NULL REFERENCES chain (position)
);

CREATE INDEX purged_by_event ON purged (event);

CREATE TRIGGER purged_never_changes BEFORE UPDATE ON purged
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

CREATE TRIGGER purged_never_shrinks BEFORE DELETE ON purged
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

CREATE TRIGGER purged_never_replaces BEFORE INSERT ON purged
WHEN EXISTS (SELECT 1 FROM purged WHERE position = NEW.position)
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

-- Only a purge of the same stream, appended after it, and nothing younger than a year at that time (days are floating numbers here).
CREATE TRIGGER purged_needs_a_purge BEFORE INSERT ON purged
WHEN NOT EXISTS (
    SELECT 1 FROM chain c JOIN chain p ON p.position = NEW.event
    WHERE c.position = NEW.position AND c.position < p.position AND c.stream = p.stream AND p.type = 'IncidentPurged'
        AND julianday(p.at) - julianday(c.at) > 364.999
)
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only: only a purge after a year removes a body.');
END;

-- In place of the one that refused every removal.
DROP TRIGGER body_never_shrinks;

CREATE TRIGGER body_never_shrinks BEFORE DELETE ON body
WHEN NOT EXISTS (SELECT 1 FROM purged WHERE position = OLD.position)
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

CREATE TRIGGER body_never_comes_back BEFORE INSERT ON body
WHEN EXISTS (SELECT 1 FROM purged WHERE position = NEW.position)
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;
