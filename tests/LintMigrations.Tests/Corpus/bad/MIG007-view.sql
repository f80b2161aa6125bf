DROP VIEW dbo.Flags; -- here
