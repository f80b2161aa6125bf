-- The journal: one hash chain over many streams. Bodies lie apart, so that a purge after retention can remove them and
-- never a chain row. Columns beside position and hash are indexes; the body is the truth.
CREATE TABLE chain (
    position  INTEGER NOT NULL PRIMARY KEY,
    stream    TEXT    NOT NULL,
    version   INTEGER NOT NULL,
    type      TEXT    NOT NULL,
    at        TEXT    NOT NULL,
    body_hash BLOB    NOT NULL,
    hash      BLOB    NOT NULL,
    UNIQUE (stream, version)
);

CREATE TABLE body (
    position INTEGER NOT NULL PRIMARY KEY REFERENCES chain (position),
    body     BLOB    NOT NULL
);

CREATE TRIGGER chain_never_changes BEFORE UPDATE ON chain
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

CREATE TRIGGER chain_never_shrinks BEFORE DELETE ON chain
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

-- INSERT OR REPLACE deletes without firing the DELETE trigger: existing keys are refused before it gets there.
CREATE TRIGGER chain_never_replaces BEFORE INSERT ON chain
WHEN EXISTS (SELECT 1 FROM chain WHERE position = NEW.position OR (stream = NEW.stream AND version = NEW.version))
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

CREATE TRIGGER body_never_changes BEFORE UPDATE ON body
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

CREATE TRIGGER body_never_shrinks BEFORE DELETE ON body
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

CREATE TRIGGER body_never_replaces BEFORE INSERT ON body
WHEN EXISTS (SELECT 1 FROM body WHERE position = NEW.position)
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only.');
END;

-- Sealed evidence packs, stored as they are served. A later addition is a new part.
CREATE TABLE evidence_pack (
    incident TEXT    NOT NULL,
    part     INTEGER NOT NULL,
    sha256   TEXT    NOT NULL,
    zip      BLOB    NOT NULL,
    PRIMARY KEY (incident, part)
);

CREATE TRIGGER evidence_pack_never_changes BEFORE UPDATE ON evidence_pack
BEGIN
    SELECT RAISE(ABORT, 'Evidence is sealed.');
END;

CREATE TRIGGER evidence_pack_never_shrinks BEFORE DELETE ON evidence_pack
BEGIN
    SELECT RAISE(ABORT, 'Evidence is sealed.');
END;

CREATE TRIGGER evidence_pack_never_replaces BEFORE INSERT ON evidence_pack
WHEN EXISTS (SELECT 1 FROM evidence_pack WHERE incident = NEW.incident AND part = NEW.part)
BEGIN
    SELECT RAISE(ABORT, 'Evidence is sealed.');
END;
