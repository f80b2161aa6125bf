using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Commands;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Commands;

public sealed class DrillCommandTests : IDisposable
{
    private const string Prod = "Watchdog:Environments:Prod";
    private readonly ConfigurationFile _file = new();
    private readonly Folder _scripts = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();

    public DrillCommandTests()
    {
        _file.SoundRelease("v1.8.2");
        _file.SoundRelease("v1.9.0");
        Migrations.Run(_file.Data);
    }

    [Fact]
    public async Task Run_ReadyTarget_PrintsTheExactActionsTouchesNothingAndIsWrittenDown()
    {
        Deploys("touch \"$3/touched\"");

        Assert.Equal(0, await DrillAsync());

        var printed = _output.ToString();
        Assert.StartsWith("Prod Api -> v1.8.2: artifact present, digest right", printed, StringComparison.Ordinal);
        Assert.Contains("2. Put Api v1.8.2 back, about 20 s", printed, StringComparison.Ordinal);
        Assert.Contains("deployer v1.8.2 DRILL-plan0-step2", printed, StringComparison.Ordinal);
        Assert.Contains("deployer: Api runs api-1 v1.9.0, api-2 v1.9.0", printed, StringComparison.Ordinal);
        Assert.Contains("preflight of step 2: nothing speaks against it", printed, StringComparison.Ordinal);
        Assert.Contains("ready, about ", printed, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_scripts.Path, "touched")));
        var drill = State().Environment("Prod").Targets.LastDrill(Component.Api, "v1.8.2")!;
        Assert.Equal((true, Environment.UserName), (drill.Ready, drill.By.Name));
        Assert.Contains("2. Put Api v1.8.2 back, about 20 s", drill.Lines);
    }

    [Fact]
    public async Task Run_ArtifactMissing_IsBlockedAndWrittenDown()
    {
        Deploys("true");
        File.Delete(Path.Combine(_file.Releases, "v1.8.2", "api", "portal.dll"));

        Assert.Equal(1, await DrillAsync());

        Assert.Contains("BLOCKED. Api artifact of v1.8.2 is missing", _output.ToString(), StringComparison.Ordinal);
        Assert.False(State().Environment("Prod").Targets.LastDrill(Component.Api, "v1.8.2")!.Ready);
    }

    [Fact]
    public async Task Run_DeployerCannotBeAsked_IsBlocked()
    {
        // "d", "f" and "o" are no programs.
        Assert.Equal(1, await DrillAsync());

        Assert.Contains("the deployer could not be asked", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_OtherTag_IsHeldToItsBake()
    {
        Deploys("true");

        Assert.Equal(1, await DrillAsync(to: "v1.9.0"));

        Assert.Contains("MISSING bake of 24 h not lived through", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Json_IsTheSameForAProgram()
    {
        Deploys("true");

        await DrillAsync(json: true);

        using var json = JsonDocument.Parse(_output.ToString());
        Assert.True(json.RootElement.GetProperty("ready").GetBoolean());
        Assert.Equal("v1.8.2", json.RootElement.GetProperty("tag").GetString());
    }

    [Theory]
    [InlineData("Staging", "Api", "--env Staging: not configured; known are Prod.")]
    [InlineData("Prod", "Database", "--component Database: must be Api or Web.")]
    [InlineData("Prod", "7", "--component 7: must be Api or Web.")]
    public async Task Run_Nonsense_IsBadInput(string environment, string component, string says)
    {
        Assert.Equal(2, await DrillAsync(environment, component));
        Assert.Equal(says, _error.ToString().Trim());
    }

    public void Dispose()
    {
        _file.Dispose();
        _scripts.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    private void Deploys(string deploy)
    {
        var script = new Script(_scripts) { Deploy = deploy }.Options();
        _file
            .With($"{Prod}:Deployers:Api:Deploy", JsonSerializer.Serialize(script.Deploy))
            .With($"{Prod}:Deployers:Api:Find", JsonSerializer.Serialize(script.Find))
            .With($"{Prod}:Deployers:Api:Observe", JsonSerializer.Serialize(script.Observe));
    }

    private async Task<int> DrillAsync(
        string environment = "Prod",
        string component = "Api",
        string? to = null,
        bool json = false
    )
    {
        Known();
        return await DrillCommand.RunAsync(
            new(environment, component, to, _file.Write(), json),
            _output,
            _error,
            CancellationToken.None
        );
    }

    /// <summary>What a watchdog wrote down that ran here once.</summary>
    private void Known()
    {
        var loaded = _file.Load();
        var journal = new Store(_file.Data).Journal;
        var tail = new JournalTail(journal);
        Startup.Register(
            journal,
            tail,
            new EnvironmentLog(journal, tail, TimeProvider.System),
            new ReleaseFolder(_file.Releases).Read().Releases.Values,
            new ConfigurationApplied(loaded.Options, []),
            Some.Start
        );
    }

    private JournalState State() => new JournalTail(new Store(_file.Data).Journal).CatchUp();
}
