using System.Text;
using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Redaction;

namespace Mcpx.Domain.Tests.Redaction;

public sealed class RedactedJsonTests
{
    [Fact]
    public void Of_Secrets_AreTakenAndAllElseStays()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                text = "password=hunter2",
                list = new[] { 1.50m, 2 },
                deep = new { also = "pwd=x1", no = (string?)null },
            }
        );

        var clean = RedactedJson.Of(json, ShapeRedaction.Instance);

        Assert.Equal(
            """{"text":"password=[redacted: password]","list":[1.50,2],"deep":{"also":"pwd=[redacted: password]","no":null}}""",
            Encoding.UTF8.GetString(clean)
        );
    }

    [Fact]
    public void Of_NothingToTake_IsTheSameBytes()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new { a = "plain" });

        Assert.Same(json, RedactedJson.Of(json, ShapeRedaction.Instance));
    }

    [Fact]
    public void Of_BoundMember_StaysToTheLetter()
    {
        var json = JsonSerializer.SerializeToUtf8Bytes(new { plan = "pwd=x1", reason = "pwd=x1" });

        Assert.Equal(
            """{"plan":"pwd=x1","reason":"pwd=[redacted: password]"}""",
            Encoding.UTF8.GetString(RedactedJson.Of(json, ShapeRedaction.Instance, "plan"))
        );
    }

    [Fact]
    public void Write_EventOfAPerson_IsHashedWithoutTheSecret()
    {
        var body = EventBody.Write(
            "incident/INC-0001",
            1,
            default,
            Actor.Watchdog,
            new NoteAdded("token=abc123 leaked")
        );

        Assert.Equal(new NoteAdded("token=[redacted: token] leaked"), EventBody.Read(1, body).Event);
    }

    [Fact]
    public void Write_SecretIsAWordOfTheJournal_CanStillBeRead()
    {
        var happened = new LkgPointed(
            Domain.Signals.Component.Api,
            "v1",
            "why",
            Basis: Domain.Releases.LkgBasis.Configuration
        );
        var body = EventBody.Write(
            "environment/Prod",
            1,
            default,
            Actor.Watchdog,
            happened,
            new KnownSecrets(["Configuration"])
        );

        Assert.Equal(happened, EventBody.Read(1, body).Event);
    }

    [Fact]
    public void Next_KeyOverManyLines_IsTakenAndTheRestStays()
    {
        var lines = new PrivateKeyLines();
        string[] told =
        [
            "before",
            "-----BEGIN PRIVATE " + "KEY-----",
            "MIIabc",
            "def==",
            "-----END PRIVATE " + "KEY----- done",
            "after",
        ];

        Assert.Equal(
            [
                "before",
                told[1],
                "[redacted: private key]",
                "[redacted: private key]",
                "[redacted: private key] done",
                "after",
            ],
            told.Select(lines.Next)
        );
    }

    [Fact]
    public void Next_KeyWithoutEnd_EndsAtTheBound()
    {
        var lines = new PrivateKeyLines();
        lines.Next("-----BEGIN PRIVATE " + "KEY-----");

        Assert.Equal("line 400", Enumerable.Range(0, 401).Select(at => lines.Next($"line {at}")).ToList()[^1]);
    }

    [Fact]
    public void Find_SecretInAnOption_NamesKeyAndKindAndNotTheSecret()
    {
        var options = new WatchdogOptions
        {
            Environments = new Dictionary<string, EnvironmentOptions>
            {
                ["Prod"] = new()
                {
                    Deployers = new Dictionary<Domain.Signals.Component, DeployerOptions>
                    {
                        [Domain.Signals.Component.Api] = new() { Deploy = ["deploy", "--password", "hunter2"] },
                    },
                },
            },
        };

        var error = Assert.Single(
            OptionsValidator.Validate(options, []),
            error => error.Problem.StartsWith("holds a secret", StringComparison.Ordinal)
        );

        Assert.Equal("Watchdog:Environments:Prod:Deployers:Api:Deploy:2", error.Key);
        Assert.DoesNotContain("hunter2", $"{error}", StringComparison.Ordinal);
    }
}
