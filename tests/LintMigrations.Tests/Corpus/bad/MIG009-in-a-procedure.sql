CREATE PROCEDURE dbo.sp_Flag_Clear AS
    DELETE dbo.Flag; -- here
