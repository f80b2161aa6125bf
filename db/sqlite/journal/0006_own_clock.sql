-- Whoever calls says what time it is. A year is over only when this machine's own clock says so too (days are floating numbers here).
CREATE TRIGGER purged_needs_this_machines_year BEFORE INSERT ON purged
WHEN EXISTS (SELECT 1 FROM chain c WHERE c.position = NEW.position AND julianday('now') - julianday(c.at) <= 364.999)
BEGIN
    SELECT RAISE(ABORT, 'The journal is append-only: only a purge after a year removes a body.');
END;
