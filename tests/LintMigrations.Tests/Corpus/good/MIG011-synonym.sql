CREATE SYNONYM dbo.Title FOR dbo.Name;
