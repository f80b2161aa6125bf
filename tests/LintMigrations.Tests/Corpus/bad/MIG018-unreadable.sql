EXEC (N'SELEKT 1 FROM'); -- here
