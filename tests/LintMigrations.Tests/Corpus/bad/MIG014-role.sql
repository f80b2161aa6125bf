ALTER ROLE db_owner ADD MEMBER portal_api; -- here
