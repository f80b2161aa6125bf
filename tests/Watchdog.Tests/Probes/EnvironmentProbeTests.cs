using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Eyesight;
using Mcpx.Watchdog.Probes.Workflows;
using Mcpx.Watchdog.Runner.Smoke;

namespace Mcpx.Watchdog.Tests.Probes;

/// <summary>Vantages and workflows: probes that ask for the environment as a whole.</summary>
public sealed class EnvironmentProbeTests
{
    private readonly Inputs _inputs = new();

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    [Theory]
    [InlineData("200 OK", true)]
    [InlineData("404 Not Found", true)]
    [InlineData("503 Sorry", true)]
    public async Task Look_AnyHttpAnswer_IsSight(string status, bool answered)
    {
        await using var server = new HostileServer(peer => peer.AnswerAsync(status));

        Assert.Equal(("canary", answered), await LookAsync(server.Address));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Look_HostileVantage_AnswersOnlyWithAStatus(string name)
    {
        var (behave, fault) = Behaviours.Bad[name];
        await using var server = new HostileServer(behave);

        var (_, answered) = await LookAsync(server.Address);

        Assert.True(!answered || fault is Fault.Status or Fault.Body, name);
    }

    [Fact]
    public async Task Look_NobodyListens_IsBlind()
    {
        await using var server = new HostileServer(_ => Task.CompletedTask);
        await server.CloseAsync();

        Assert.Equal(("canary", false), await LookAsync(server.Address));
    }

    [Theory]
    [InlineData("data-page", null)]
    [InlineData("nothing of it", "Web /dashboard, api-1: lacks data-page")]
    public async Task Walk_WebPages_PassOrSayWhereTheyFailed(string page, string? fault)
    {
        await using var server = new HostileServer(async peer =>
        {
            var head = await peer.ReadAsync();
            var cookie = head.StartsWith("POST", StringComparison.Ordinal) ? "Set-Cookie: s=1; Path=/\r\n" : "";
            await peer.SendAsync(
                $"HTTP/1.1 200 OK\r\n{cookie}Connection: close\r\nContent-Length: {page.Length}\r\n\r\n{page}"
            );
        });

        Assert.Equal(("web pages", fault), await WalkAsync(server));
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Walk_HostileWeb_Fails(string name)
    {
        await using var server = new HostileServer(Behaviours.Bad[name].Behave);

        Assert.StartsWith("Web sign-in, api-1:", (await WalkAsync(server)).Fault, StringComparison.Ordinal);
    }

    private async Task<(string Vantage, bool Answered)> LookAsync(Uri vantage)
    {
        var environment = Senses.Environment(
            [],
            new() { Vantages = new Dictionary<string, string> { ["canary"] = vantage.ToString() } }
        );
        var probe = new VantageProbe(Portal.Client, _inputs, TimeProvider.System);
        var told = (VantageLooked)Assert.Single(await Senses.AskAsync(environment, _inputs, probe));
        return (told.Vantage, told.Answered);
    }

    private async Task<(string Workflow, string? Fault)> WalkAsync(HostileServer web)
    {
        var environment = Senses.Environment(
            [web],
            validation: new()
            {
                Web = new WebCheckOptions
                {
                    LoginPath = "/login",
                    Pages = ["/dashboard"],
                    Markers = ["data-page"],
                },
            },
            component: Component.Web
        );
        var probe = new WorkflowProbe(new WebSmoke(Portal.Client), _inputs, TimeProvider.System);
        var told = (WorkflowWalked)Assert.Single(await Senses.AskAsync(environment, _inputs, probe));
        return (told.Workflow, told.Fault);
    }
}
