using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Tests.Processes;

/// <summary>The command line's <c>rollback</c> in real processes, with a watchdog and without one.</summary>
[Trait("Category", "Processes")]
[Collection("Stages")]
public sealed class RollbackVerbTests
{
    private const string KeyOfIc = "ic-key-0123456789abcdef0123456789abcdef";
    private const string KeyOfSre = "sre-key-0123456789abcdef0123456789abcdef";

    [UnixFact]
    public async Task Rollback_WithLeader_DeclaresAndRunsOnceWhatTheRightPersonApproved()
    {
        await using var stage = await BeginAsync(mapped: false);
        await using var watchdog = await stage.WatchAsync();
        await stage.DeployAsync(Component.Api, "v1.9.1");

        // Nothing of this leaves a trace.
        var dry = await EndAsync(0, stage, ["--dry-run"]);
        var hash = HashIn(dry);
        Assert.Contains("deployer deploy", dry, StringComparison.Ordinal);
        Assert.Contains(
            "is nobody's key",
            await EndAsync(2, stage, ["--approve", hash, "--key-env", "KEY_WRONG"]),
            StringComparison.Ordinal
        );
        Assert.Contains("not set", await EndAsync(2, stage, ["--key-env", "KEY_NOWHERE"]), StringComparison.Ordinal);
        Assert.Contains("Pipelines declare", await EndAsync(2, stage, ["--approve", hash]), StringComparison.Ordinal);
        Assert.Contains("no terminal", await EndAsync(2, stage, ["--approve"]), StringComparison.Ordinal);
        Assert.Contains(
            "v9.9.9 is not registered",
            await EndAsync(1, stage, ["--to", "v9.9.9"]),
            StringComparison.Ordinal
        );
        Assert.Null(stage.Log.Incident);

        Assert.Contains("0 of 1 given", await EndAsync(1, stage, ["--wait"]), StringComparison.Ordinal);
        Assert.Equal(IncidentStatus.Proposed, stage.Log.Incident!.Status);
        Assert.Equal(hash, stage.Log.Incident.Proposal!.PlanHash);
        Assert.Equal(Role.Deployer, stage.Log.Incident.Wish!.By.Role);

        Assert.Contains(
            "SRE may not approve",
            await EndAsync(1, stage, ["--approve", hash, "--key-env", "KEY_SRE"]),
            StringComparison.Ordinal
        );
        Assert.Empty(stage.Log.Incident!.Approvals);

        string[] approve = ["--approve", hash[..16], "--key-env", "KEY_IC", "--wait"];
        var both = await Task.WhenAll(EndAsync(0, stage, approve), EndAsync(0, stage, approve));

        Assert.All(both, said => Assert.Contains("is restored to v1.8.2", said, StringComparison.Ordinal));
        Assert.Contains(both, said => said.Contains("Rollback approved", StringComparison.Ordinal));
        Assert.Equal("ada", Assert.Single(stage.Log.Incident!.Approvals).By.Name);
        stage.Log.AssertEachStepOnce();
        Assert.Equal(("v1.8.2", "v1.8.2"), (await stage.TagAsync(0), await stage.TagAsync(1)));
    }

    [UnixFact]
    public async Task Rollback_NoLeader_TwoAtOnce_OneLeadsAndItRunsOnce()
    {
        await using var stage = await BeginAsync(mapped: true);
        await stage.PutAsync(Component.Api, "v1.9.1");
        var hash = HashIn(await EndAsync(0, stage, ["--dry-run"]));
        Assert.False(File.Exists(Path.Combine(stage.Data, "journal.db")));

        Assert.Contains("0 of 1 given", await EndAsync(1, stage, []), StringComparison.Ordinal);
        Assert.Equal(hash, stage.Log.Incident!.Proposal!.PlanHash);
        var both = await Task.WhenAll(
            EndAsync(0, stage, ["--approve", hash, "--wait"]),
            EndAsync(0, stage, ["--approve", hash, "--wait"])
        );

        Assert.Contains(both, said => said.Contains("takes the lead until the run is over", StringComparison.Ordinal));
        Assert.All(both, said => Assert.Contains("is restored to v1.8.2", said, StringComparison.Ordinal));
        stage.Log.AssertEachStepOnce();
        Assert.Equal(("v1.8.2", "v1.8.2"), (await stage.TagAsync(0), await stage.TagAsync(1)));
    }

    [UnixFact]
    public async Task Rollback_NoLeaderAndKilledInTheMiddle_GoesOnWhenAskedAgain()
    {
        await using var stage = await BeginAsync(mapped: true);
        await stage.PutAsync(Component.Api, "v1.9.1");
        var hash = HashIn(await EndAsync(0, stage, ["--dry-run"]));
        await using (var first = Rollback(stage, ["--approve", hash]))
        {
            await Wait.UntilAsync(
                "the deployment runs",
                async () => stage.Log.Incident is { Status: IncidentStatus.RollingBack } && await DeploysAsync(stage),
                Stage.Patience
            );
            await first.KillAsync();
        }

        await EndAsync(0, stage, ["--approve", hash]);

        stage.Log.AssertEachStepOnce();
        Assert.Single(stage.Log.Events<RollbackApproved>());
        var log = (await stage.OperationAsync(stage.Log.KeyOf(StepKind.Deploy))).GetProperty("log").EnumerateArray();
        Assert.Single(log, line => line.GetString()!.Contains("api-1: stopping", StringComparison.Ordinal));
        Assert.Equal("v1.8.2", await stage.TagAsync(1));
    }

    private static async Task<bool> DeploysAsync(Stage stage) =>
        await stage.StateOfAsync(stage.Log.KeyOf(StepKind.Deploy)) == "Running";

    /// <param name="mapped">Whether the user that runs the tests is the Release Manager.</param>
    private static Task<Stage> BeginAsync(bool mapped) =>
        Stage.BeginAsync(change: watchdog =>
        {
            // Nothing is to be proposed but what is asked for.
            var prod = watchdog["Environments"]!["Prod"]!;
            prod["Triggers"]!["SseHeartbeat"]!["LimitGap"] = "00:10:00";
            prod["Probes"]!["Timeout"] = "00:00:10";
            prod["Probes"]!.AsObject().Remove("Workflows");
            watchdog["People"] = new JsonArray(
                Person("ada", Role.IncidentCommander, KeyOfIc, mapped ? Environment.UserName : null),
                Person("sam", Role.Sre, KeyOfSre, user: null)
            );
        });

    private static JsonObject Person(string name, Role role, string key, string? user)
    {
        var person = new JsonObject
        {
            ["Name"] = name,
            ["Role"] = role.ToString(),
            ["KeySha256"] = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
        };
        if (user is not null)
        {
            person["User"] = user;
        }

        return person;
    }

    private static RunningProgram Rollback(Stage stage, IReadOnlyList<string> arguments) =>
        RunningProgram.Watchdog(
            [
                "rollback",
                "--config",
                stage.Configuration,
                "--env",
                "Prod",
                "--component",
                "Api",
                "--reason",
                "jobs stand still",
                .. arguments,
            ],
            ("KEY_IC", KeyOfIc),
            ("KEY_SRE", KeyOfSre),
            ("KEY_WRONG", "wrong-key-0123456789abcdef0123456789")
        );

    private static async Task<string> EndAsync(int code, Stage stage, IReadOnlyList<string> arguments)
    {
        await using var program = Rollback(stage, arguments);
        var ended = await program.EndAsync(Stage.Patience);
        var said = program.Output + program.Error;
        Assert.True(ended == code, $"{string.Join(' ', arguments)} ended with {ended}:\n{said}");
        Assert.DoesNotContain(KeyOfIc, said, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", said, StringComparison.Ordinal);
        return said;
    }

    private static string HashIn(string said) =>
        said.Split('\n')
            .Select(line => line.Trim().Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .First(words => words is ["hash", { Length: 64 }])[1];
}
