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
        await using var sandbox = await BeginAsync();
        await WriteInAsync(tables);
        var log = new Log(_folder.Path);
        await using (var first = await WatchAsync())
        {
            await RunAsync("config", "set", "Prod", Origins, "https://nobody.example");
            await ApproveAsync(log);
        }

        await using (var second = RunningProgram.Watchdog("run", "--config", Configuration))
        {
            await written.Task.WaitAsync(Patience);
            await second.KillAsync();
        }

        tables.Afterwards = _ => null;
        // The portal's instances read their database anew; this one is only the test's.
        await RunAsync("config", "set", "Prod", Origins, tables.Key(Origins)!);
        await using (var last = RunningProgram.Watchdog("run", "--config", Configuration))
        {
            await Wait.UntilAsync(
                "the run went on to its end",
                () => HasEnded(log, log.Incident!.Steps[1].Step) && log.Incident!.Status == IncidentStatus.Stabilising,
                Patience
            );
        }

        var step = log.Incident!.Steps.Single(step => step.Step.Kind == StepKind.Revert);
        Assert.Equal(step.Step.Key, Assert.Single(tables.Writes)["@RequestId"]);
        Assert.Contains("written before, and not again", step.Summary, StringComparison.Ordinal);
        Assert.Contains(
            step.Checks,
            check => check is { Passed: true } && check.Name == $"AuditEvent of {step.Step.Key}"
        );
        Assert.Contains(step.Checks, check => check is { Passed: true } && check.Name == $"{Origins} on api-2");
    }

    private async Task WriteInAsync(PortalTables tables)
    {
        const string Variable = "MCPX_TEST_KILLED_PORTAL_DB";
        Environment.SetEnvironmentVariable(Variable, tables.Server.ConnectionString);
        var configuration = JsonNode.Parse(await File.ReadAllTextAsync(Configuration))!;
        var prod = configuration["Watchdog"]!["Environments"]!["Prod"]!.AsObject();
        prod["Deployers"]!.AsObject().Remove("Config");
        prod["PortalDatabase"] = new JsonObject
        {
            ["ConnectionVariable"] = Variable,
            ["ReadConfig"] = "dbo.sp_Config_GetValue",
            ["ReadAudit"] = "dbo.sp_Audit_GetByRequestId",
        };
        await File.WriteAllTextAsync(Configuration, configuration.ToJsonString());
    }
}
