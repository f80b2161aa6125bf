-- The watchdog's own calls that failed, for the report: what finds them again in the portal's logs. They age out with the readings.
CREATE TABLE failed_call (
    environment TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    instance    TEXT    NOT NULL,
    call        TEXT    NOT NULL,
    fault       TEXT    NOT NULL,
    status      INTEGER NOT NULL,
    request_id  TEXT    NULL,
    error_code  TEXT    NULL,
    detail      TEXT    NULL
);

CREATE INDEX failed_call_newest ON failed_call (environment, at);
