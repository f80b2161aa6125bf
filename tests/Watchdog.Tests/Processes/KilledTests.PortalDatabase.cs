using System.Text.Json.Nodes;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Tests.PortalDatabase;
using Mcpx.Watchdog.Tests.Support.Tds;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>The same with the portal's database in the place of a deployer.</summary>
public sealed partial class KilledTests
{
    private const string Origins = "Cors:AllowedOrigins";
    private const string Set = "dbo.sp_Config_SetValue";

    [CulturesFact(onUnix: true)]
    public async Task Kill_WhileThePortalsDatabaseWrites_WritesOnceAndEndsWell()
    {
        await using var tables = new PortalTables();
        var written = new TaskCompletionSource();
        tables.SetKey(Origins, "https://nobody.example", "string", "cors");
        tables.Afterwards = request =>
        {
            if (request.Procedure != Set)
            {
                return null;
            }

            written.TrySetResult();
            return TdsReply.Silence;
        };
        await using var stage = await Stage.BeginAsync(change: watchdog => WriteIn(watchdog, tables));
        await using (var first = await stage.WatchAsync())
        {
            await stage.SandboxAsync("config", "set", "Prod", Origins, "https://nobody.example");
            await stage.Log.ApproveAsync(PlanKind.Revert);
        }

        await using (var second = RunningProgram.Watchdog("run", "--config", stage.Configuration))
        {
            await written.Task.WaitAsync(Stage.Patience);
            await second.KillAsync();
        }

        tables.Afterwards = _ => null;
        // The portal's instances read their database anew; this one is only the test's.
        await stage.SandboxAsync("config", "set", "Prod", Origins, tables.Key(Origins)!);
        await using (var last = RunningProgram.Watchdog("run", "--config", stage.Configuration))
        {
            await stage.Log.UntilAsync(IncidentStatus.Stabilising);
        }

        var step = stage.Log.Incident!.Steps.Single(step => step.Step.Kind == StepKind.Revert);
        Assert.Equal(step.Step.Key, Assert.Single(tables.Writes)["@RequestId"]);
        Assert.Contains("written before, and not again", step.Summary, StringComparison.Ordinal);
        Assert.Contains(
            step.Checks,
            check => check is { Passed: true } && check.Name == $"AuditEvent of {step.Step.Key}"
        );
        Assert.Contains(step.Checks, check => check is { Passed: true } && check.Name == $"{Origins} on api-2");
    }

    private static void WriteIn(JsonObject watchdog, PortalTables tables)
    {
        const string Variable = "MCPX_TEST_KILLED_PORTAL_DB";
        Environment.SetEnvironmentVariable(Variable, tables.Server.ConnectionString);
        var prod = watchdog["Environments"]!["Prod"]!.AsObject();
        prod["Deployers"]!.AsObject().Remove("Config");
        prod["PortalDatabase"] = new JsonObject
        {
            ["ConnectionVariable"] = Variable,
            ["ReadConfig"] = "dbo.sp_Config_GetValue",
            ["ReadAudit"] = "dbo.sp_Audit_GetByRequestId",
        };
    }
}
