using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Commands;

namespace Mcpx.Watchdog.Tests.Sse;

public sealed class SmokeSseCommandTests
{
    private static readonly ValidationOptions Limits = new()
    {
        MaxFirstEvent = TimeSpan.FromMilliseconds(800),
        MaxMedianGap = TimeSpan.FromMilliseconds(500),
        GapGrace = TimeSpan.FromMilliseconds(100),
        MaxGap = TimeSpan.FromMilliseconds(1_000),
    };

    [Fact]
    public async Task Run_GoodStream_Passes()
    {
        await using var server = Speaking(": ping\n", forEver: true);

        var (code, output, error) = await RunAsync(server.Address, json: false);

        Assert.Equal((ExitCodes.Ok, ""), (code, error));
        Assert.Contains("pass  SSE first event, median", output, StringComparison.Ordinal);
        Assert.EndsWith("passed\n", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_SilentStream_FailsAndSaysNever()
    {
        await using var server = Speaking("", forEver: false);

        var (code, output, _) = await RunAsync(server.Address, json: true);

        Assert.Equal(ExitCodes.Failed, code);
        using var result = JsonDocument.Parse(output);
        Assert.False(result.RootElement.GetProperty("passed").GetBoolean());
        Assert.Equal(3, result.RootElement.GetProperty("failedConnections").GetInt32());
        Assert.Equal(
            JsonValueKind.Null,
            result.RootElement.GetProperty("ttfbMilliseconds").GetProperty("median").ValueKind
        );
        Assert.Equal(
            JsonValueKind.Null,
            result.RootElement.GetProperty("gapMilliseconds").GetProperty("max").ValueKind
        );
    }

    [Fact]
    public async Task Run_NobodyListens_Fails()
    {
        await using var server = Speaking("", forEver: false);
        await server.CloseAsync();

        var (code, output, _) = await RunAsync(server.Address, json: false);

        Assert.Equal(ExitCodes.Failed, code);
        Assert.Contains("refused", output, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("ftp://a", null, 3, "--url ftp://a: must be an absolute http or https address.")]
    [InlineData(
        "http://a",
        "MCPX_NO_SUCH_VARIABLE",
        3,
        "--token-env MCPX_NO_SUCH_VARIABLE: names an environment variable that is not set."
    )]
    [InlineData("http://a", null, 0, "--connections 0: must be from 1 to 1000.")]
    public async Task Run_BadUsage_SaysWhatAndSendsNothing(string url, string? token, int connections, string expected)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        var code = await SmokeSseCommand.RunAsync(
            new(url, token, connections, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(1), Limits),
            json: false,
            output,
            error,
            CancellationToken.None
        );

        Assert.Equal((ExitCodes.BadInput, "", expected), (code, output.ToString(), error.ToString().Trim()));
    }

    private static HostileServer Speaking(string text, bool forEver) =>
        new(async peer =>
        {
            await peer.BeginStreamAsync();
            do
            {
                await peer.SendAsync(text);
                await peer.PauseAsync(30);
            } while (forEver);

            await peer.SilenceAsync();
        });

    private static async Task<(int Code, string Output, string Error)> RunAsync(Uri address, bool json)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter();
        var code = await SmokeSseCommand.RunAsync(
            new(
                address.ToString(),
                TokenVariable: null,
                Connections: 3,
                Timeout: TimeSpan.FromMilliseconds(700),
                Duration: TimeSpan.FromSeconds(1),
                Limits
            ),
            json,
            output,
            error,
            CancellationToken.None
        );
        return (code, output.ToString(), error.ToString());
    }
}
