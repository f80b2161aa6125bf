using System.Globalization;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Browser;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Workflows;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Browser;

/// <summary>The watchdog and its browser check, which is a script here.</summary>
public sealed class BrowserProbeTests : IDisposable
{
    private static readonly string Save = $"printf '%s' '{FakeCheck.Picture}' > \"$out/01-dashboard.jpg\"\n";

    private readonly Folder _folder = new();
    private readonly Inputs _inputs = new();
    private int _looks;
    private readonly FakeCheck _fake;
    private readonly BrowserArchive _archive;

    public BrowserProbeTests()
    {
        _fake = new(_folder);
        _archive = new(_folder.Store);
    }

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public async Task Ask_Passed_IsAWalkThatPassedAndKeepsResultAndPicture()
    {
        var walk = Assert.Single(await AskAsync(_fake.Options(Save + FakeCheck.Printing(FakeCheck.Result(), 0))));

        Assert.Equal(("browser", null), (walk.Workflow, walk.Fault));
        Assert.Null(_archive.Newest("Prod", passed: false));
        var (_, files) = _archive.Newest("Prod", passed: true)!.Value;
        Assert.Equal(["01-dashboard.jpg", "result.json"], files.Keys.Order(StringComparer.Ordinal));
        Assert.Empty(Directory.EnumerateDirectories(Path.Combine(_folder.Data, "browser", "Prod"), "running"));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(
                UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute,
                File.GetUnixFileMode(Path.Combine(_folder.Data, "browser"))
            );
        }
    }

    [UnixFact]
    public async Task Ask_Failed_TellsTheStepThePlaceAndWhatWasSeen()
    {
        var walk = Assert.Single(
            await AskAsync(_fake.Options(FakeCheck.Printing(FakeCheck.Result(passed: false, "answers 500"), 1)))
        );

        Assert.Equal("/dashboard on web-1: answers 500", walk.Fault);
        Assert.NotNull(_archive.Newest("Prod", passed: false));
    }

    public static TheoryData<string, string, string> Unusable =>
        new()
        {
            { "no browser", FakeCheck.Printing(FakeCheck.NotRun("no Chromium is installed"), 2), "no Chromium" },
            { "nothing printed", "echo went wrong >&2; exit 134", "ended with 134 and no result. went wrong" },
            { "no json", FakeCheck.Printing("hello", 0), "cannot be read" },
            { "a list", FakeCheck.Printing("[]", 0), "cannot be read" },
            { "null", FakeCheck.Printing("null", 0), "cannot be read" },
            { "half of it", FakeCheck.Printing("""{"outcome":"Passed","why":null}""", 0), "cannot be read" },
            {
                "a number for a word",
                FakeCheck.Printing(FakeCheck.Result().Replace("\"Passed\"", "0", StringComparison.Ordinal), 0),
                "cannot be read"
            },
            { "a key twice", FakeCheck.Printing("""{"a":1,"a":2}""", 0), "cannot be read" },
            { "another exit code", FakeCheck.Printing(FakeCheck.Result(), 1), "contradicts itself" },
            {
                "passed, but a step did not",
                FakeCheck.Printing(
                    FakeCheck.Result(passed: false).Replace("Failed", "Passed", StringComparison.Ordinal),
                    0
                ),
                "contradicts itself"
            },
            {
                "failed, but no step did",
                FakeCheck.Printing(FakeCheck.Result().Replace("Passed", "Failed", StringComparison.Ordinal), 1),
                "contradicts itself"
            },
            {
                "another page",
                FakeCheck.Printing(FakeCheck.Result().Replace("/dashboard", "/other", StringComparison.Ordinal), 0),
                "did not look at /dashboard"
            },
            { "a gigabyte of it", "yes '{\"outcome\":' | tr -d '\\n' | head -c 50000000", "no result" },
        };

    [UnixTheory]
    [MemberData(nameof(Unusable))]
    public async Task Ask_NoUsableResult_IsNoSampleAndSaysWhy(string name, string script, string why)
    {
        Assert.Empty(await AskAsync(_fake.Options(script)));

        Assert.Contains(why, _archive.Problem("Prod"), StringComparison.Ordinal);
        Assert.True(_archive.Newest("Prod", passed: true) is null, name);
        Assert.True(_archive.Newest("Prod", passed: false) is null, name);
    }

    [UnixFact]
    public async Task Ask_ProgramIsMissing_IsNoSampleAndSaysWhy()
    {
        Assert.Empty(await AskAsync(new() { Command = ["/no/such/program"], Pages = ["/dashboard"] }));

        Assert.StartsWith("/no/such/program could not be started", _archive.Problem("Prod"), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task Ask_ProgramHangs_IsKilledWithItsChildrenAndIsNoSample()
    {
        var pids = Path.Combine(_folder.Path, "pids");
        var hanging = _fake.Options(
            $"sleep 300 & echo $! > '{pids}'; echo $$ >> '{pids}'; wait",
            TimeSpan.FromSeconds(2)
        );

        Assert.Empty(await AskAsync(hanging));

        Assert.EndsWith("did not end in 2 s and was killed", _archive.Problem("Prod"), StringComparison.Ordinal);
        var ids = File.ReadAllLines(pids).Select(line => int.Parse(line, CultureInfo.InvariantCulture)).ToList();
        Assert.Equal(2, ids.Count);
        await Wait.UntilAsync("both are gone", () => !ids.Exists(id => IsAlive(id)));
    }

    [UnixFact]
    public async Task Ask_PassesAgain_ForgetsTheProblem()
    {
        await AskAsync(new() { Command = ["/no/such/program"], Pages = ["/dashboard"] });
        await AskAsync(_fake.Options(FakeCheck.Printing(FakeCheck.Result(), 0)));

        Assert.Null(_archive.Problem("Prod"));
    }

    [UnixFact]
    public async Task Ask_Program_GetsArgumentsAsTheyAreAndNoTokenOfOurs()
    {
        var options = _fake.Options(FakeCheck.Printing(FakeCheck.Result(), 0)) with
        {
            User = "a user $(touch x)",
            LoginPath = "/sign in",
            Badge = "#env \"x\"",
        };

        await AskAsync(options);

        Assert.Equal(
            [
                "--base",
                "http://127.0.0.1:9",
                "--environment",
                "Prod",
                "--pages",
                "/dashboard",
                "--badge",
                "#env \"x\"",
                "--out",
                _fake.Arguments[9],
                "--timeout",
                "15s",
                "--user",
                "a user $(touch x)",
                "--login",
                "/sign in",
                "--password-env",
                "MCPX_WEB_PASSWORD",
            ],
            _fake.Arguments
        );
        Assert.Contains("MCPX_WEB_PASSWORD=portal-visitor", _fake.Variables);
        Assert.DoesNotContain(_fake.Variables, line => line.Contains("-token-of-the-tests", StringComparison.Ordinal));
    }

    [UnixFact]
    public async Task Ask_SecretInAnAnswer_IsTakenOutOfTheSampleAndOfWhatIsKept()
    {
        var leak = $"Bearer {TestEnvironment.PortalToken}";

        var walk = Assert.Single(
            await AskAsync(_fake.Options(FakeCheck.Printing(FakeCheck.Result(passed: false, leak), 1)))
        );

        Assert.Equal("/dashboard on web-1: Bearer [redacted: configured secret]", walk.Fault);
        var kept = System.Text.Encoding.UTF8.GetString(
            _archive.Newest("Prod", passed: false)!.Value.Files["result.json"]
        );
        Assert.Contains("error: Bearer [redacted: configured secret]", kept, StringComparison.Ordinal);
        Assert.DoesNotContain(TestEnvironment.PortalToken, kept, StringComparison.Ordinal);
    }

    [UnixTheory]
    [InlineData("01-dashboard.jpg", "00")]
    [InlineData("../check.sh", null)]
    [InlineData("missing.jpg", null)]
    public async Task Ask_PictureIsNotWhatIsSaidOfIt_IsLeftOut(string file, string? sha256)
    {
        await AskAsync(_fake.Options(Save + FakeCheck.Printing(FakeCheck.Result(file: file, sha256: sha256), 0)));

        Assert.Equal(["result.json"], _archive.Newest("Prod", passed: true)!.Value.Files.Keys);
    }

    [UnixFact]
    public async Task Ask_PictureAboveAMebibyteOrALink_IsLeftOut()
    {
        const string Big = "head -c 1048577 /dev/zero > \"$out/01-dashboard.jpg\"\n";
        var sha256 = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(new byte[1_048_577]));
        await AskAsync(_fake.Options(Big + FakeCheck.Printing(FakeCheck.Result(sha256: sha256), 0)));
        Assert.Equal(["result.json"], _archive.Newest("Prod", passed: true)!.Value.Files.Keys);

        var secret = _folder.File("secret", FakeCheck.Picture);
        await AskAsync(
            _fake.Options($"ln -s '{secret}' \"$out/01-dashboard.jpg\"\n" + FakeCheck.Printing(FakeCheck.Result(), 0))
        );
        Assert.Equal(["result.json"], _archive.Newest("Prod", passed: true)!.Value.Files.Keys);
    }

    [UnixFact]
    public async Task Ask_ManyLooks_KeepsTheNewestFiveOfEach()
    {
        var passed = _fake.Options(FakeCheck.Printing(FakeCheck.Result(), 0));
        for (var i = 0; i < 7; i++)
        {
            await AskAsync(passed);
        }

        await AskAsync(_fake.Options(FakeCheck.Printing(FakeCheck.Result(passed: false), 1)));

        Assert.Equal(5, Directory.GetDirectories(Path.Combine(_folder.Data, "browser", "Prod", "passed")).Length);
        Assert.Single(Directory.GetDirectories(Path.Combine(_folder.Data, "browser", "Prod", "failed")));
    }

    [UnixFact]
    public async Task Ask_DataFolderCannotBeWritten_IsJudgedAllTheSame()
    {
        Directory.CreateDirectory(_folder.Data);
        File.WriteAllText(Path.Combine(_folder.Data, "browser"), "a file where a folder should be");

        // The script's own mkdir fails too; it prints its result nonetheless.
        var walk = Assert.Single(await AskAsync(_fake.Options(FakeCheck.Printing(FakeCheck.Result(), 0))));

        Assert.Null(walk.Fault);
        Assert.Null(_archive.Newest("Prod", passed: true));
    }

    [UnixFact]
    public async Task Ask_SeveralWebs_PassOnlyTogether()
    {
        // The second web is the one that fails.
        const string Second = "grep -q ':10$' \"$(dirname \"$0\")/arguments\" && ";
        var options = _fake.Options(
            $"{Second}{{ {FakeCheck.Printing(FakeCheck.Result(passed: false, "answers 500"), 1)}\n}}\n"
                + FakeCheck.Printing(FakeCheck.Result(), 0)
        );

        var walk = Assert.Single(await AskAsync(options, "http://127.0.0.1:9", "http://127.0.0.1:10"));

        Assert.Equal("/dashboard on web-2: answers 500", walk.Fault);
        Assert.Equal(2, _fake.Calls);
    }

    [UnixFact]
    public async Task Ask_AddressGiven_IsLookedAtInsteadOfTheInstances()
    {
        var options = _fake.Options(FakeCheck.Printing(FakeCheck.Result(passed: false, "x"), 1)) with
        {
            Address = "https://admin.example.com",
        };

        var walk = Assert.Single(await AskAsync(options, "http://127.0.0.1:9", "http://127.0.0.1:10"));

        Assert.Equal("/dashboard on admin.example.com: x", walk.Fault);
        Assert.Equal("https://admin.example.com", _fake.Arguments[1]);
        Assert.Equal(1, _fake.Calls);
    }

    [UnixFact]
    public async Task Ask_RightAfterTheStart_WaitsUntilThatIsOver()
    {
        var time = new FakeTimeProvider(Some.Start);
        var environment = Environment(_fake.Options(FakeCheck.Printing(FakeCheck.Result(), 0)), "http://127.0.0.1:9");
        var asked = Probe(environment, time).AskAsync(new("Prod", environment), CancellationToken.None);
        time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.False(asked.IsCompleted);
        Assert.False(File.Exists(Path.Combine(_folder.Path, "calls")));

        time.Advance(TimeSpan.FromSeconds(0.2));
        await asked.WaitAsync(Wait.Deadline);

        Assert.Equal(1, _fake.Calls);
    }

    private async Task<IReadOnlyList<WorkflowWalked>> AskAsync(BrowserCheckOptions options, params string[] webs)
    {
        var time = new FakeTimeProvider(Some.Start + TimeSpan.FromSeconds(_looks++));
        var environment = Environment(options, webs.Length > 0 ? webs : ["http://127.0.0.1:9"]);
        var probe = Probe(environment, time);
        time.Advance(TimeSpan.FromMinutes(1));
        var told = await Senses.AskAsync(environment, _inputs, probe);
        return [.. told.Cast<WorkflowWalked>()];
    }

    private static EnvironmentOptions Environment(BrowserCheckOptions options, params string[] webs) =>
        Some.Environment(
            instances:
            [
                .. webs.Select(
                    (address, i) => Some.Api(new(address), $"web-{i + 1}") with { Component = Component.Web }
                ),
            ]
        ) with
        {
            Probes = new() { Workflows = new() { Browser = options } },
        };

    private BrowserProbe Probe(EnvironmentOptions environment, TimeProvider time)
    {
        // What is started is real and so is its time.
        var check = new BrowserCheck(
            new(TimeProvider.System),
            _archive,
            new Secrets(Some.Options(environment)),
            time,
            NullLogger<BrowserCheck>.Instance
        );
        return new(check, _inputs, time);
    }

    private static bool IsAlive(int id)
    {
        try
        {
            return !File.ReadAllText($"/proc/{id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
