DROP FUNCTION dbo.fn_Flag; -- here
