GRANT SELECT ON dbo.Flag TO portal_api; -- here
