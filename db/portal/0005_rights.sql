-- All that the watchdog's principal may do: call these five, and see no table. Put its user into the role:
--     ALTER ROLE rollback_bot ADD MEMBER [mcpx-watchdog];
CREATE ROLE rollback_bot;
GO

GRANT EXECUTE ON OBJECT::dbo.sp_Feature_Set TO rollback_bot;
GO

GRANT EXECUTE ON OBJECT::dbo.sp_Config_SetValue TO rollback_bot;
GO

GRANT EXECUTE ON OBJECT::dbo.sp_Feature_Get TO rollback_bot;
GO

GRANT EXECUTE ON OBJECT::dbo.sp_Config_GetValue TO rollback_bot;
GO

GRANT EXECUTE ON OBJECT::dbo.sp_Audit_GetByRequestId TO rollback_bot;
GO
