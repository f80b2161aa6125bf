using System.Text.Json;
using Mcpx.Watchdog.Commands;

namespace Mcpx.Watchdog.Tests.Commands;

public sealed class SmokeContractCommandTests : IDisposable
{
    private const string Yaml = """
        endpoints:
          - path: /api/jobs
            expect: { headers: { X-Mode: is fast }, json: [{ id: number }] }
          - path: /api/jobs
            auth: none
            expect: { status: 401, code: unauthorized }
        """;

    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Run_KeptContract_IsZero()
    {
        await using var portal = Portal("""[{"id":1}]""", "fast");

        var (code, output, error) = await RunAsync(portal.Address.ToString());

        Assert.Equal((0, ""), (code, error));
        Assert.Matches(
            "^ok    GET /api/jobs +[0-9.]+ .*s  200\nok    GET /api/jobs without a token +.*  401\nThe contract holds: 2 of 2 calls.\n$",
            output
        );
    }

    [Fact]
    public async Task Run_BrokenContract_IsOneAndSaysWhatAndUnderWhichRequest()
    {
        await using var portal = Portal("""[{"id":"hunter2"}]""", "slow");

        var (code, output, _) = await RunAsync(portal.Address.ToString());

        Assert.Equal(1, code);
        Assert.Matches("FAIL  GET /api/jobs +.*X-Mode is “slow”, not “fast”  request [0-9a-f]{32}\n", output);
        Assert.EndsWith("The contract is broken: 1 of 2 calls failed.\n", output, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Json_IsForMachines()
    {
        await using var portal = Portal("""{"id":1}""", "fast");

        var (code, output, _) = await RunAsync(portal.Address.ToString(), json: true);

        using var json = JsonDocument.Parse(output);
        var root = json.RootElement;
        Assert.Equal((1, false), (code, root.GetProperty("passed").GetBoolean()));
        Assert.Equal(64, root.GetProperty("sha256").GetString()!.Length);
        var (broken, kept) = (root.GetProperty("calls")[0], root.GetProperty("calls")[1]);
        Assert.Equal(
            "$ is an object, not an array",
            broken.GetProperty("deviations")[0].GetProperty("text").GetString()
        );
        Assert.Equal("Shape", broken.GetProperty("deviations")[0].GetProperty("kind").GetString());
        Assert.Equal(
            (true, 401, "none"),
            (
                kept.GetProperty("passed").GetBoolean(),
                kept.GetProperty("status").GetInt32(),
                kept.GetProperty("auth").GetString()
            )
        );
    }

    [Fact]
    public async Task Run_NobodyAnswers_IsOne()
    {
        await using var gone = Portal("", "");
        await gone.CloseAsync();

        var (code, output, _) = await RunAsync(gone.Address.ToString());

        Assert.Equal(1, code);
        Assert.Contains("Refused", output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("portal", "MCPX_PORTAL_TOKEN", "5s", "--base = portal: must be an absolute")]
    [InlineData("http://127.0.0.1:9", "MCPX_PORTAL_TOKEN", "soon", "--timeout = soon: must be a duration")]
    [InlineData("http://127.0.0.1:9", "MCPX_PORTAL_TOKEN", "0s", "--timeout = 0s: must be a duration")]
    [InlineData(
        "http://127.0.0.1:9",
        "MCPX_NOT_SET_ANYWHERE",
        "5s",
        "--token-env = MCPX_NOT_SET_ANYWHERE: names an environment variable"
    )]
    [InlineData("http://127.0.0.1:9", null, "5s", "--token-env is missing")]
    public async Task Run_BadUsage_IsTwo(string address, string? token, string timeout, string problem)
    {
        var (code, output, error) = await RunAsync(address, token, timeout);

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith(problem, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_BadFile_IsTwoWithEveryPlace()
    {
        var (code, _, error) = await RunAsync(
            "http://127.0.0.1:9",
            yaml: "endpoints:\n  - { path: x }\n  - { path: /y, mode: 1 }"
        );

        Assert.Equal(2, code);
        Assert.Contains("contract.yaml:2:", error, StringComparison.Ordinal);
        Assert.Contains("contract.yaml:3:", error, StringComparison.Ordinal);
    }

    private static HostileServer Portal(string jobs, string mode) =>
        new(async peer =>
        {
            var head = await peer.ReadAsync();
            var known = head.Contains($"Authorization: Bearer {TestEnvironment.PortalToken}", StringComparison.Ordinal);
            var (status, body) = known
                ? ("200 OK", jobs)
                : ("401 No", """{"code":"unauthorized","message":"m","requestId":"r"}""");
            await peer.SendAsync(
                $"HTTP/1.1 {status}\r\nX-Mode: {mode}\r\nConnection: close\r\nContent-Length: {body.Length}\r\n\r\n{body}"
            );
        });

    private async Task<(int Code, string Output, string Error)> RunAsync(
        string address,
        string? token = "MCPX_PORTAL_TOKEN",
        string timeout = "5s",
        bool json = false,
        string yaml = Yaml
    )
    {
        var file = _folder.File("contract.yaml", yaml);
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = await SmokeContractCommand.RunAsync(
            new(address, file, token, timeout, json),
            output,
            error,
            CancellationToken.None
        );
        return (code, output.ToString(), error.ToString());
    }
}
