ALTER TABLE dbo.Flag WITH CHECK
    ADD CONSTRAINT FK_Flag_Owner FOREIGN KEY (OwnerId) REFERENCES dbo.Owner (Id); -- here
