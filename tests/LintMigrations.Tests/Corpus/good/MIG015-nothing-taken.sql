CREATE ROLE portal_callers;
