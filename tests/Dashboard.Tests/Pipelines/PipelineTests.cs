using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Dashboard.Tests.Api;
using Mcpx.Dashboard.Tests.Auth;
using Mcpx.Domain.Access;

namespace Mcpx.Dashboard.Tests.Pipelines;

/// <summary>The shell of the shipped pipelines, taken from their YAML and run with bash against a real dashboard.</summary>
public sealed class PipelineTests : IDisposable
{
    private const string Secret = "0123456789abcdef-shared";
    private static readonly string[] Files = ["github-actions.yml", "azure-pipelines.yml"];
    private readonly SeededStore _store = new();
    private readonly string _folder = Directory.CreateTempSubdirectory("mcpx-pipeline-").FullName;
    private readonly string _key;
    private DashboardFactory? _factory;

    public PipelineTests() =>
        _key = _store.MakeKey("ci", TimeSpan.FromDays(1), [KeyScopes.GateRead, KeyScopes.DeploymentsWrite]);

    public static TheoryData<string> Pipelines => new(Files);

    public void Dispose()
    {
        _factory?.Dispose();
        _store.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Gate_Open_LetsTheDeploymentBegin(string file)
    {
        _store.Judge("Prod", TimeSpan.FromHours(1));
        await StartAsync();

        var (code, said) = await RunAsync(file, "Ask the gate", "Prod");

        Assert.True(code == 0, said);
        Assert.Contains("Prod takes deploys", said, StringComparison.Ordinal);
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Gate_Frozen_EndsTheJobAndSaysByWhomAndWhy(string file)
    {
        _store.Propose();
        _store.Freeze();
        await StartAsync();

        var (code, said) = await RunAsync(file, "Ask the gate", "Prod");

        Assert.Equal(1, code);
        Assert.Contains("Prod is frozen by Incident Commander: INC-0001", said, StringComparison.Ordinal);
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Gate_WatchdogIsSilent_IsShutForProdAndOpenElsewhere(string file)
    {
        _store.Judge("Prod", -TimeSpan.FromMinutes(1));
        await StartAsync();

        var (code, said) = await RunAsync(file, "Ask the gate", "Prod");
        Assert.Equal(1, code);
        Assert.Contains("(503)", said, StringComparison.Ordinal);
        Assert.Contains("the watchdog does not judge Prod now", said, StringComparison.Ordinal);

        (code, said) = await RunAsync(file, "Ask the gate", "Alpha");
        Assert.True(code == 0, said);
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Gate_NoAnswerAndAnEnvironmentSpeltLikeNone_IsShut(string file) =>
        Assert.Equal(1, (await RunAsync(file, "Ask the gate", "prod")).Code);

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Gate_NoAnswer_IsShutForProdAndOpenElsewhere(string file)
    {
        var (code, said) = await RunAsync(file, "Ask the gate", "Prod");
        Assert.True(code == 1, said);
        Assert.Contains("Prod stays shut", said, StringComparison.Ordinal);

        (code, said) = await RunAsync(file, "Ask the gate", "Alpha");
        Assert.True(code == 0, said);
        Assert.Contains("deployed all the same", said, StringComparison.Ordinal);
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Gate_OurOwnMistake_EndsTheJobEverywhere(string file)
    {
        await StartAsync();

        Assert.Equal(1, (await RunAsync(file, "Ask the gate", "Alpha", ("WATCHDOG_KEY", "mcpx_wrong"))).Code);
        Assert.Equal(1, (await RunAsync(file, "Ask the gate", "Mars")).Code);
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Report_StartedThenFinished_IsOneDeploymentOfWhoTriggeredIt(string file)
    {
        var api = await StartAsync();

        var (code, said) = await RunAsync(file, "Report started", "Prod", ("PHASE", "started"));
        Assert.True(code == 0, said);
        (code, said) = await RunAsync(file, "Report finished", "Prod", ("PHASE", "finished"));
        Assert.True(code == 0, said);

        var deployment = Assert.Single(await DeploymentsAsync(api));
        Assert.Equal("dev@example.com", deployment.GetProperty("by").GetString());
        Assert.True(deployment.GetProperty("succeeded").GetBoolean());
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Report_Failed_SaysSoAndNothingWhereNothingBegan(string file)
    {
        var api = await StartAsync();
        Assert.Equal(0, (await RunAsync(file, "Report failed", "Prod", ("PHASE", "failed"))).Code);
        Assert.Empty(await DeploymentsAsync(api));

        await RunAsync(file, "Report started", "Prod", ("PHASE", "started"));
        Assert.Equal(0, (await RunAsync(file, "Report failed", "Prod", ("PHASE", "failed"))).Code);

        Assert.False(Assert.Single(await DeploymentsAsync(api)).GetProperty("succeeded").GetBoolean());
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Report_NobodyAnswers_WarnsAndTheDeploymentGoesOn(string file)
    {
        var (code, said) = await RunAsync(file, "Report started", "Prod", ("PHASE", "started"));

        Assert.Equal(0, code);
        Assert.Contains("was not told", said, StringComparison.Ordinal);
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Report_ActorWithOddCharacters_IsNamedAsItIs(string file)
    {
        var api = await StartAsync();
        const string Odd = """a "quoted" \o'neil [bot]""";

        var (code, said) = await RunAsync(file, "Report started", "Prod", ("PHASE", "started"), ("BY", Odd));

        Assert.True(code == 0, said);
        Assert.Equal(Odd, Assert.Single(await DeploymentsAsync(api)).GetProperty("by").GetString());
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Report_ReleaseThatIsNoName_IsNotSent(string file)
    {
        var api = await StartAsync();

        var (code, said) = await RunAsync(
            file,
            "Report started",
            "Prod",
            ("PHASE", "started"),
            ("RELEASE", "v1\",\"by\":\"ada")
        );

        Assert.Equal(0, code);
        Assert.Contains("not reported", said, StringComparison.Ordinal);
        Assert.Empty(await DeploymentsAsync(api));
    }

    [UnixTheory]
    [MemberData(nameof(Pipelines))]
    public async Task Smoke_EitherFails_EndsTheJob(string file)
    {
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "mcpx-watchdog"),
            "#!/bin/sh\necho \"$@\"\n[ \"$2\" != \"$FAILS\" ]\n"
        );
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(
                Path.Combine(_folder, "mcpx-watchdog"),
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
            );
        }

        var (code, said) = await RunAsync(file, "Smoke", "Prod", ("PORTAL_URL", "http://portal"));
        Assert.Equal(0, code);
        Assert.Contains("smoke contract --base http://portal --contract", said, StringComparison.Ordinal);
        Assert.Contains("smoke sse --url http://portal/api/events", said, StringComparison.Ordinal);
        Assert.NotEqual(0, (await RunAsync(file, "Smoke", "Prod", ("PORTAL_URL", "x"), ("FAILS", "contract"))).Code);
        Assert.NotEqual(0, (await RunAsync(file, "Smoke", "Prod", ("PORTAL_URL", "x"), ("FAILS", "sse"))).Code);
    }

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Steps_Shell_TakesNothingFromThePipelinesOwnLanguage(string file)
    {
        var steps = PipelineSteps.Of(file);

        Assert.Equal(
            ["Ask the gate", "Report started", "Deploy", "Smoke", "Report finished", "Report failed"],
            steps.Keys
        );
        Assert.All(steps.Values, shell => Assert.DoesNotContain("${{", shell, StringComparison.Ordinal));
    }

    /// <summary>Azure Pipelines checks out by itself.</summary>
    [Fact]
    public void Steps_OnGitHub_CheckOutBeforeAnythingOfTheRepositoryIsRead() =>
        Assert.StartsWith("actions/checkout@", PipelineSteps.Uses("github-actions.yml")[0], StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Pipelines))]
    public void Environment_IsChosenFromTheFour(string file) =>
        Assert.Contains(["Alpha", "Beta", "RTM", "Prod"], PipelineSteps.Choices(file));

    private static async Task<IReadOnlyList<JsonElement>> DeploymentsAsync(HttpClient api) =>
        [
            .. (await api.GetFromJsonAsync<JsonElement>("/api/environments/Prod"))
                .GetProperty("deployments")
                .EnumerateArray(),
        ];

    private async Task<HttpClient> StartAsync()
    {
        _factory = new(
            settings:
            [
                ("Dashboard:DataDirectory", _store.Folder),
                ("Dashboard:Pipelines:azure:SecretVariable", "MCPX_PIPELINE_SECRET"),
                ("MCPX_PIPELINE_SECRET", Secret),
            ]
        );
        var client = _factory.Browser();
        client.DefaultRequestHeaders.Add("X-Dev-User", "ic");
        for (
            var i = 0;
            i < 200 && !(await client.GetAsync(new Uri("/ready", UriKind.Relative))).IsSuccessStatusCode;
            i++
        )
        {
            await Task.Delay(25);
        }

        return client;
    }

    private async Task<(int Code, string Said)> RunAsync(
        string file,
        string step,
        string environment,
        params (string Name, string Value)[] variables
    )
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList = { "-c", PipelineSteps.Of(file)[step] },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = _folder,
        };
        // Where no host was started nobody listens.
        var address = _factory?.ClientOptions.BaseAddress.ToString().TrimEnd('/') ?? "http://127.0.0.1:9";
        foreach (
            var (name, value) in (IEnumerable<(string, string)>)
                [
                    ("PATH", $"{_folder}:{System.Environment.GetEnvironmentVariable("PATH")}"),
                    ("WATCHDOG_URL", address),
                    ("WATCHDOG_KEY", _key),
                    ("WATCHDOG_SECRET", Secret),
                    ("WATCHDOG_RETRIES", "0"),
                    ("ENVIRONMENT", environment),
                    ("COMPONENT", "Api"),
                    ("RELEASE", "v1.9.1"),
                    ("BY", "dev@example.com"),
                    ("RUN_ID", "run-7"),
                    ("RUN_URL", "https://ci.example.com/7"),
                    ("RUNNER_TEMP", _folder),
                    ("AGENT_TEMPDIRECTORY", _folder),
                    .. variables,
                ]
        )
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await error);
    }
}
