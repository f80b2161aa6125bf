using System.IO.Compression;
using System.Text;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Hosting;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Runner;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Mcpx.Watchdog.Tests.Redaction;

/// <summary>The planted corpus by every path, and everything that comes out searched for every secret in every form.</summary>
public sealed class PlantedSecretsTests
{
    private static readonly string[] Ends = ["", "-wal"];

    public static TheoryData<string> Paths => [.. PlantedPaths.All.Keys];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Store_PlantedByAPath_HoldsNone(string path)
    {
        using var rig = Planted(path, PlantedSecret.All, redaction: null);

        Assert.Empty(FoundIn(rig));
        Assert.Null(rig.Store.Journal.Verify());
    }

    [Theory]
    [MemberData(nameof(Paths))]
    public void Store_PlantedWithoutRedaction_HoldsThemAll(string path)
    {
        using var rig = Planted(path, PlantedSecret.OneOfEach, NoRedaction.Instance);

        Assert.Equal(PlantedSecret.OneOfEach.Count, FoundIn(rig).Count);
    }

    [Fact]
    public async Task Evidence_OfARunThatSaidThemAll_HoldsNone()
    {
        using var rig = new Rig();
        await RunAsync(rig);
        foreach (var plant in new[] { "a failed call", "a sample's sentence", "a person's note" })
        {
            Plant(rig, plant, PlantedSecret.All);
        }

        rig.Evidence.Seal("INC-0001");

        Assert.Empty(FoundIn(rig));
        using var archive = new ZipArchive(rig.Store.Evidence.OpenNewest("INC-0001")!);
        Assert.Contains(archive.Entries, entry => entry.FullName == "failed-calls.json");
        foreach (var entry in archive.Entries)
        {
            using var content = new StreamReader(entry.Open(), Encoding.Latin1);
            var text = await content.ReadToEndAsync();
            Assert.Empty(PlantedSecret.FoundIn(text));
        }
    }

    [Fact]
    public async Task Run_StepSaysThemAll_OutputHoldsNoneAndSaysSo()
    {
        using var rig = new Rig();

        await RunAsync(rig);

        var output = rig.Events<StepReported>().SelectMany(reported => reported.Lines).ToList();
        Assert.True(output.Count >= PlantedSecret.All.Count);
        Assert.Empty(PlantedSecret.FoundIn(string.Join('\n', output)));
        Assert.Contains(output, line => line.EndsWith("[redacted: GitHub token].", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Slack_ToldThemAll_GetsNone()
    {
        var inbox = new List<string>();
        await using var slack = new HostileServer(async peer =>
        {
            inbox.Add(await TakeAsync(peer));
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        });
        using var rig = new Rig(slack: new() { Webhook = slack.Address.OriginalString, Channels = ["#one"] });
        rig.Look(Rig.Breach());
        foreach (var (secret, at) in PlantedSecret.All.Select((secret, at) => (secret, at)))
        {
            await rig.Slack.SendAsync("INC-0001", $"kind-{at}", secret.Text, CancellationToken.None);
        }

        Assert.Equal(PlantedSecret.All.Count, inbox.Count);
        Assert.Empty(PlantedSecret.FoundIn(string.Join('\n', inbox)));
        Assert.Empty(FoundIn(rig));
    }

    [Fact]
    public void Judging_TakesThemAll_GetsNone()
    {
        var inputs = new Inputs();
        foreach (var text in PlantedSecret.All.Select(secret => secret.Text))
        {
            inputs.Put("Prod", new ContractCalled(Some.Start, "api-1", "/x", Fault.Body, 200, 1, text));
            inputs.Put("Prod", new WorkflowWalked(Some.Start, "login", text));
            inputs.Put("Prod", new SecurityChecked(Some.Start, "headers", text));
            inputs.Put("Prod", new ParityCompared(Some.Start, 1, 1, text));
            inputs.Put("Prod", new TagRead(Some.Start, "api-1", text));
        }

        var taken = new List<JudgingInput>();
        while (inputs.TryTake(out var next))
        {
            taken.Add(next.Input);
        }

        Assert.Equal(5 * PlantedSecret.All.Count, taken.Count);
        Assert.Empty(PlantedSecret.FoundIn(string.Join('\n', taken)));
    }

    [Fact]
    public async Task Log_SaysThemAll_HoldsNone()
    {
        var heard = await LogAsync(ShapeRedaction.Instance);

        Assert.Equal(3 * PlantedSecret.All.Count, heard.Count);
        Assert.Empty(PlantedSecret.FoundIn(string.Join('\n', heard)));
    }

    [Fact]
    public async Task Log_WithoutRedaction_HoldsThemAll() =>
        Assert.Equal(
            PlantedSecret.All.Count,
            PlantedSecret.FoundIn(string.Join('\n', await LogAsync(NoRedaction.Instance))).Count
        );

    [Fact]
    public void Store_ConfiguredSecret_IsTakenInEveryForm()
    {
        using var rig = new Rig();
        var token = TestEnvironment.PortalToken;
        var forms = new[] { token, Convert.ToBase64String(Encoding.UTF8.GetBytes($"user:{token}")) };

        rig.Look(Rig.Breach());
        Assert.All(
            forms,
            form =>
                Assert.Null(
                    rig.Incidents.Execute("INC-0001", new IncidentCommand.Note($"it is {form}"), Some.Ic).Refusal
                )
        );

        Assert.All(
            rig.Events<NoteAdded>(),
            note => Assert.Contains("[redacted: configured secret]", note.Text, StringComparison.Ordinal)
        );
        Assert.DoesNotContain(token, Encoding.Latin1.GetString(Bytes(rig, "journal.db")), StringComparison.Ordinal);
    }

    [Fact]
    public void Store_SettingLostASecret_IsNeverWrittenBack()
    {
        using var rig = new Rig();
        var change = new Change("c", ChangeKind.Config, Component.Config, "Db", "pwd=x1;a", "b", "ada", Some.Start);

        rig.Environments.Append("Prod", Actor.Watchdog, _ => [new ChangeSeen(change)]);

        var stored = Assert.Single(rig.Events<ChangeSeen>()).Change;
        Assert.Equal("pwd=[redacted: password];a", stored.Before);
        Assert.True(Mark.IsIn(stored.Before));
    }

    private static Rig Planted(string path, IReadOnlyList<PlantedSecret> secrets, IRedaction? redaction)
    {
        var rig = new Rig(redaction: redaction);
        rig.Look(Rig.Breach());
        Plant(rig, path, secrets);
        return rig;
    }

    private static void Plant(Rig rig, string path, IReadOnlyList<PlantedSecret> secrets)
    {
        foreach (var secret in secrets)
        {
            PlantedPaths.All[path](rig, secret.Text);
        }
    }

    /// <summary>A run whose first step prints and whose second is told by an exception.</summary>
    private static async Task RunAsync(Rig rig)
    {
        rig.Approved();
        var all = PlantedSecret.All.SelectMany(secret => secret.Text.Split('\n')).ToList();
        var steps = FakeStep.All(context =>
        {
            if (context.Step.Number > 1)
            {
                throw new FormatException(string.Join("\n", all));
            }

            all.ForEach(context.Report);
            return Task.FromResult(
                StepResult.Of([new Check("GET /x", string.Join("; ", all), "nothing", Passed: true)])
            );
        });
        await rig.RunAsync("it failed", incident => incident.Status == IncidentStatus.Failed, steps);
    }

    private static async Task<IReadOnlyList<string>> LogAsync(IRedaction redaction)
    {
        var heard = new Heard();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders().AddProvider(heard);
        builder.AddRedactedLogging(redaction);
        await using var app = builder.Build();
        var log = app.Services.GetRequiredService<ILogger<PlantedSecretsTests>>();
        foreach (var text in PlantedSecret.All.Select(secret => secret.Text))
        {
#pragma warning disable CA1848, CA2254 // The text itself is what is tested.
            log.LogWarning("The portal said {What}.", text);
            log.LogError(new InvalidOperationException(text, new IOException(text)), "It broke");
            log.LogWarning(
                text.Replace("{", "(", StringComparison.Ordinal).Replace("}", ")", StringComparison.Ordinal)
            );
#pragma warning restore CA1848, CA2254
        }

        return heard.Lines;
    }

    private static IReadOnlyList<string> FoundIn(Rig rig) =>
        PlantedSecret.FoundIn([.. Bytes(rig, "journal.db"), .. Bytes(rig, "samples.db")]);

    /// <summary>The file as it lies on the disk, with what has not been taken over into it yet.</summary>
    private static byte[] Bytes(Rig rig, string file)
    {
        SqliteConnection.ClearAllPools();
        return
        [
            .. Ends.Select(end => Path.Combine(rig.Folder.Data, file + end))
                .Where(File.Exists)
                .SelectMany(File.ReadAllBytes),
        ];
    }

    private static async Task<string> TakeAsync(Peer peer)
    {
        var head = await peer.ReadAsync();
        return head.Contains("Content-Length:", StringComparison.Ordinal)
            ? await peer.ReadUntilAsync("false}")
            : await peer.ReadUntilAsync("\r\n0\r\n\r\n");
    }

    /// <summary>Hears everything that a provider would be told.</summary>
    private sealed class Heard : ILoggerProvider, ILogger
    {
        public List<string> Lines { get; } = [];

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            var values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
            Lines.Add($"{formatter(state, exception)} {exception} {string.Join(' ', values)}");
        }

        public void Dispose() { }
    }
}
