-- Screenshots of people, named by their digest in an event of the journal.
CREATE TABLE picture (
    incident TEXT NOT NULL,
    sha256   TEXT NOT NULL,
    kind     TEXT NOT NULL,
    content  BLOB NOT NULL,
    PRIMARY KEY (incident, sha256)
);

CREATE TRIGGER picture_never_changes BEFORE UPDATE ON picture
BEGIN
    SELECT RAISE(ABORT, 'Evidence is sealed.');
END;

CREATE TRIGGER picture_never_shrinks BEFORE DELETE ON picture
BEGIN
    SELECT RAISE(ABORT, 'Evidence is sealed.');
END;

CREATE TRIGGER picture_never_replaces BEFORE INSERT ON picture
WHEN EXISTS (SELECT 1 FROM picture WHERE incident = NEW.incident AND sha256 = NEW.sha256)
BEGIN
    SELECT RAISE(ABORT, 'Evidence is sealed.');
END;
