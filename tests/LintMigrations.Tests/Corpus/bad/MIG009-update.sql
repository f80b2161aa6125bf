UPDATE dbo.Flag SET Scope = N'Prod'; -- here
