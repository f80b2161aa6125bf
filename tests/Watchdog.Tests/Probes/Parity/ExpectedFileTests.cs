using System.Text;
using CsCheck;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Probes.Parity;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Tests.Probes.Parity;

public sealed class ExpectedFileTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(
        "prod.yaml",
        """
            # What Prod runs with.
            Cors:AllowedOrigins: https://admin.example.com
            Ui:PageSize: 50
            "flag:EnableLegacyHttpSse": off
            Empty: ""
            severity:
              Ui:*: critical
            ignore:
              - "*:BaseUrl"
            """
    )]
    [InlineData(
        "prod.json",
        """
            // What Prod runs with.
            {
              "Cors:AllowedOrigins": "https://admin.example.com",
              "Ui:PageSize": 50,
              "flag:EnableLegacyHttpSse": "off",
              "Empty": "",
              "severity": { "Ui:*": "Critical" },
              "ignore": ["*:BaseUrl"],
            }
            """
    )]
    [InlineData(
        "sections.yml",
        """
            values:
              Cors:AllowedOrigins: https://admin.example.com
              Ui:PageSize: "50"
              flag:EnableLegacyHttpSse: off
              Empty: ''
            severity: { "Ui:*": critical }
            ignore: ["*:BaseUrl"]
            """
    )]
    public void Read_YamlOrJson_IsTheSame(string name, string text)
    {
        var expected = Read(name, text);

        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Cors:AllowedOrigins"] = "https://admin.example.com",
                ["Ui:PageSize"] = "50",
                ["flag:EnableLegacyHttpSse"] = "off",
                ["Empty"] = "",
            },
            expected.Values
        );
        Assert.Equal(
            [
                new() { Key = "*:BaseUrl", Severity = DriftSeverity.Ignored },
                new DriftRule { Key = "Ui:*", Severity = DriftSeverity.Critical },
            ],
            expected.Rules
        );
        Assert.False(expected.HoldsDigests);
    }

    [Fact]
    public void Read_PinnedAndCorrected_IsRefusedUntilThePinIsChanged()
    {
        var file = _folder.File("prod.yaml", "Ui:PageSize: 50");
        var pin = ExpectedFile.Read(file, Seal()).Sha256;
        Assert.Equal(pin, ExpectedFile.Read(file, Seal(), pin).Sha256);

        File.WriteAllText(file, "Ui:PageSize: 25");

        var problem = Assert.Single(
            Assert.Throws<BadFileException>(() => ExpectedFile.Read(file, Seal(), pin)).Problems
        );
        Assert.Contains($"ExpectedSha256 pins {pin}", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Secrets_AreDigestsByValueByNameAndByReference()
    {
        var expected = Read(
            "a.yaml",
            $"""
            Db:Password: plain text
            Smtp: secret:MCPX_PORTAL_TOKEN
            Other: hmac:0123456789ab
            Names: secret agents
            """
        );

        Assert.Equal(Some.Salted.Of("plain text"), expected.Values["Db:Password"]);
        Assert.Equal(Some.Salted.Of(TestEnvironment.PortalToken), expected.Values["Smtp"]);
        Assert.Equal("hmac:0123456789ab", expected.Values["Other"]);
        Assert.Equal("secret agents", expected.Values["Names"]);
        Assert.True(expected.HoldsDigests);
    }

    [Theory]
    [InlineData("a.yaml", "A: 1\na: 2", ":2: a stands in line 1 already")]
    [InlineData("a.yaml", "A: 1\nB:", ":2: B has no value; write \"\" for an empty one, or leave the key out")]
    [InlineData("a.yaml", "A: 1\nB: ~", ":2: B has no value; write \"\" for an empty one, or leave the key out")]
    [InlineData("a.yaml", "A: 1\nseverity:\n  B: high", ":3: B = high: must be one of critical, warning, ignored")]
    [InlineData(
        "a.yaml",
        "A: 1\nseverity: high",
        ":2: severity is a section of the file; a setting of that name stands under values"
    )]
    [InlineData("a.yaml", "ignore:\n  A: 1", ":2: ignore must be a list of keys or patterns")]
    [InlineData("a.yaml", "severity:\n  - A", ":2: severity must be patterns with a severity each")]
    [InlineData(
        "a.yaml",
        "Cors:\n  AllowedOrigins: a",
        ":2: unknown section Cors; sections are values, severity and ignore, and a setting has one value"
    )]
    [InlineData(
        "a.yaml",
        "A: secret:MCPX_NOT_SET",
        ":1: A = secret:MCPX_NOT_SET: names an environment variable that is not set"
    )]
    [InlineData("a.yaml", "- A", ":1: keys and values must stand here")]
    [InlineData("a.yaml", "", ":1: keys and values must stand here")]
    [InlineData("a.yaml", "A: 1\nvalues:\n  B: [1]", ":3: one value must stand here")]
    [InlineData("a.yaml", "A: 1\n? [x]\n: 2", ":2: a key must be text")]
    [InlineData("a.yaml", "A: 1\n---\nB: 2", ":2: one YAML document only may stand here")]
    [InlineData("a.yaml", "A: *nobody", ":1: one value must stand here")]
    [InlineData("a.json", "{\n\"A\": 1,\n\"A\": 2}", ":3: A stands in line 2 already")]
    [InlineData("a.json", "{\n\"A\": null}", ":2: A has no value; write \"\" for an empty one, or leave the key out")]
    [InlineData("a.json", "[]", ":1: one object must stand here")]
    [InlineData("a.json", "{\n\"values\": {\"A\": {}}}", ":2: one value must stand here")]
    [InlineData("a.json", "{\n\"A\": \"\\ud800\"}", ":2: holds text that is no Unicode")]
    public void Read_SomethingWrong_NamesTheLine(string name, string text, string problem)
    {
        var file = _folder.File(name, text);

        Assert.Equal([file + problem], Problems(file));
    }

    [Theory]
    [InlineData("a.json", "{\n\"A\": tru}", ":2: ")]
    [InlineData("a.json", "{\n\"A\": 1\n", ":3: ")]
    [InlineData("a.yaml", "A: 1\n\"B: 2", ":2: ")]
    [InlineData("a.yaml", "A: 1\nB: {", ":3: ")]
    public void Read_NoYamlOrJson_NamesTheLine(string name, string text, string place)
    {
        var file = _folder.File(name, text);

        Assert.StartsWith(file + place, Assert.Single(Problems(file)), StringComparison.Ordinal);
    }

    [Fact]
    public void Read_SeveralProblems_AreToldAtOnce() =>
        Assert.Equal(3, Problems(_folder.File("a.yaml", "A: 1\nA: 2\nB:\nseverity:\n  C: x")).Count);

    [Fact]
    public void Read_NoFile_SaysSo() => Assert.Single(Problems(Path.Combine(_folder.Path, "none.yaml")));

    [Fact]
    public void Read_EndlessFile_IsRefused() =>
        Assert.Contains(
            "is longer than 4 MiB",
            Assert.Single(Problems(_folder.File("a.yaml", "A: " + new string('x', ExpectedFile.MostBytes)))),
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("a.json", "[")]
    [InlineData("a.json", "{\"a\":")]
    [InlineData("a.yaml", "[")]
    [InlineData("a.yaml", "{a: ")]
    [InlineData("a.yaml", "- ")]
    [InlineData("a.yaml", "? ")]
    public void Read_AMillionLevels_IsAProblem(string name, string level) =>
        Assert.NotEmpty(
            Problems(_folder.File(name, string.Concat(Enumerable.Repeat(level, 1_000_000 / level.Length))))
        );

    [Fact]
    public void Read_AnyText_IsReadOrRefusedWithALine()
    {
        var pieces = Gen.OneOf(
            Fuzz.OneOf(
                "A",
                ": ",
                ":",
                "\n",
                "  ",
                "- ",
                "\"",
                "'",
                "{",
                "}",
                "[",
                "]",
                ",",
                "values",
                "severity",
                "ignore",
                "critical",
                "null",
                "~",
                "&a ",
                "*a",
                "!!str ",
                "|\n",
                ">\n",
                "---\n",
                "...",
                "%YAML 1.2\n",
                "#",
                "\t",
                "? ",
                "secret:",
                "\\ud800",
                "\ufeff"
            ),
            Gen.String[Gen.Char, 0, 4]
        );
        pieces
            .Array[0, 14]
            .Sample(
                parts =>
                {
                    var text = string.Concat(parts);
                    Holds("a.yaml", () => ExpectedYaml.Read("a.yaml", text));
                    Holds("a.json", () => ExpectedJson.Read("a.json", Encoding.UTF8.GetBytes(text)));
                    Holds("a.json", () => ExpectedJson.Read("a.json", Encoding.UTF8.GetBytes("{\"A\":" + text + "}")));
                },
                iter: Fuzz.Inputs(3_000)
            );
    }

    private static void Holds(string file, Func<IReadOnlyList<ExpectedEntry>> read)
    {
        try
        {
            var expected = ExpectedFile.Read(file, read(), Seal());
            Assert.DoesNotContain(expected.Values, pair => pair.Key.Length == 0 || pair.Value is null);
        }
        catch (BadFileException problem)
        {
            Assert.All(problem.Problems, line => Assert.Matches($"^{file}:[0-9]+: .", line.ReplaceLineEndings(" ")));
        }
    }

    private static SecretSeal Seal() =>
        new(Some.Salted, (key, _) => key.Contains("Password", StringComparison.Ordinal));

    private ExpectedSettings Read(string name, string text) => ExpectedFile.Read(_folder.File(name, text), Seal());

    private static IReadOnlyList<string> Problems(string file) =>
        Assert.Throws<BadFileException>(() => ExpectedFile.Read(file, Seal())).Problems;
}
