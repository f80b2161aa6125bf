using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Security;

namespace Mcpx.Watchdog.Tests.Probes.Security;

public sealed class SecurityProbeTests
{
    private const string Anonymous = "anonymous /api/config/effective";
    private const string LegacyOff = "flag EnableLegacyHttpSse off";
    private const string Legacy = "EnableLegacyHttpSse is on, on api-1; it must stay off in Prod (runbook section 12)";
    private const string Secrets = "secrets in /api/config/effective";
    private readonly Inputs _inputs = new();
    private readonly SecurityProbe _probe;

    public SecurityProbeTests() =>
        _probe = new(
            Portal.Client,
            new(Some.Salted, new(Some.Options(Some.Environment()))),
            _inputs,
            TimeProvider.System
        );

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    [Fact]
    public async Task Ask_ClosedAndClean_FindsNothing()
    {
        await using var server = Guarded("""{"values":{"Ui:PageSize":"50"}}""");

        Assert.Equal([(Anonymous, null), (Secrets, null)], await AskAsync(server));
    }

    [Theory]
    [InlineData("200 OK", "{}", "GET /api/config/effective on api-1 answered 200 without a token")]
    [InlineData("204 No Content", "", "GET /api/config/effective on api-1 answered 204 without a token")]
    [InlineData("401 No", "", null)]
    [InlineData("403 No", "", null)]
    public async Task Ask_WithoutToken_FindsWhatAnswers(string status, string body, string? finding)
    {
        await using var server = new HostileServer(peer => peer.AnswerAsync(status, body));

        Assert.Contains((Anonymous, finding), await AskAsync(server));
    }

    [Fact]
    public async Task Ask_HugeBodyWithoutToken_IsAFindingAllTheSame()
    {
        await using var server = new HostileServer(Behaviours.Bad["endless-body"].Behave);

        var told = Assert.Single(await AskAsync(server));

        Assert.Equal(Anonymous, told.Check);
        Assert.NotNull(told.Finding);
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("302 Found")]
    [InlineData("500 Sorry")]
    public async Task Ask_AnswerThatNeitherOpensNorRefuses_IsNoInput(string status)
    {
        await using var server = new HostileServer(peer => peer.AnswerAsync(status, "{}"));

        Assert.Empty(await AskAsync(server));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Ask_HostileTarget_NeverLooksClean(string name)
    {
        await using var server = new HostileServer(Behaviours.Bad[name].Behave);

        Assert.All(await AskAsync(server), told => Assert.NotNull(told.Finding));
    }

    [Fact]
    public async Task Ask_OneOfTwoIsOpen_IsFoundAndStaysFoundWhenItFallsSilent()
    {
        await using var closed = Guarded("{}");
        await using var open = new HostileServer(peer => peer.AnswerAsync("200 OK", "{}"));
        var environment = Senses.Environment([closed, open]);
        const string Finding = "GET /api/config/effective on api-2 answered 200 without a token";

        Assert.Contains((Anonymous, Finding), await AskAsync(environment));
        await open.CloseAsync();
        await Wait.UntilAsync(
            "its pooled connections are gone",
            async () =>
                (await Portal.Client.GetAsync(open.Address, null, Senses.Patience, 100, default)).StatusCode == 0
        );

        Assert.Contains((Anonymous, Finding), await AskAsync(environment));
    }

    [Theory]
    [InlineData("Server=a;User Id=b;Password=hunter2;", "password of a connection string")]
    [InlineData("pwd = hunter2", "password")]
    [InlineData("Password=***", null)]
    [InlineData("Password=${vault:db}", null)]
    [InlineData("PasswordPolicy: strong", null)]
    public async Task Ask_Body_FindsWhatLooksLikeASecretAndNeverSaysIt(string value, string? what)
    {
        await using var server = Guarded($$$"""{"values":{"Some:Key":"{{{value}}}"}}""");

        var (_, finding) = Assert.Single(await AskAsync(server), told => told.Check == Secrets);

        Assert.Equal(
            what is null
                ? null
                : $"GET /api/config/effective on api-1, values.Some:Key, {what} ({Some.Salted.Of("hunter2")})",
            finding
        );
    }

    [Fact]
    public async Task Ask_AcceptedFingerprint_IsNoFinding()
    {
        await using var server = Guarded("""{"values":{"Some:Key":"pwd = hunter2"}}""");
        var environment = Senses.Environment(
            [server],
            new() { Security = new() { AcceptedSecrets = [Some.Salted.Of("hunter2")] } }
        );

        Assert.Contains((Secrets, null), await AskAsync(environment));
    }

    [Theory]
    [InlineData("[]", null)]
    [InlineData("""[{"flagKey":"EnableLegacyHttpSse","isEnabled":false},{"flagKey":"X","isEnabled":true}]""", null)]
    [InlineData("""[{"flagKey":"enablelegacyhttpsse","isEnabled":true}]""", Legacy)]
    [InlineData(
        """[{"flagKey":"EnableLegacyHttpSse","isEnabled":false},{"flagKey":"EnableLegacyHttpSse","isEnabled":true,"targetRole":"Admin"}]""",
        Legacy
    )]
    public async Task Ask_FlagThatMustBeOff_IsAFindingOnlyWhenItIsOn(string flags, string? finding)
    {
        await using var server = Guarded(flags);

        Assert.Contains((LegacyOff, finding), await AskAsync(Watching(server)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("[1]")]
    [InlineData("""[{"flagKey":"EnableLegacyHttpSse"}]""")]
    [InlineData("""[{"flagKey":"EnableLegacyHttpSse","isEnabled":"no"}]""")]
    [InlineData("[")]
    public async Task Ask_FlagsThatCannotBeRead_AreNoInput(string flags)
    {
        await using var server = Guarded(flags);

        Assert.DoesNotContain(await AskAsync(Watching(server)), told => told.Check == LegacyOff);
    }

    private static EnvironmentOptions Watching(HostileServer server) =>
        Senses.Environment([server], new() { Security = new SecurityProbeOptions().In("Prod") });

    /// <summary>Refuses whoever has no token.</summary>
    private static HostileServer Guarded(string body) =>
        new(async peer =>
        {
            var head = await peer.ReadAsync();
            var answer = head.Contains("Authorization: Bearer", StringComparison.Ordinal) ? body : "";
            var status = answer.Length > 0 ? "200 OK" : "401 No";
            await peer.SendAsync(
                $"HTTP/1.1 {status}\r\nConnection: close\r\nContent-Length: {answer.Length}\r\n\r\n{answer}"
            );
        });

    private Task<IReadOnlyList<(string Check, string? Finding)>> AskAsync(HostileServer server) =>
        AskAsync(Senses.Environment([server]));

    private async Task<IReadOnlyList<(string Check, string? Finding)>> AskAsync(EnvironmentOptions environment) =>
        [
            .. (await Senses.AskAsync(environment, _inputs, _probe))
                .Cast<SecurityChecked>()
                .Select(told => (told.Check, told.Finding))
                .Order(),
        ];
}
