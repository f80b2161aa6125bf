using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Steps;
using Mcpx.Watchdog.Tests.Support.Tds;

namespace Mcpx.Watchdog.Tests.PortalDatabase;

/// <summary>A portal's database and one API instance over it, and the step that writes back what a test says.</summary>
internal sealed class PortalBed : IAsyncDisposable
{
    public const string StepKey = "INC-0001-plan1-step2";
    private static int _beds;
    private readonly Folder _folder = new();
    private readonly string _variable = FormattableString.Invariant(
        $"MCPX_TEST_PORTAL_DB_{Interlocked.Increment(ref _beds)}"
    );

    public PortalBed()
    {
        Api = new(Answer);
        Environment.SetEnvironmentVariable(_variable, Tables.Server.ConnectionString);
        Database = new()
        {
            ConnectionVariable = _variable,
            CommandTimeout = TimeSpan.FromSeconds(1),
            ConfirmWithin = TimeSpan.Zero,
            ReadFlag = "dbo.sp_Feature_Get",
            ReadConfig = "dbo.sp_Config_GetValue",
            ReadAudit = "dbo.sp_Audit_GetByRequestId",
        };
        Tables.SetFlag("NewJobs", on: true);
        Tables.SetKey("Network:SseKeepAliveSeconds", "60", "seconds", "network,sse");
    }

    public static PlanRevert Flag { get; } = new(ChangeKind.Flag, "NewJobs", "on", "off");

    public static PlanRevert Key { get; } = new(ChangeKind.Config, "Network:SseKeepAliveSeconds", "60", "10");

    public PortalTables Tables { get; } = new();

    public ApiServer Api { get; }

    public PortalDatabaseOptions Database { get; set; }

    public List<string> Output { get; } = [];

    /// <summary>What the instance says in place of what the database has.</summary>
    public Func<string, ApiReply?> InsteadOfApi { get; set; } = _ => null;

    public string Variable => _variable;

    public string Connection
    {
        set => Environment.SetEnvironmentVariable(_variable, value);
    }

    /// <summary>Runs the step of a plan that was made for these options, under these options or others.</summary>
    public async Task<StepResult> RunAsync(
        PlanRevert revert,
        bool resumed = false,
        int attempt = 1,
        Func<EnvironmentOptions, EnvironmentOptions>? changed = null,
        TimeSpan? timeout = null,
        CancellationToken cancellation = default
    )
    {
        var options = Some.Environment(instances: [Some.Api(Api.Server.Address)], timeout: Senses.Patience) with
        {
            PortalDatabase = Database,
        };
        var plan = PlanBuilder.BuildRevert(1, "INC-0001", "Prod", [revert], schema: null, options);
        var step = plan.Steps.Single(known => known.Kind == StepKind.Revert);
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        using var deployers = Some.Deployers(options);
        return await new RevertStep(deployers, Some.PortalRevert(), leadership, TimeProvider.System).RunAsync(
            new(
                Some.Incident(options) with
                {
                    OpenedAt = DateTimeOffset.UtcNow.AddMinutes(-10),
                    Approvals = [new(Some.Ic, Some.Start, Sufficient: true)],
                },
                plan,
                step with
                {
                    Timeout = timeout ?? step.Timeout,
                },
                changed?.Invoke(options) ?? options,
                attempt,
                resumed,
                Output.Add
            ),
            cancellation
        );
    }

    public async ValueTask DisposeAsync()
    {
        Environment.SetEnvironmentVariable(_variable, value: null);
        await Api.DisposeAsync();
        await Tables.DisposeAsync();
        _folder.Dispose();
    }

    private ApiReply Answer(ApiCall call) =>
        InsteadOfApi(call.Path)
        ?? ApiReply.Json(
            call.Path switch
            {
                "/api/flags" => JsonSerializer.Serialize(
                    new[] { new { flagKey = Flag.Key, isEnabled = Tables.Flag(Flag.Key) == "1" } }
                ),
                "/api/audit" => JsonSerializer.Serialize(
                    Tables.Audits.Select(audit => new
                    {
                        id = audit.Id,
                        who = audit.Actor,
                        what = audit.What,
                        when = audit.At,
                        before = audit.Before,
                        after = audit.After,
                        requestId = audit.RequestId,
                    })
                ),
                _ => JsonSerializer.Serialize(
                    new { values = new Dictionary<string, string?> { [Key.Key] = Tables.Key(Key.Key) } }
                ),
            }
        );
}
