-- Versions of incidents' reports, as the documents that people wrote, reviewed and published; named by their digest in the journal.
CREATE TABLE report (
    incident TEXT    NOT NULL,
    sha256   TEXT    NOT NULL,
    markdown TEXT    NOT NULL,
    PRIMARY KEY (incident, sha256)
);

CREATE TRIGGER report_never_changes BEFORE UPDATE ON report
BEGIN
    SELECT RAISE(ABORT, 'A version of a report is kept as it is.');
END;

CREATE TRIGGER report_never_shrinks BEFORE DELETE ON report
BEGIN
    SELECT RAISE(ABORT, 'A version of a report is kept as it is.');
END;

CREATE TRIGGER report_never_replaces BEFORE INSERT ON report
WHEN EXISTS (SELECT 1 FROM report WHERE incident = NEW.incident AND sha256 = NEW.sha256)
BEGIN
    SELECT RAISE(ABORT, 'A version of a report is kept as it is.');
END;
