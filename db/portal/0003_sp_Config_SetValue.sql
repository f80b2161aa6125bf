-- Sets one key and writes its AuditEvent in the same transaction. The same request a second time changes nothing. It cannot
-- remove a key.
CREATE PROCEDURE dbo.sp_Config_SetValue
    @ConfigKey   nvarchar(200),
    @Value       nvarchar(max),
    @ValueType   nvarchar(50),
    @Scope       nvarchar(20),
    @Description nvarchar(500),
    @Tags        nvarchar(400),
    @Actor       nvarchar(200),
    @RequestId   nvarchar(100)
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    IF @ConfigKey IS NULL OR @Value IS NULL OR @ValueType IS NULL OR @Actor IS NULL OR @RequestId IS NULL
        THROW 50001, N'ConfigKey, Value, ValueType, Actor and RequestId must be given.', 1;

    IF @Scope IS NULL OR @Scope NOT IN (N'Alpha', N'Beta', N'RTM', N'Prod')
        THROW 50002, N'Scope must be Alpha, Beta, RTM or Prod.', 1;

    IF @ValueType IN (N'int', N'seconds') AND TRY_CONVERT(bigint, @Value) IS NULL
        THROW 50003, N'Value does not read as its ValueType.', 1;

    DECLARE @What nvarchar(220) = N'config:' + @ConfigKey;
    DECLARE @Now datetimeoffset(3) = SYSDATETIMEOFFSET();
    DECLARE @Before nvarchar(max);

    BEGIN TRANSACTION;

    IF EXISTS (SELECT 1 FROM dbo.AuditEvent WITH (UPDLOCK, HOLDLOCK) WHERE RequestId = @RequestId AND What = @What)
    BEGIN
        COMMIT TRANSACTION;
        RETURN 0;
    END;

    SELECT @Before = Value
    FROM dbo.ConfigSetting WITH (UPDLOCK, HOLDLOCK)
    WHERE ConfigKey = @ConfigKey AND Scope = @Scope;

    UPDATE dbo.ConfigSetting
    SET Value = @Value, ValueType = @ValueType, Tags = @Tags, ChangedAt = @Now, ChangedBy = @Actor
    WHERE ConfigKey = @ConfigKey AND Scope = @Scope;

    IF @@ROWCOUNT = 0
        INSERT INTO dbo.ConfigSetting (ConfigKey, Scope, Value, ValueType, Tags, ChangedAt, ChangedBy)
        VALUES (@ConfigKey, @Scope, @Value, @ValueType, @Tags, @Now, @Actor);

    INSERT INTO dbo.AuditEvent
        (Actor, What, Scope, TargetRole, OccurredAt, BeforeValue, AfterValue, Description, RequestId)
    VALUES
        (@Actor, @What, @Scope, NULL, @Now, @Before, @Value, @Description, @RequestId);

    COMMIT TRANSACTION;
    RETURN 0;
END;
GO
