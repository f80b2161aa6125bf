using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Tickets;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Tickets;

/// <summary>A proposed incident gets one ticket, whatever the network does, in each kind of system.</summary>
public sealed class TicketKeeperTests : IAsyncDisposable
{
    private const string Token = "MCPX_TEST_TICKETS";
    private readonly Rig _rig = new();
    private readonly List<string> _made = [];
    private readonly ApiServer _system;
    private Func<ApiCall, ApiReply?> _first = _ => null;
    private TicketKind _kind;

    public TicketKeeperTests()
    {
        Environment.SetEnvironmentVariable(Token, "token-of-a-test");
        Environment.SetEnvironmentVariable("MCPX_TEST_TICKETS_USER", "bot@example.com");
        _system = new(call =>
            _first(call) is { } reply ? reply
            : _kind == TicketKind.GitHub ? GitHub(call)
            : _kind == TicketKind.Jira ? Jira(call)
            : Webhook(call)
        );
    }

    public async ValueTask DisposeAsync()
    {
        await _system.DisposeAsync();
        _rig.Dispose();
    }

    [Theory]
    [InlineData(TicketKind.Webhook, "/tickets/1")]
    [InlineData(TicketKind.GitHub, "/issues/1")]
    [InlineData(TicketKind.Jira, "/browse/OPS-1")]
    public async Task Keep_Proposed_MakesOneTicketAndTellsTheEnd(TicketKind kind, string address)
    {
        _kind = kind;
        Propose();

        await RunAsync(() => Ticket is not null);
        Assert.Equal($"{_system.Address}{address}", Ticket!.Address);
        Assert.Equal(Actor.Watchdog, Ticket.By);
        var first = Assert.Single(_made);
        Assert.Contains("INC-0001 Prod: availability", first, StringComparison.Ordinal);
        Assert.Contains(TicketKeeper.MarkOf(_rig.Incident), first, StringComparison.Ordinal);

        Assert.Null(_rig.Incidents.Execute("INC-0001", new IncidentCommand.Reject("no"), Some.Ic).Refusal);
        Assert.Null(_rig.Incidents.Execute("INC-0001", new IncidentCommand.Close("mended"), Some.Ic).Refusal);
        await RunAsync(() => _rig.Incident.TicketTold.Contains(TicketStage.Closed));

        Assert.Equal(2, _made.Count);
        Assert.Contains("INC-0001 is over since", _made[1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(TicketKind.GitHub)]
    [InlineData(TicketKind.Jira)]
    public async Task Keep_AnswerLost_FindsTheTicketAndMakesNoOther(TicketKind kind)
    {
        _kind = kind;
        Propose();
        var lost = false;
        _first = call =>
        {
            if (lost || call.Method != "POST" || call.Path.Contains("search", StringComparison.Ordinal))
            {
                return null;
            }

            lost = true;
            _ = kind == TicketKind.GitHub ? GitHub(call) : Jira(call);
            return ApiReply.Lost;
        };

        await RunAsync(() => Ticket is not null);

        Assert.True(lost);
        Assert.Single(_made);
    }

    [Fact]
    public async Task Keep_Refused_IsSaidOnceWithoutWhatWasAnsweredAndTriedAgain()
    {
        Propose();
        var refused = 0;
        _first = _ => refused++ < 3 ? new ApiReply(503, "token-of-a-test is not welcome") : null;

        await RunAsync(() => Ticket is not null);

        Assert.Equal(4, refused);
        var told = Assert.Single(_rig.Events<TicketTold>());
        Assert.Equal((TicketStage.Opened, "127.0.0.1 answered 503"), (told.Stage, told.Fault));
        Assert.Null(_rig.Incident.TicketFault);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("not json")]
    [InlineData("""{"id":"7"}""")]
    [InlineData("""{"id":"7","address":"javascript:alert(1)"}""")]
    [InlineData("""{"id":{},"address":"https://tickets.example/7"}""")]
    [InlineData("[]")]
    public async Task Keep_AnswerThatIsNone_IsAFaultAndNeverALink(string answer)
    {
        Propose();
        _first = _ => ApiReply.Json(answer);

        await RunAsync(() => _rig.Incident.TicketFault is not null);

        Assert.Null(Ticket);
    }

    [Fact]
    public async Task Keep_LinkedByAPerson_IsLeftAlone()
    {
        Propose();
        _rig.Incidents.Execute("INC-0001", new IncidentCommand.LinkTicket("https://tickets.example/9"), Some.Ic);
        _rig.Incidents.Execute("INC-0001", new IncidentCommand.Reject("no"), Some.Ic);
        _rig.Incidents.Execute("INC-0001", new IncidentCommand.Close("mended"), Some.Ic);
        var looks = 0;

        await RunAsync(() => ++looks > 20);

        Assert.Empty(_system.Calls);
        Assert.Equal("https://tickets.example/9", Ticket!.Address);
    }

    [Fact]
    public async Task Keep_Jira_SignsInWithTheAccountAndTheToken()
    {
        _kind = TicketKind.Jira;
        Propose();

        await RunAsync(() => Ticket is not null);

        var basic = Convert.ToBase64String("bot@example.com:token-of-a-test"u8);
        Assert.All(_system.Calls, call => Assert.Equal($"Basic {basic}", call.Authorization));
    }

    private IncidentTicket? Ticket => _rig.Tail.CatchUp().Incidents["INC-0001"].Ticket;

    private void Propose()
    {
        _rig.Deployed();
        _rig.Look(Rig.Breach());
        _rig.Look(Rig.Breach());
        Assert.NotNull(_rig.Incident.Proposal);
    }

    private async Task RunAsync(Func<bool> until)
    {
        using var keeper = new TicketKeeper(
            _rig.Options with
            {
                Ticket = new()
                {
                    Kind = _kind,
                    Address = _kind == TicketKind.Webhook ? $"{_system.Address}/hook" : _system.Address,
                    TokenVariable = Token,
                    UserVariable = _kind == TicketKind.Jira ? "MCPX_TEST_TICKETS_USER" : null,
                    Repository = "example/portal",
                    Project = "OPS",
                },
            },
            _rig.Tail,
            _rig.Incidents,
            _rig.Time,
            NullLogger<TicketKeeper>.Instance
        );
        await keeper.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(_rig.Time, "told", until, TimeSpan.FromSeconds(1));
        await keeper.StopAsync(CancellationToken.None);
    }

    private ApiReply Webhook(ApiCall call)
    {
        _made.Add(call.Body);
        return call.Body.Contains("\"create\"", StringComparison.Ordinal)
            ? ApiReply.Json($$"""{"id":"1","address":"{{_system.Address}}/tickets/1"}""")
            : new(204);
    }

    private ApiReply GitHub(ApiCall call)
    {
        var path = call.Path.Split('?')[0];
        if (call.Method == "GET")
        {
            return ApiReply.Json($"[{string.Join(',', _made.Take(1).Select(Issue))}]");
        }

        _made.Add(call.Body);
        return path.EndsWith("/1/comments", StringComparison.Ordinal)
            ? new(201, """{"id":5,"body":"x","html_url":"http://x/5"}""")
            : new(201, Issue(call.Body));
    }

    private string Issue(string made)
    {
        using var body = JsonDocument.Parse(made);
        return $$"""
            {"number":1,"title":"t","state":"open","html_url":"{{_system.Address}}/issues/1",
             "body":{{body.RootElement.GetProperty("body").GetRawText()}}}
            """;
    }

    private ApiReply Jira(ApiCall call)
    {
        const string issue = """{"id":"10001","key":"OPS-1","self":"http://x"}""";
        switch (call.Path)
        {
            case "/rest/api/3/search/jql":
                return ApiReply.Json($$"""{"issues":[{{(_made.Count > 0 ? issue : "")}}]}""");
            case "/rest/api/3/issue":
            {
                using var body = JsonDocument.Parse(call.Body);
                var fields = body.RootElement.GetProperty("fields");
                Assert.Equal("doc", fields.GetProperty("description").GetProperty("type").GetString());
                Assert.Equal("OPS", fields.GetProperty("project").GetProperty("key").GetString());
                _made.Add(call.Body);
                return new(201, issue);
            }

            case "/rest/api/3/issue/OPS-1/comment":
                _made.Add(call.Body);
                return new(201, """{"id":"7"}""");
            default:
                return new(404, "{}");
        }
    }
}
