-- Flags can run out. Who gives no end gets none: NULL for @ExpiresAt, which the column does not take.
ALTER TABLE dbo.FeatureFlag ADD ExpiresAt datetimeoffset(3) NOT NULL
    CONSTRAINT DF_FeatureFlag_ExpiresAt DEFAULT ('9999-12-31T00:00:00+00:00');
GO

CREATE OR ALTER PROCEDURE dbo.sp_Feature_Set
    @FlagKey     nvarchar(200),
    @IsEnabled   bit,
    @Scope       nvarchar(20),
    @TargetRole  nvarchar(100),
    @Description nvarchar(500),
    @Actor       nvarchar(200),
    @RequestId   nvarchar(100),
    @ExpiresAt   datetimeoffset(3) = NULL
AS
BEGIN
    SET NOCOUNT ON;
    SET XACT_ABORT ON;

    IF @FlagKey IS NULL OR @IsEnabled IS NULL OR @Actor IS NULL OR @RequestId IS NULL
        THROW 50001, N'FlagKey, IsEnabled, Actor and RequestId must be given.', 1;

    IF @Scope IS NULL OR @Scope NOT IN (N'Alpha', N'Beta', N'RTM', N'Prod')
        THROW 50002, N'Scope must be Alpha, Beta, RTM or Prod.', 1;

    DECLARE @What nvarchar(220) = N'flag:' + @FlagKey;
    DECLARE @Role nvarchar(100) = ISNULL(@TargetRole, N'');
    DECLARE @Now datetimeoffset(3) = SYSDATETIMEOFFSET();
    DECLARE @Before bit;

    BEGIN TRANSACTION;

    IF EXISTS (SELECT 1 FROM dbo.AuditEvent WITH (UPDLOCK, HOLDLOCK) WHERE RequestId = @RequestId AND What = @What)
    BEGIN
        COMMIT TRANSACTION;
        RETURN 0;
    END;

    SELECT @Before = IsEnabled
    FROM dbo.FeatureFlag WITH (UPDLOCK, HOLDLOCK)
    WHERE FlagKey = @FlagKey AND Scope = @Scope AND TargetRole = @Role;

    UPDATE dbo.FeatureFlag
    SET IsEnabled = @IsEnabled, ChangedAt = @Now, ChangedBy = @Actor, ExpiresAt = @ExpiresAt
    WHERE FlagKey = @FlagKey AND Scope = @Scope AND TargetRole = @Role;

    IF @@ROWCOUNT = 0
        INSERT INTO dbo.FeatureFlag (FlagKey, Scope, TargetRole, IsEnabled, ChangedAt, ChangedBy, ExpiresAt)
        VALUES (@FlagKey, @Scope, @Role, @IsEnabled, @Now, @Actor, @ExpiresAt);

    INSERT INTO dbo.AuditEvent
        (Actor, What, Scope, TargetRole, OccurredAt, BeforeValue, AfterValue, Description, RequestId)
    VALUES
        (
            @Actor, @What, @Scope, @TargetRole, @Now,
            CASE @Before WHEN 1 THEN N'1' WHEN 0 THEN N'0' END,
            CASE @IsEnabled WHEN 1 THEN N'1' ELSE N'0' END,
            @Description, @RequestId
        );

    COMMIT TRANSACTION;
    RETURN 0;
END;
GO
