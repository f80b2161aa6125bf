SELECT a.Id FROM OPENROWSET('SQLNCLI', 'Server=other;Trusted_Connection=yes;', 'SELECT Id FROM Portal.dbo.Flag') AS a; -- here
