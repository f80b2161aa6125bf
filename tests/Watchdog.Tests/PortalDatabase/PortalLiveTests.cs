using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.Tests.PortalDatabase;

/// <summary>The same against a real server, where one is given: the scripts run, and the calls fit them.</summary>
public sealed class PortalLiveTests : IAsyncDisposable
{
    private readonly PortalBed _bed = new();

    public ValueTask DisposeAsync() => _bed.DisposeAsync();

    [SqlServerFact]
    public async Task Run_FlagAndKey_AreWrittenOnceAndAudited()
    {
        using var server = Start();

        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key));
        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key, resumed: true));
        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Flag));

        Assert.Equal(
            "10|seconds|network,sse",
            server.Run("SELECT CONCAT(Value, '|', ValueType, '|', Tags) FROM dbo.ConfigSetting")
        );
        Assert.Equal(1, server.Run("SELECT COUNT(*) FROM dbo.AuditEvent WHERE What LIKE 'config:%'"));
        Assert.Contains(
            _bed.Output,
            line => line.StartsWith("rights    the principal may EXECUTE", StringComparison.Ordinal)
        );
    }

    [SqlServerFact]
    public async Task Run_PrincipalMayMore_Warns()
    {
        using var server = Start();
        server.Run("GRANT UPDATE ON dbo.ConfigSetting TO rollback_bot");

        Assert.IsType<StepResult.Succeeded>(await _bed.RunAsync(PortalBed.Key));
        Assert.Contains(_bed.Output, line => line.Contains("UPDATE on dbo.ConfigSetting", StringComparison.Ordinal));
    }

    [SqlServerFact]
    public async Task Run_ExecuteIsRevoked_FailsByName()
    {
        using var server = Start();
        server.Run("DENY EXECUTE ON dbo.sp_Config_SetValue TO rollback_bot");

        var failed = Assert.IsType<StepResult.Failed>(await _bed.RunAsync(PortalBed.Key));

        Assert.Contains("refuses it to our principal", failed.Reason, StringComparison.Ordinal);
    }

    [SqlServerFact]
    public async Task Run_DatabaseIsReadOnly_FailsByName()
    {
        using var server = Start();
        server.Run("ALTER DATABASE CURRENT SET READ_ONLY WITH ROLLBACK IMMEDIATE");

        var failed = Assert.IsType<StepResult.Failed>(await _bed.RunAsync(PortalBed.Key));

        Assert.Contains("is read-only", failed.Reason, StringComparison.Ordinal);
    }

    private LiveServer Start()
    {
        var server = new LiveServer();
        server.Run(
            """
            INSERT INTO dbo.ConfigSetting (ConfigKey, Scope, Value, ValueType, Tags, ChangedAt, ChangedBy)
            VALUES (N'Network:SseKeepAliveSeconds', N'Prod', N'60', N'seconds', N'network,sse', SYSDATETIMEOFFSET(), N'ada');
            INSERT INTO dbo.FeatureFlag (FlagKey, Scope, IsEnabled, ChangedAt, ChangedBy)
            VALUES (N'NewJobs', N'Prod', 1, SYSDATETIMEOFFSET(), N'ada');
            """
        );
        _bed.Connection = server.Connection;
        _bed.InsteadOfApi = _ => ApiReply.Lost;
        _bed.Database = _bed.Database with { CommandTimeout = TimeSpan.FromSeconds(15) };
        return server;
    }
}
