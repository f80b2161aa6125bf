DROP PROCEDURE dbo.sp_Legacy; -- here
