using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Health;

namespace Mcpx.Watchdog.Tests.Probes.Health;

public sealed class HealthProbeTests
{
    private readonly FailedCalls _failures = new();
    private readonly Inputs _inputs = new();
    private InstanceBoard? _instances;

    [Fact]
    public async Task Ask_GoodAnswers_AreHealthTagAndClock()
    {
        await using var server = Answering(
            "{\"status\":\"Healthy\",\"tag\":\"v1.8.2\"}",
            "200 OK",
            "Wed, 25 Nov 2026 10:00:00 GMT"
        );

        var told = await AskAsync(server, new());

        Assert.All(told.OfType<HealthProbed>(), probe => Assert.Equal(Fault.None, probe.Fault));
        Assert.Equal("v1.8.2", Assert.Single(told.OfType<TagRead>()).Tag);
        Assert.Empty(_failures.Take());
        Assert.InRange(_instances!.Of("Prod")[0].ClockAhead!.Value, long.MinValue, long.MaxValue);
    }

    [Fact]
    public async Task Ask_ConfiguredPaths_AreAsked()
    {
        var asked = new System.Collections.Concurrent.ConcurrentBag<string>();
        await using var server = new HostileServer(async peer =>
        {
            asked.Add((await peer.ReadAsync()).Split(' ')[1]);
            await peer.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });

        await AskAsync(server, new() { HealthzPath = "/live", ReadyPath = "/up" });

        Assert.Equal(["/api/version", "/live", "/up"], asked.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("{\"status\":\"Healthy\"}", null)]
    [InlineData("{\"status\":\"Degraded\"}", "$.status is Degraded, expected Healthy")]
    [InlineData("{}", "$.status is not there, expected Healthy")]
    [InlineData("<html>", "no JSON")]
    [InlineData("", "no JSON")]
    public async Task Ask_JsonExpected_IsHeldAgainstTheAnswer(string body, string? wrong)
    {
        await using var server = Answering(body, "200 OK");

        var told = await AskAsync(
            server,
            new() { HealthJson = new Dictionary<string, string> { ["$.status"] = "Healthy" } }
        );

        var expected = wrong is null ? Fault.None : Fault.Body;
        Assert.All(told.OfType<HealthProbed>(), probe => Assert.Equal(expected, probe.Fault));
        Assert.All(_failures.Take()["Prod"], failed => Assert.Equal(wrong, failed.Detail));
    }

    [Fact]
    public async Task Ask_ErrorEnvelope_IsKeptWithItsRequestId()
    {
        await using var server = Answering(
            "{\"code\":\"db_down\",\"message\":\"no\",\"requestId\":\"r-7\"}",
            "503 Sorry",
            extra: "X-Request-Id: r-7\r\n"
        );

        await AskAsync(server, new());

        Assert.All(
            _failures.Take()["Prod"],
            failed =>
                Assert.Equal(
                    (Fault.Status, 503, "r-7", "db_down"),
                    (failed.Fault, failed.StatusCode, failed.RequestId!, failed.ErrorCode!)
                )
        );
    }

    [Fact]
    public async Task Ask_PublicAddress_IsToldUnderItsOwnName()
    {
        await using var server = Answering("ok", "200 OK");
        var environment = Senses.Environment([server]) with { PublicAddress = server.Address.ToString() };

        var told = await Senses.AskAsync(
            environment,
            _inputs,
            new PublicProbe(new(Portal.Client, _inputs, _failures, TimeProvider.System))
        );

        var probe = Assert.IsType<HealthProbed>(Assert.Single(told));
        Assert.Equal(
            (PublicHost.Name, HealthEndpoint.Healthz, Fault.None),
            (probe.Instance, probe.Endpoint, probe.Fault)
        );
    }

    private static HostileServer Answering(string body, string status, string? date = null, string extra = "") =>
        new(async peer =>
        {
            while (true)
            {
                await peer.AnswerAsync(status, body, (date is null ? "" : $"Date: {date}\r\n") + extra);
            }
        });

    private Task<IReadOnlyList<JudgingInput>> AskAsync(HostileServer server, ProbeOptions probes)
    {
        var environment = Senses.Environment([server], probes);
        _instances = new(Some.Options(environment), TimeProvider.System);
        return Senses.AskAsync(
            environment,
            _inputs,
            new HealthProbe(
                new(Portal.Client, _inputs, _failures, TimeProvider.System),
                Portal.Client,
                _inputs,
                _instances,
                TimeProvider.System
            )
        );
    }
}
