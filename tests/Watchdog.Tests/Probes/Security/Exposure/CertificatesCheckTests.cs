using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Probes.Security.Exposure;
using Microsoft.Extensions.Time.Testing;

namespace Mcpx.Watchdog.Tests.Probes.Security.Exposure;

public sealed class CertificatesCheckTests : IDisposable
{
    private readonly FakeTimeProvider _time = new(Some.Start);
    private readonly CertificateAuthority _authority = new(Some.Start.AddYears(-5), Some.Start.AddYears(5));

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(90, null)]
    [InlineData(14, null)]
    [InlineData(13, "expires on 2026-11-14, 13 days from now; limit 14 days")]
    [InlineData(0, "expires on 2026-11-01, 0 days from now; limit 14 days")]
    [InlineData(-2, "expired on 2026-10-30")]
    public async Task Look_DaysLeft_AreHeldAgainstTheLimit(int days, string? finding)
    {
        using var certificate = _authority.Issue(Some.Start.AddYears(-1), Some.Start.AddDays(days).AddHours(1));
        await using var server = _authority.Serve(certificate);

        var look = await LookAsync(server);

        Assert.NotNull(look);
        Assert.Equal(
            finding is null ? null : $"the certificate of api-1 (localhost:{server.Port}) {finding}",
            look.Finding
        );
    }

    [Fact]
    public async Task Look_IntermediateExpiresFirst_IsWhatCounts()
    {
        using var old = new CertificateAuthority(Some.Start.AddYears(-5), Some.Start.AddDays(3).AddHours(1));
        using var certificate = old.Issue(Some.Start.AddYears(-1), Some.Start.AddDays(3));
        await using var server = old.Serve(certificate, withRoot: true);

        Assert.Contains("3 days from now", (await LookAsync(server))!.Finding, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Look_NoHandshake_IsNotClean(string name)
    {
        await using var server = new HostileServer(Behaviours.Bad[name].Behave);

        Assert.Null(await LookAsync(server));
    }

    private async Task<Watchdog.Probes.Security.Look?> LookAsync(HostileServer server)
    {
        var environment = new EnvironmentOptions
        {
            Instances = [new() { Name = "api-1", Address = $"https://localhost:{server.Port}" }],
            Probes = new() { Timeout = TimeSpan.FromSeconds(Patience) },
        };
        var round = new ExposureRound(new("Prod", environment), new PageReader(Portal.Client));
        var check = new CertificatesCheck(_time);
        Assert.Equal(["api-1"], check.Places(round));
        return (await check.LookAsync(round, CancellationToken.None)).SingleOrDefault();
    }

    private const int Patience = 2;
}
