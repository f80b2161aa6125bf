-- What the watchdog reads before and after a change. Each returns one result; no row means that there is nothing.
CREATE PROCEDURE dbo.sp_Feature_Get
    @FlagKey    nvarchar(200),
    @Scope      nvarchar(20),
    @TargetRole nvarchar(100)
AS
BEGIN
    SET NOCOUNT ON;

    SELECT IsEnabled
    FROM dbo.FeatureFlag
    WHERE FlagKey = @FlagKey AND Scope = @Scope AND TargetRole = ISNULL(@TargetRole, N'');
END;
GO

CREATE PROCEDURE dbo.sp_Config_GetValue
    @ConfigKey nvarchar(200),
    @Scope     nvarchar(20)
AS
BEGIN
    SET NOCOUNT ON;

    SELECT Value, ValueType, Tags
    FROM dbo.ConfigSetting
    WHERE ConfigKey = @ConfigKey AND Scope = @Scope;
END;
GO

CREATE PROCEDURE dbo.sp_Audit_GetByRequestId
    @RequestId nvarchar(100)
AS
BEGIN
    SET NOCOUNT ON;

    SELECT TOP (20) AuditEventId, Actor, What, OccurredAt, BeforeValue, AfterValue
    FROM dbo.AuditEvent
    WHERE RequestId = @RequestId
    ORDER BY AuditEventId;
END;
GO
