using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Parity;

namespace Mcpx.Domain.Tests.Parity;

public sealed class ParityWritersTests
{
    private static readonly ParityReport Report = new(
        Some.Start,
        Compared: 4,
        [
            new("flag:X", DifferenceKind.Different, DriftSeverity.Critical, "on", "off", Secret: false),
            new("Jobs|Max", DifferenceKind.Missing, DriftSeverity.Warning, "<b>\n[a](http://x)", null, Secret: false),
            new("Base", DifferenceKind.Unexpected, DriftSeverity.Ignored, null, "", Secret: false),
        ]
    );

    [Fact]
    public void Markdown_Report_IsTablesBySeverityWithoutMarkupOfThePortals() =>
        Assert.Equal(
            """
            # Parity of RTM

            **Critical drift.** 1 critical and 1 warnings in 4 keys, compared at 2026-11-01 09:00:00 UTC.

            ## Critical

            | Key | Expected | Effective |
            |---|---|---|
            | flag:X | on | off |

            ## Warnings

            | Key | Expected | Effective |
            |---|---|---|
            | Jobs\|Max | &lt;b> \[a\](http://x) | *missing* |

            ## Allowed to differ

            | Key | Expected | Effective |
            |---|---|---|
            | Base | *no such key* | *empty* |

            """,
            ParityMarkdown.Write("RTM", Report)
        );

    [Fact]
    public void Markdown_NoDifference_SaysSo() =>
        Assert.Equal(
            "# Parity of RTM\n\n**No critical difference.** 0 critical and 0 warnings in 4 keys, compared at 2026-11-01 09:00:00 UTC.\n",
            ParityMarkdown.Write("RTM", Report with { Differences = [] })
        );

    [Theory]
    [InlineData("R&D", "R&amp;D")]
    [InlineData("&lt;b>", "&amp;lt;b>")]
    public void Markdown_Ampersand_IsNoEntity(string environment, string expected) =>
        Assert.StartsWith(
            $"# Parity of {expected}\n",
            ParityMarkdown.Write(environment, Report),
            StringComparison.Ordinal
        );

    [Fact]
    public void Json_Report_IsOneDocument()
    {
        using var json = JsonDocument.Parse(ParityJson.Write("RTM", Report));

        var root = json.RootElement;
        Assert.Equal("RTM", root.GetProperty("environment").GetString());
        Assert.Equal(
            (4, 1, 1),
            (
                root.GetProperty("compared").GetInt32(),
                root.GetProperty("critical").GetInt32(),
                root.GetProperty("warnings").GetInt32()
            )
        );
        var missing = root.GetProperty("differences")[1];
        Assert.Equal("missing", missing.GetProperty("kind").GetString());
        Assert.Equal("warning", missing.GetProperty("severity").GetString());
        Assert.Equal(JsonValueKind.Null, missing.GetProperty("effective").ValueKind);
        Assert.Equal("<b>\n[a](http://x)", missing.GetProperty("expected").GetString());
    }

    [Fact]
    public void Without_Keys_ExpectsTheOthersOnly()
    {
        var expected = new ExpectedSettings(
            new Dictionary<string, string> { ["Build:Tag"] = "1", ["A"] = "2" },
            [new() { Key = "A" }],
            HoldsDigests: true
        );

        var left = expected.Without(key => key == "Build:Tag");

        Assert.Equal([KeyValuePair.Create("A", "2")], left.Values);
        Assert.Equal((expected.Rules, true), (left.Rules, left.HoldsDigests));
    }

    [Fact]
    public void Over_FilesRules_AreAskedFirst()
    {
        var expected = new ExpectedSettings(
            new Dictionary<string, string> { ["Cors:MaxAge"] = "1", ["Ui:Size"] = "2" },
            [
                new() { Key = "Cors:MaxAge", Severity = DriftSeverity.Ignored },
                new() { Key = "Ui:*", Severity = DriftSeverity.Critical },
            ]
        );
        var drift = new DriftOptions { Rules = [new() { Key = "Ui:Size", Severity = DriftSeverity.Ignored }] };

        var report = expected.Compare(
            new(Some.Start, "", new Dictionary<string, string>()),
            drift,
            Some.Seal(_ => false)
        );

        Assert.Equal(
            [("Ui:Size", DriftSeverity.Critical), ("Cors:MaxAge", DriftSeverity.Ignored)],
            report.Differences.Select(difference => (difference.Key, difference.Severity))
        );
    }
}
