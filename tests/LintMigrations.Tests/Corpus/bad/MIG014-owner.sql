ALTER AUTHORIZATION ON SCHEMA::dbo TO portal_api; -- here
