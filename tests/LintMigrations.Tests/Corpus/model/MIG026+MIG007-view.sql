DROP VIEW dbo.OldFlags; -- here
