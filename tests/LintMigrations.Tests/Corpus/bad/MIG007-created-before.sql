CREATE PROCEDURE dbo.sp_Flag_List AS SELECT Id FROM dbo.Flag;
GO
DROP PROCEDURE dbo.sp_Flag_List; -- here
