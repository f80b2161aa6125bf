using System.Net;

namespace Mcpx.Watchdog.Tests.Processes;

[Trait("Category", "Processes")]
public sealed class CommandTests : IDisposable
{
    private const string Prod = "Watchdog:Environments:Prod";
    private readonly ConfigurationFile _file = new();

    [UnixTheory]
    [InlineData("run")]
    [InlineData("check-config")]
    public async Task Command_BadConfiguration_ListsEverythingAndStartsNothing(string verb)
    {
        _file
            .With("Watchdog:Environments:Staging", "{}")
            .With($"{Prod}:Triggers:Availability:HoldFor", "\"-00:05:00\"")
            .With($"{Prod}:Instances:1:Address", "\"http://127.0.0.1:9\"")
            .With($"{Prod}:Lkg:Web", "\"v9\"")
            .With("Watchdog:Slack:Webhook", "\"nonsense\"")
            .With($"{Prod}:Approval:Required", "9")
            .With($"{Prod}:Probes:Timeut", "1");
        await using var program = RunningProgram.Watchdog(verb, "--config", _file.Write());

        Assert.Equal(2, await program.EndAsync());

        Assert.Equal("", program.Output.Trim());
        var lines = program.Error.Trim().Split('\n');
        Assert.Equal($"The configuration has {lines.Length - 1} errors; nothing was started.", lines[0].Trim());
        Assert.All(
            [
                "Watchdog:Environments:Staging = Staging: unknown environment",
                $"{Prod}:Triggers:Availability:HoldFor = -00:05:00: ",
                $"{Prod}:Instances:1:Address = http://127.0.0.1:9: ",
                $"{Prod}:Lkg:Web = v9: ",
                "Watchdog:Slack:Webhook = nonsense: ",
                $"{Prod}:Approval:Required = 9: nobody can satisfy it",
                $"{Prod}:Probes:Timeut = 1: unknown key",
            ],
            expected => Assert.Single(lines, line => line.Contains(expected, StringComparison.Ordinal))
        );
        Assert.False(Directory.Exists(_file.Data));
    }

    [UnixTheory]
    [InlineData("run", "--config", "/no/such/file.json")]
    [InlineData("run", "--confg", "x")]
    [InlineData("runn")]
    [InlineData("rollback", "--env", "Prod", "--component", "1", "--reason", "slow")]
    [InlineData("rollback", "--env", "Prod", "--component", "Api")]
    [InlineData("rollback", "--env", "Prod", "--component", "Api", "--reason", "slow", "--break-glass", "alone")]
    public async Task Command_BadUsage_ExitsWith2(params string[] arguments)
    {
        await using var program = RunningProgram.Watchdog(arguments);

        Assert.Equal(2, await program.EndAsync());
        Assert.NotEqual("", program.Error.Trim());
        Assert.DoesNotContain("   at ", program.Error, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData(1, "run")]
    [InlineData(1, "migrate")]
    [InlineData(1, "keys", "list")]
    [InlineData(1, "journal", "verify")]
    [InlineData(2, "check-config")]
    public async Task Command_StoreIsNoDatabase_SaysSoInOneLineAndLeavesIt(int exit, params string[] verb)
    {
        Directory.CreateDirectory(_file.Data);
        var journal = Path.Combine(_file.Data, "journal.db");
        await File.WriteAllTextAsync(journal, new string('x', 5_000));
        await using var program = RunningProgram.Watchdog([.. verb, "--config", _file.Write()]);

        Assert.Equal(exit, await program.EndAsync());
        Assert.Single(
            program.Error.Trim().Split('\n'),
            line => line.Contains($"{journal} is no SQLite database: put a backup back", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("   at ", program.Error, StringComparison.Ordinal);
        Assert.Equal(5_000, new FileInfo(journal).Length);
    }

    [UnixFact]
    public async Task CheckConfig_NoLkg_IsRightWithAWarningAndCreatesNothing()
    {
        _file.With($"{Prod}:Lkg", null);
        await using var program = RunningProgram.Watchdog("check-config", "--config", _file.Write());

        Assert.Equal(0, await program.EndAsync());

        Assert.Contains("Warning: Prod has no LKG for Api", program.Output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(_file.Data));
    }

    [UnixFact]
    public async Task Run_UnreachableEverything_GetsReadyLeadsAloneAndEndsOnSigterm()
    {
        // Nothing listens at the webhook and at the instances: warnings and failing readings, not a refusal to start.
        _file.With($"{Prod}:Lkg", null);
        await using var program = RunningProgram.Watchdog("run", "--config", _file.Write());
        await UntilReadyAsync(program);
        Assert.Contains("webhook at 127.0.0.1 cannot be reached", program.Output, StringComparison.Ordinal);

        await using var second = RunningProgram.Watchdog("run", "--config", _file.Write());
        Assert.Equal(3, await second.EndAsync());
        Assert.StartsWith(
            "Another watchdog leads ",
            Assert.Single(second.Error.Trim().Split('\n')),
            StringComparison.Ordinal
        );

        Assert.Equal(0, await program.TerminateAsync(TimeSpan.FromSeconds(10)));
        Assert.DoesNotContain("Unhandled", program.Error, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Run_HangingWebhook_GetsReadyWithAWarning()
    {
        await using var slack = new HostileServer(peer => peer.SilenceAsync());
        _file.With("Watchdog:Slack:Webhook", $"\"http://127.0.0.1:{slack.Port}/x\"");
        await using var program = RunningProgram.Watchdog("run", "--config", _file.Write());

        await UntilReadyAsync(program);

        Assert.Contains("webhook at 127.0.0.1 cannot be reached", program.Output, StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Run_PortIsTaken_EndsWithAClearErrorAndNotZero()
    {
        await using var other = new HostileServer(peer => peer.SilenceAsync());
        _file.With("Watchdog:Address", $"\"http://127.0.0.1:{other.Port}\"");
        await using var program = RunningProgram.Watchdog("run", "--config", _file.Write());

        Assert.NotEqual(0, await program.EndAsync());
        Assert.Contains($"127.0.0.1:{other.Port}", program.Output + program.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _file.Dispose();

    private async Task UntilReadyAsync(RunningProgram program)
    {
        using var http = new HttpClient { BaseAddress = new(_file.Listens) };
        await Wait.UntilAsync(
            "the watchdog is ready",
            async () =>
            {
                Assert.False(program.HasExited, program.Output + program.Error);
                try
                {
                    using var answer = await http.GetAsync(new Uri("/ready", UriKind.Relative));
                    return answer.StatusCode == HttpStatusCode.OK;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            TimeSpan.FromSeconds(40)
        );
    }
}
