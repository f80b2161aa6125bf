GRANT CONTROL ON SCHEMA::dbo TO portal_api; -- here
