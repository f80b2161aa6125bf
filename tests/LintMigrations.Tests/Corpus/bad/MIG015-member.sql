ALTER ROLE portal_callers DROP MEMBER portal_api; -- here
