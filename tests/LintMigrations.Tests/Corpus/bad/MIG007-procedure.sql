DROP PROCEDURE IF EXISTS dbo.sp_Flag_List; -- here
