-- What the dashboard's door needs: keys that protect cookies, and sessions, so that a restart signs nobody out in the middle of an
-- incident and two dashboards over one store know the same people. No facts: nothing here is part of the chain.
CREATE TABLE dashboard_key (
    name TEXT NOT NULL PRIMARY KEY,
    xml  TEXT NOT NULL
);

-- The key is the SHA-256 of what the cookie names; the ticket is protected with a key of the table above. Times are Unix seconds.
CREATE TABLE dashboard_session (
    id      TEXT    NOT NULL PRIMARY KEY,
    person  TEXT    NOT NULL,
    ticket  BLOB    NOT NULL,
    expires INTEGER NOT NULL
);

CREATE INDEX dashboard_session_by_person ON dashboard_session (person, expires);
