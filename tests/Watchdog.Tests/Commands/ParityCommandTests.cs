using System.Text.Json;
using Mcpx.Watchdog.Commands;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Tests.Commands;

public sealed class ParityCommandTests : IAsyncDisposable
{
    private readonly ConfigurationFile _file = new();
    private readonly ConfiguredPortal _portal = new();

    public async ValueTask DisposeAsync()
    {
        await _portal.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task Parity_CriticalDrift_Exits1AndSaysWhat()
    {
        _portal.Show(("Cors:AllowedOrigins", "https://b"), ("Ui:PageSize", "25"), ("flag:X", "on"));

        var (code, output, error) = await RunAsync(Ask("Cors:AllowedOrigins: https://a\nUi:PageSize: 50\nflag:X: on"));

        Assert.Equal((1, ""), (code, error));
        Assert.Equal(
            """
            critical: Cors:AllowedOrigins is 'https://b', expected 'https://a'
            warning: Ui:PageSize is '25', expected '50'
            RTM: 1 critical, 1 warnings in 3 keys.

            """,
            output
        );
    }

    [Fact]
    public async Task Parity_WarningsOnly_Exits0()
    {
        var (code, output, _) = await RunAsync(Ask("Ui:PageSize: 25"));

        Assert.Equal(0, code);
        Assert.EndsWith("RTM: 0 critical, 1 warnings in 1 keys.\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parity_JsonAndMarkdown_AreTheReport()
    {
        var asked = Ask("Ui:PageSize: 25\nseverity:\n  Ui:*: critical");

        using var json = JsonDocument.Parse((await RunAsync(asked with { Json = true })).Output);
        var markdown = (await RunAsync(asked with { Markdown = true })).Output;

        Assert.Equal(1, json.RootElement.GetProperty("critical").GetInt32());
        Assert.Contains("| Ui:PageSize | 25 | 50 |", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parity_Secrets_AreNeverPrinted()
    {
        _portal.Show(("Db:Password", "hunter-two"), ("Queue", "Server=a;Password=hunter-three"));

        var (code, output, error) = await RunAsync(Ask("Db:Password: hunter-one\nQueue: secret:MCPX_PORTAL_TOKEN"));

        Assert.Equal(0, code);
        Assert.Contains("warning: Db:Password is 'hmac:", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter", output + error, StringComparison.Ordinal);
        Assert.DoesNotContain(TestEnvironment.PortalToken, output + error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Parity_ConfiguredInstallation_ComparesWithItsDigests()
    {
        Directory.CreateDirectory(_file.Data);
        var digest = SaltFile.Take(_file.Data);
        _portal.Show(("Db:Password", "hunter-two"));
        _file
            .With("Watchdog:Environments:RTM", "{}")
            .With("Watchdog:Environments:RTM:Lkg", "{}")
            .With(
                "Watchdog:Environments:RTM:Instances",
                $$"""[{"Name":"api-1","Component":"Api","Address":"{{_portal.Server.Address.GetLeftPart(UriPartial.Authority)}}"}]"""
            );
        var config = _file.Write();
        var asked = new ParityCommand.Asked("RTM", Expected($"Db:Password: {digest.Of("hunter-two")}"), config);

        Assert.Equal((0, "RTM: 0 critical, 0 warnings in 1 keys.\n", ""), await RunAsync(asked));
    }

    [Fact]
    public async Task Parity_DigestsWithoutAnInstallation_AreRefused()
    {
        var (code, output, error) = await RunAsync(Ask("A: hmac:0123456789ab"));

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(
            "holds digests, which only the installation that made them can compare",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Parity_PortalDoesNotAnswer_Exits2WithTheReason()
    {
        _portal.Break();

        var (code, output, error) = await RunAsync(Ask("A: 1"));

        Assert.Equal((2, ""), (code, output));
        Assert.Equal(
            "RTM could not be polled: the portal answers GET /api/config/effective with 503 (Status).\n",
            error.ReplaceLineEndings("\n")
        );
    }

    [Fact]
    public async Task Parity_NobodyListens_Exits2WithTheReason()
    {
        await _portal.Server.CloseAsync();

        var (code, _, error) = await RunAsync(Ask("A: 1"));

        Assert.Equal(2, code);
        Assert.Contains(
            "the portal does not answer GET /api/config/effective (Refused)",
            error,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Parity_BadUsage_Exits2WithOneReason()
    {
        var asked = Ask("A: 1");
        foreach (
            var (wrong, reason) in new (ParityCommand.Asked, string)[]
            {
                (asked with { Environment = null }, "--env must name the environment"),
                (asked with { Expected = null }, "--expected must name the file"),
                (asked with { Expected = "/no/such/file.yaml" }, "/no/such/file.yaml: "),
                (asked with { Json = true, Markdown = true }, "--json and --markdown"),
                (asked with { Base = "nonsense" }, "--base nonsense must be an absolute http or https address."),
                (asked with { Base = null }, "Name the portal with --base, or the configuration with --config."),
                (
                    asked with
                    {
                        TokenVariable = "MCPX_NOT_SET",
                    },
                    "--token-env MCPX_NOT_SET names an environment variable"
                ),
                (asked with { Base = null, Config = "/no/such.json" }, "/no/such.json has errors:"),
                (
                    asked with
                    {
                        Base = null,
                        Config = _file.Write(),
                    },
                    "--env RTM is not configured; configured are Prod."
                ),
            }
        )
        {
            var (code, output, error) = await RunAsync(wrong);

            Assert.Equal((2, ""), (code, output));
            Assert.StartsWith(reason, error, StringComparison.Ordinal);
        }
    }

    [UnixFact]
    public async Task Parity_AsAProgram_EndsWithItsExitCode()
    {
        var asked = Ask("flag:X: on");
        await using var program = RunningProgram.Watchdog(
            "parity",
            "--env",
            "RTM",
            "--expected",
            asked.Expected!,
            "--base",
            asked.Base!
        );

        Assert.Equal(1, await program.EndAsync());
        Assert.Contains("critical: flag:X is missing, expected 'on'", program.Output, StringComparison.Ordinal);
    }

    private ParityCommand.Asked Ask(string expected) =>
        new("RTM", Expected(expected), Base: _portal.Server.Address.GetLeftPart(UriPartial.Authority));

    private string Expected(string text) => _file.AddFile("prod.yaml", text);

    private static async Task<(int Code, string Output, string Error)> RunAsync(ParityCommand.Asked asked)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await ParityCommand.RunAsync(asked, output, error, CancellationToken.None);
        return (code, output.ToString(), error.ToString());
    }
}
