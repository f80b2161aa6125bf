-- xp_cmdshell in a comment calls nothing
SELECT N'xp_cmdshell' AS Word;
EXEC dbo.sp_Flag_Set @FlagKey = N'x', @IsEnabled = 0;
