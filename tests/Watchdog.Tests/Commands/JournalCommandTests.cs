using System.Security.Cryptography;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Db.Proof;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Anchors;
using Mcpx.Watchdog.Commands.Ledger;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Commands;

/// <summary><c>journal verify</c>, <c>export</c> and <c>purge</c> over a real store.</summary>
public sealed class JournalCommandTests : IDisposable
{
    private readonly string _variable = $"MCPX_TEST_KEY_{Guid.NewGuid():N}";
    private readonly ConfigurationFile _file = new();
    private readonly Folder _elsewhere = new();
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly Store _store;

    public JournalCommandTests()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Environment.SetEnvironmentVariable(_variable, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(PublicKey, key.ExportSubjectPublicKeyInfoPem());
        Migrations.Run(_file.Data);
        _store = new(_file.Data);
        _store.Journal.Append(
            Actor.Watchdog,
            Some.Start,
            new StreamAppend("node/watchdog", 0, [.. Enumerable.Range(1, 5).Select(n => new NoteAdded($"note {n}"))])
        );
    }

    private string AnchorPath => Path.Combine(_elsewhere.Path, "anchors.jsonl");

    private string PublicKey => Path.Combine(_elsewhere.Path, "anchor.pub.pem");

    public void Dispose()
    {
        Environment.SetEnvironmentVariable(_variable, null);
        _store.Journal.Release();
        _file.Dispose();
        _elsewhere.Dispose();
        _output.Dispose();
        _error.Dispose();
    }

    [Fact]
    public void Verify_Whole_SaysWhatItRestsOn()
    {
        Assert.Equal(0, Verify(new()));

        var head = _store.Journal.HeadLink()!;
        Assert.Contains("The chain holds over 5 events.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains($"Head 5:{head.Hash}", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("No anchor is configured", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_ConfiguredAnchor_IsComparedByItself()
    {
        Anchor();
        Configured();

        Assert.Equal(0, Verify(new()));

        Assert.Contains("1 anchors agree, the newest at 5", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_TailCut_IsFoundByFileGivenFileAndHead()
    {
        Anchor();
        var head = _store.Journal.HeadLink()!;
        Cut();

        Assert.Equal(0, Verify(new()));
        Assert.Equal(1, Verify(new(Anchor: AnchorPath, PublicKey: PublicKey)));
        Assert.Contains("CutTail  Position 5: line 1 of", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(1, Verify(new(Heads: [$"5:{head.Hash}"], Json: true)));
        var finding = JsonDocument.Parse(Json()).RootElement.GetProperty("findings")[0];
        Assert.Equal(
            ("CutTail", 5L),
            (finding.GetProperty("kind").GetString(), finding.GetProperty("position").GetInt64())
        );
        Configured();
        Assert.Equal(1, Verify(new()));
    }

    [Fact]
    public void Verify_AnchorFileGone_IsNoGoodSign()
    {
        Configured();

        Assert.Equal(1, Verify(new()));

        Assert.Contains("is not there", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WithoutTheWatchdogsSecrets_UsesThePublicKey()
    {
        Anchor();
        Configured();
        _file
            .With("Watchdog:Journal:Anchor:PublicKeyFile", JsonSerializer.Serialize(PublicKey))
            .With("Watchdog:ServiceTokenVariable", $"\"{_variable}_TOKEN\"");
        Environment.SetEnvironmentVariable(_variable, null);

        Assert.Equal(0, Verify(new()));

        Assert.Contains("1 anchors agree, the newest at 5", _output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Verify_WithoutTheStoresConnection_Exits2()
    {
        _file.With("Watchdog:Store:ConnectionVariable", $"\"{_variable}_STORE\"");

        Assert.Equal(2, Verify(new()));
    }

    [Fact]
    public void Verify_Unusable_Exits2()
    {
        Anchor();

        Assert.Equal(2, Verify(new(Heads: ["5:ab"])));
        Assert.Equal(2, Verify(new(Anchor: AnchorPath)));
        Assert.Equal(2, Verify(new(Anchor: AnchorPath, PublicKey: AnchorPath)));
        Assert.Equal(2, Verify(new(File: "/nowhere/export.jsonl")));
    }

    [Fact]
    public void Export_ThenVerify_NeedsNothingElse()
    {
        Anchor();
        var export = Path.Combine(_elsewhere.Path, "export.jsonl");

        Assert.Equal(0, Export(new(2, null, null, export, null)));
        Assert.Equal(0, Verify(new(File: export, Anchor: AnchorPath, PublicKey: PublicKey), configured: false));
        Assert.Contains("The chain holds over 4 events.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("1 anchors agree", _output.ToString(), StringComparison.Ordinal);

        // Never over one that is there, and nothing where there is nothing.
        Assert.Equal(2, Export(new(null, null, null, export, null)));
        Assert.Equal(1, Export(new(99, null, null, $"{export}.2", null)));
        Assert.False(File.Exists($"{export}.2"));

        File.AppendAllText(export, "{}\n");
        Assert.Equal(1, Verify(new(File: export), configured: false));
    }

    [Fact]
    public void Purge_DryRunThenByTheDirector_RemovesBodiesAndSaysSo()
    {
        // The store's own clock must say too that a year is over.
        var time = new FakeTimeProvider(Some.Start.AddYears(-3));
        var incidents = new IncidentLog(_store.Journal, new JournalTail(_store.Journal), time);
        incidents.Execute("INC-0001", new IncidentCommand.Open("INC-0001", "Prod", Rig.Breach()), Actor.Watchdog);
        incidents.Execute("INC-0001", new IncidentCommand.Close("over"), Some.Ic);
        time.Advance(TimeSpan.FromDays(366));
        _file.With("Watchdog:Retention:Journal", "\"365.00:00:00\"");

        Assert.Equal(0, Purge(new(DryRun: true, null, null, null), time));
        Assert.Contains("INC-0001  Prod  ended 20", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("2 entries up to 8  would be purged", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _store.Journal.Prove([]).Purged);

        // A pipeline may not, and neither may who leads an incident; nobody may without a reason.
        Assert.Equal(2, Purge(new(DryRun: false, "retention", null, null), time));
        Person("IncidentCommander");
        Assert.Equal(2, Purge(new(DryRun: false, "retention", null, null), time));
        Person("DecisionOwner");
        Assert.Equal(2, Purge(new(DryRun: false, " ", null, null), time));
        Assert.Equal(0, _store.Journal.Prove([]).Purged);

        Assert.Equal(0, Purge(new(DryRun: false, "retention", null, null), time));
        Assert.Equal((true, 2L), (_store.Journal.Prove([]).Holds, _store.Journal.Prove([]).Purged));
        var purged = Assert.Single(_store.Journal.Read("incident/INC-0001"));
        Assert.Equal(("dora", Role.DecisionOwner), (purged.Actor.Name, purged.Actor.Role));
        Assert.Equal(0, Verify(new()));
        Assert.Contains("The bodies of 2 were purged", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "Watchdog:Retention:Journal",
        "\"364.00:00:00\"",
        "Watchdog:Retention:Journal = 364.00:00:00: must be at least 365 days"
    )]
    [InlineData("Watchdog:Journal:Anchor:File", "\"a.jsonl\"", "Watchdog:Journal:Anchor:KeyVariable = none: is needed")]
    [InlineData(
        "Watchdog:Journal:Anchor:KeyVariable",
        "\"MCPX_NOT_SET\"",
        "Watchdog:Journal:Anchor:KeyVariable = MCPX_NOT_SET: names"
    )]
    [InlineData(
        "Watchdog:Journal:Anchor:PublicKeyFile",
        "\"/nowhere\"",
        "Watchdog:Journal:Anchor:PublicKeyFile = /nowhere: cannot be read"
    )]
    public void Load_WrongValue_IsRefusedWithKeyAndValue(string key, string json, string says) =>
        Assert.Contains(
            Mcpx.Watchdog.Configuration.LoadedConfiguration.Load(_file.With(key, json).Write()).Errors,
            error => error.ToString().StartsWith(says, StringComparison.Ordinal)
        );

    private int Verify(VerifyRequest request, bool configured = true)
    {
        _output.GetStringBuilder().Clear();
        return VerifyCommand.Run(
            configured ? request with { Config = _file.Write() } : request,
            _output,
            _error,
            CancellationToken.None
        );
    }

    private int Export(ExportCommand.Asked asked) =>
        ExportCommand.Run(asked with { Config = _file.Write() }, () => Stream.Null, _error, CancellationToken.None);

    private int Purge(PurgeCommand.Asked asked, TimeProvider time) =>
        PurgeCommand.Run(asked with { Config = _file.Write() }, _output, _error, time);

    private string Json() => _output.ToString();

    private void Person(string role) =>
        _file.With(
            "Watchdog:People",
            JsonSerializer.Serialize(
                new[]
                {
                    new
                    {
                        Name = "dora",
                        Role = role,
                        User = Environment.UserName,
                    },
                }
            )
        );

    private void Configured() =>
        _file
            .With("Watchdog:Journal:Anchor:File", JsonSerializer.Serialize(AnchorPath))
            .With("Watchdog:Journal:Anchor:KeyVariable", $"\"{_variable}\"");

    private void Anchor()
    {
        var head = _store.Journal.HeadLink()!;
        Assert.True(AnchorKey.TryRead(_variable, out var key, out _));
        using (key)
        {
            new AnchorFile(AnchorPath).Add(head.Position, head.Hash, Some.Start, key, _store.Journal.HashAt);
        }
    }

    private void Cut()
    {
        using var connection = new SqliteConnection(
            $"Data Source={Path.Combine(_file.Data, "journal.db")};Pooling=False"
        );
        connection.Open();
        using var cut = connection.CreateCommand();
        cut.CommandText =
            "DROP TRIGGER chain_never_shrinks; DROP TRIGGER body_never_shrinks; DELETE FROM body WHERE position > 3; DELETE FROM chain WHERE position > 3";
        cut.ExecuteNonQuery();
    }
}
