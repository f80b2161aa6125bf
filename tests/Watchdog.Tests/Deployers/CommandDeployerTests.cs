using System.Diagnostics;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Deployers;

namespace Mcpx.Watchdog.Tests.Deployers;

public sealed class CommandDeployerTests : IDisposable
{
    private readonly Folder _folder = new();

    [UnixTheory]
    [InlineData("two words")]
    [InlineData("say \"hi\"")]
    [InlineData("it's")]
    [InlineData("$(touch x) `touch y` ; touch z && rm -rf $HOME")]
    [InlineData("line one\nline two")]
    [InlineData("tab\there")]
    [InlineData("back\\slash\\\"quote\\")]
    [InlineData("")]
    [InlineData("*?[a-z]~")]
    [InlineData("--flag=ünïcode ✅")]
    public async Task Deploy_Argument_StaysOneArgumentAsItIs(string argument)
    {
        var lines = new List<string>();
        var printer = _folder.File("print.sh", "for a in \"$@\"; do printf '<%s>\\n' \"$a\"; done");

        var problem = await Deployer(new())
            .DeployAsync(["/bin/sh", printer, "before", argument, "after"], lines.Add, CancellationToken.None);

        Assert.Null(problem);
        Assert.Equal($"<before>\n<{argument}>\n<after>", string.Join('\n', lines));
        Assert.Equal([printer], Directory.EnumerateFiles(_folder.Path));
    }

    [UnixFact]
    public async Task Deploy_Hangs_EndsWhenCancelledAndLeavesNoChild()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(300));
        var pid = Path.Combine(_folder.Path, "pid");
        var started = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Deployer(new()).DeployAsync(["/bin/sh", "-c", $"echo $$ > {pid}; sleep 300; true"], _ => { }, cancel.Token)
        );

        Assert.InRange(Stopwatch.GetElapsedTime(started), TimeSpan.Zero, TimeSpan.FromSeconds(10));
        var id = (await File.ReadAllTextAsync(pid)).Trim();
        await Wait.UntilAsync("the program is gone", () => !Directory.Exists($"/proc/{id}"));
    }

    [UnixFact]
    public async Task Deploy_Environment_HoldsNoneOfOurSecrets()
    {
        Environment.SetEnvironmentVariable("MCPX_UNRELATED", "of-no-concern");
        var lines = new List<string>();

        await Deployer(new()).DeployAsync(["/bin/sh", "-c", "env"], lines.Add, CancellationToken.None);

        Assert.Contains(lines, line => line.StartsWith("PATH=", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("MCPX_", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains(TestEnvironment.PortalToken, StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task Deploy_NotAProgram_SaysThatNothingWasBegun()
    {
        var file = _folder.File("plain.txt", "not a program");

        Assert.Equal(
            $"Nothing was begun: {file} could not be started.",
            await Deployer(new()).DeployAsync([file], _ => { }, CancellationToken.None)
        );
    }

    [UnixFact]
    public async Task Find_NotAProgram_SaysSoWithoutTheSystemsProse()
    {
        var problem = await Assert.ThrowsAsync<DeployerUnavailableException>(() =>
            Deployer(new() { Find = ["/no/such/deployer"] }).FindAsync("INC-1", CancellationToken.None)
        );

        Assert.Equal(("/no/such/deployer could not be started", true), (problem.Message, problem.NothingSent));
    }

    [UnixTheory]
    [InlineData("NeverStarted", 0)]
    [InlineData("Running", 1)]
    [InlineData("Finished", 2)]
    [InlineData("Failed", 3)]
    public async Task Find_Answer_IsReadAsItIs(string state, int expected)
    {
        var found = await Deployer(new Script(_folder) { Find = Script.Finding(state) }.Options())
            .FindAsync("INC-1 \"x\"".Replace("\"", "", StringComparison.Ordinal), CancellationToken.None);

        Assert.Equal(new Found("INC-1 x", (OperationState)expected, "as asked"), found);
    }

    /// <summary>What a broken deployer may answer; none of it may read as "never started".</summary>
    [UnixTheory]
    [InlineData("echo nonsense")]
    [InlineData("echo '{}'")]
    [InlineData("echo null")]
    [InlineData("echo '[]'")]
    [InlineData("true")]
    [InlineData("echo '{\"key\":\"k\"}'")]
    [InlineData("echo '{\"key\":\"k\",\"state\":null}'")]
    [InlineData("echo '{\"key\":\"k\",\"state\":0}'")]
    [InlineData("echo '{\"key\":\"k\",\"state\":\"Perhaps\"}'")]
    [InlineData("echo '{\"key\":\"other\",\"state\":\"NeverStarted\"}'")]
    [InlineData("echo '{\"key\":\"k\",\"state\":\"NeverStarted\"}'; exit 1")]
    [InlineData("echo '{\"key\":\"k\",\"state\":\"NeverStarted\"}'; echo more")]
    [InlineData("head -c 3000000 /dev/zero | tr '\\0' '[' | fold -w 100")]
    public async Task Find_AnythingElse_IsUnknown(string find)
    {
        var deployer = Deployer(new Script(_folder) { Find = find }.Options());

        var problem = await Assert.ThrowsAsync<DeployerUnavailableException>(() =>
            deployer.FindAsync("k", CancellationToken.None)
        );

        Assert.InRange(problem.Message.Length, 10, 5_000);
    }

    [UnixTheory]
    [InlineData("echo '{}'")]
    [InlineData("echo '{\"instances\":null,\"operations\":[]}'")]
    [InlineData("echo '{\"instances\":[{\"name\":\"api-1\",\"tag\":\"v1\"}]}'")]
    [InlineData("echo '{\"instances\":[{\"tag\":\"v1\"}],\"operations\":[]}'")]
    [InlineData("exit 3")]
    public async Task Observe_IncompleteAnswer_IsUnknown(string observe) =>
        await Assert.ThrowsAsync<DeployerUnavailableException>(() =>
            Deployer(new Script(_folder) { Observe = observe }.Options()).ObserveAsync(CancellationToken.None)
        );

    [UnixFact]
    public async Task Observe_InstanceDoesNotAnswer_HasNoTag()
    {
        var script = new Script(_folder)
        {
            Observe =
                "echo '{\"instances\":[{\"name\":\"api-1\",\"tag\":null}],\"operations\":[{\"key\":\"k\",\"state\":\"Running\"}]}'",
        };

        var seen = await Deployer(script.Options()).ObserveAsync(CancellationToken.None);

        Assert.Equal("api-1 does not answer", seen.Text);
        Assert.False(seen.AllRun("v1.8.2"));
        Assert.Equal([new ObservedOperation("k", OperationState.Running)], seen.Operations);
    }

    [Fact]
    public async Task Preflight_NothingWasConfigured_SaysSo()
    {
        var problem = await Deployer(new()).PreflightAsync([], CancellationToken.None);

        Assert.Contains("No deployer was configured", problem, StringComparison.Ordinal);
        Assert.Null(await Deployer(new()).PreflightAsync(["deploy"], CancellationToken.None));
    }

    [UnixTheory]
    [InlineData("test \"$2\" = INC-1", null)]
    [InlineData("echo too late >&2; exit 3", "/bin/sh ended with 3: too late")]
    public async Task Cancel_Program_IsBelieved(string cancel, string? problem)
    {
        string[] arguments = ["/bin/sh", "-c", cancel, "deployer", "", "{key}"];

        Assert.Equal(
            problem,
            await Deployer(new() { Cancel = arguments }).CancelAsync("INC-1", CancellationToken.None)
        );
    }

    [Fact]
    public async Task Cancel_NoneConfigured_SaysSo() =>
        Assert.Contains(
            "is configured",
            await Deployer(new()).CancelAsync("INC-1", CancellationToken.None),
            StringComparison.Ordinal
        );

    public void Dispose() => _folder.Dispose();

    private static CommandDeployer Deployer(DeployerOptions options) => new("Prod", Component.Api, options);
}
