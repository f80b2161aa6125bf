using System.Data.Common;
using System.Text.Json;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Paging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Paging;

/// <summary>Pages over real sockets: who is called, what a service hears, and what a crash or a dead service leaves behind.</summary>
public sealed class PageKeeperTests : IAsyncDisposable
{
    private const string Key = "MCPX_TEST_PAGERDUTY";
    private const string OwnKey = "MCPX_TEST_DEES_PAGERDUTY";
    private const string Hook = "MCPX_TEST_PAGING_HOOK";
    private const string HookKey = "MCPX_TEST_PAGING_SECRET";

    private static readonly RosterOptions Roster = new()
    {
        IncidentCommander = "rina",
        Deputy = "dee",
        DecisionOwner = "dora",
        Contacts =
        [
            new()
            {
                Name = "rina",
                SlackId = "U024RINA",
                Mail = "rina@example.com",
            },
            new() { Name = "dee", PagingKeyVariable = OwnKey },
        ],
    };

    private readonly Rig _rig = new();
    private readonly ApiServer _service;
    private Func<ApiCall, ApiReply> _answer = _ => new(202, "{}");

    public PageKeeperTests()
    {
        _service = new(call => _answer(call));
        Environment.SetEnvironmentVariable(Key, "routing-key-of-the-tests");
        Environment.SetEnvironmentVariable(OwnKey, "another-key-of-the-tests");
        Environment.SetEnvironmentVariable(HookKey, "signing-key-of-the-tests");
    }

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _rig.Dispose();
    }

    [Fact]
    public async Task Keep_NobodyAcknowledges_CallsOneAfterTheOtherByTheirKeys()
    {
        Proposed();
        var keeper = Keeper(PagerDuty());

        await keeper.KeepAsync(CancellationToken.None);
        await keeper.KeepAsync(CancellationToken.None);
        _rig.Time.Advance(TimeSpan.FromMinutes(5));
        await keeper.KeepAsync(CancellationToken.None);
        _rig.Time.Advance(TimeSpan.FromMinutes(5));
        await keeper.KeepAsync(CancellationToken.None);

        Assert.Equal(
            [
                ("routing-key-of-the-tests", "rina"),
                ("another-key-of-the-tests", "dee"),
                ("routing-key-of-the-tests", "dora"),
            ],
            Heard()
                .Select(call =>
                    (
                        Text(call, "routing_key"),
                        Text(call.GetProperty("payload").GetProperty("custom_details"), "person")
                    )
                )
        );
        var first = Heard()[0];
        Assert.Equal(("trigger", _rig.Incident.Id), (Text(first, "event_action"), Text(first, "dedup_key")));
        Assert.Equal("critical", Text(first.GetProperty("payload"), "severity"));
        Assert.StartsWith(
            "P1 INC-0001 in Prod",
            Text(first.GetProperty("payload"), "summary"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            [("rina", 1, null), ("dee", 2, null), ("dora", 3, null)],
            _rig.Events<PageSent>().Select(page => (page.Person, page.Call, page.Fault))
        );
    }

    [Fact]
    public async Task Keep_Acknowledged_TellsEachKeyOnceAndResolvesAtTheEnd()
    {
        var incident = Proposed();
        var keeper = Keeper(PagerDuty());
        await keeper.KeepAsync(CancellationToken.None);
        Assert.Null(_rig.Incidents.Execute(incident.Id, new IncidentCommand.Acknowledge(), Some.Ic).Refusal);

        await keeper.KeepAsync(CancellationToken.None);
        _rig.Time.Advance(TimeSpan.FromMinutes(20));
        await keeper.KeepAsync(CancellationToken.None);
        Assert.Null(
            _rig.Incidents.Execute(incident.Id, new IncidentCommand.Withdraw("recovered"), Actor.Watchdog).Refusal
        );
        await keeper.KeepAsync(CancellationToken.None);
        await keeper.KeepAsync(CancellationToken.None);

        Assert.Equal(["trigger", "acknowledge", "resolve"], Heard().Select(call => Text(call, "event_action")));
    }

    [Fact]
    public async Task Keep_AfterARestart_GoesOnWhereTheJournalStands()
    {
        Proposed();
        await Keeper(PagerDuty()).KeepAsync(CancellationToken.None);

        var restarted = Keeper(PagerDuty());
        await restarted.KeepAsync(CancellationToken.None);
        Assert.Single(_service.Calls);
        _rig.Time.Advance(TimeSpan.FromMinutes(5));
        await restarted.KeepAsync(CancellationToken.None);

        Assert.Equal(2, _service.Calls.Count);
    }

    [Fact]
    public async Task Keep_AnswerLost_RepeatsOnceUnderTheSameKey()
    {
        _answer = _ => ApiReply.Lost;
        Proposed();
        var keeper = Keeper(Webhook());
        for (var second = 0; second < 200; second += 10)
        {
            await keeper.KeepAsync(CancellationToken.None);
            _rig.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(2, _service.Calls.Count);
        Assert.Single(_service.Calls.Select(call => call.Header(WebhookPager.Repeat)).Distinct());
        Assert.Equal([true, false], _rig.Events<PageSent>().Select(page => page.Again));
        Assert.All(_rig.Events<PageSent>(), page => Assert.Equal("127.0.0.1 broke off", page.Fault));
    }

    [Fact]
    public async Task Keep_Refused_IsSaidTriedAgainAndTheNextIsCalledAllTheSame()
    {
        _answer = _ => new(503, "{}");
        Proposed();
        var keeper = Keeper(PagerDuty());
        for (var second = 0; second <= 300; second += 5)
        {
            await keeper.KeepAsync(CancellationToken.None);
            _rig.Time.Advance(TimeSpan.FromSeconds(5));
        }

        var pages = _rig.Events<PageSent>();
        Assert.Equal(PagesDue.Tries, pages.Count(page => page.Person == "rina"));
        Assert.Contains(pages, page => page.Person == "dee");
        Assert.All(pages, page => Assert.Equal("127.0.0.1 answered 503", page.Fault));
    }

    [Fact]
    public async Task Keep_Webhook_IsSignedOverTimeAndBody()
    {
        Proposed();
        await Keeper(Webhook()).KeepAsync(CancellationToken.None);

        var call = Assert.Single(_service.Calls);
        Assert.Equal(
            WebhookPager.Sign(
                "signing-key-of-the-tests",
                call.Header(WebhookPager.Timestamp)!,
                System.Text.Encoding.UTF8.GetBytes(call.Body)
            ),
            call.Header(WebhookPager.Signature)
        );
        var body = JsonDocument.Parse(call.Body).RootElement;
        Assert.Equal(
            ("trigger", "INC-0001", "Prod", "P1", "IncidentCommander", "rina"),
            (
                Text(body, "action"),
                Text(body, "incident"),
                Text(body, "environment"),
                Text(body, "severity"),
                Text(body, "role"),
                Text(body, "person")
            )
        );
    }

    [Fact]
    public async Task Keep_Mail_GoesToWhoIsCalled()
    {
        await using var sink = new MailSink();
        Proposed();
        await Keeper(
                new() { Mail = true },
                new()
                {
                    Host = "127.0.0.1",
                    Port = sink.Port,
                    Tls = MailTls.None,
                    From = "watchdog@example.com",
                }
            )
            .KeepAsync(CancellationToken.None);

        var (mail, to) = Assert.Single(sink.Mails);
        Assert.Equal(["rina@example.com"], to);
        Assert.Contains("rina is asked as Incident Commander", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("/incidents/INC-0001", mail.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_Slack_MentionsWhoIsCalled()
    {
        await using var slack = new ApiServer(_ => new(200, "ok"));
        using var rig = Slacking(slack);
        Proposed(rig);
        var keeper = Keeper(new() { Slack = true }, rig: rig);

        await keeper.KeepAsync(CancellationToken.None);
        await keeper.KeepAsync(CancellationToken.None);

        Assert.StartsWith(
            "<@U024RINA> P1 INC-0001",
            Text(JsonDocument.Parse(Assert.Single(slack.Calls).Body).RootElement, "text"),
            StringComparison.Ordinal
        );
        Assert.StartsWith("@rina P1 INC-0001", Assert.Single(rig.Events<MessageSent>()).Text, StringComparison.Ordinal);
        Assert.Null(Assert.Single(rig.Events<PageSent>()).Fault);
    }

    [Fact]
    public async Task Keep_SlackAnswerLost_RepeatsOnce()
    {
        await using var slack = new ApiServer(_ => ApiReply.Lost);
        using var rig = Slacking(slack);
        Proposed(rig);
        var keeper = Keeper(new() { Slack = true }, rig: rig);
        for (var second = 0; second < 200; second += 10)
        {
            await keeper.KeepAsync(CancellationToken.None);
            rig.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(2, slack.Calls.Count);
        Assert.Equal([true, false], rig.Events<PageSent>().Select(page => page.Again));
    }

    [Fact]
    public async Task Keep_DiskIsFull_CallsOnEveryWayOnceAndWritesItDownWhenThereIsRoom()
    {
        await using var slack = new ApiServer(_ => new(200, "ok"));
        using var rig = Slacking(slack);
        Proposed(rig);
        var keeper = Keeper(PagerDuty() with { Slack = true }, rig: rig);
        rig.Fill();

        for (var second = 0; second < 3; second++)
        {
            await Assert.ThrowsAnyAsync<DbException>(() => keeper.KeepAsync(CancellationToken.None));
            rig.Time.Advance(TimeSpan.FromSeconds(1));
        }

        rig.Clear();
        for (var second = 0; second < 100; second += 20)
        {
            await keeper.KeepAsync(CancellationToken.None);
            rig.Time.Advance(TimeSpan.FromSeconds(20));
        }

        Assert.Single(_service.Calls);
        Assert.Single(slack.Calls);
        Assert.All(rig.Events<PageSent>().GroupBy(page => page.Way), pages => Assert.Null(pages.Last().Fault));
        Assert.Equal([PageWay.PagerDuty, PageWay.Slack], rig.Incident.Paging!.Pages.Select(page => page.Way).Order());
    }

    [Fact]
    public async Task Keep_ResolvedTwice_IsToldUnderAKeyOfItsOwn()
    {
        var incident = Proposed();
        var keeper = Keeper(Webhook());
        await LookAsync();
        Assert.Null(_rig.Incidents.Execute(incident.Id, new IncidentCommand.Void("it runs"), Actor.Watchdog).Refusal);
        await LookAsync();
        _rig.Look(Rig.Breach());
        await LookAsync();
        Assert.Null(
            _rig.Incidents.Execute(incident.Id, new IncidentCommand.Withdraw("recovered"), Actor.Watchdog).Refusal
        );
        await LookAsync();

        Assert.Equal(["trigger", "resolve", "trigger", "resolve"], Heard().Select(call => Text(call, "action")));
        Assert.Equal(4, _service.Calls.Select(call => call.Header(WebhookPager.Repeat)).Distinct().Count());
        // Written to the store and read from it, a call still belongs to its chain.
        Assert.Equal(
            _rig.Events<RollbackProposed>().Count,
            _rig.Events<PageSent>().Select(page => page.Since).OfType<DateTimeOffset>().Distinct().Count()
        );

        async Task LookAsync()
        {
            _rig.Time.Advance(TimeSpan.FromSeconds(1));
            await keeper.KeepAsync(CancellationToken.None);
        }
    }

    [Fact]
    public void Body_OfARevert_NamesNoKeyAsItsComponent()
    {
        var incident = Proposed();
        var plan = incident.Proposal!.Plan;
        var revert = incident with
        {
            Proposal = incident.Proposal with
            {
                Plan = plan with { Targets = [], Reverts = [new(ChangeKind.Config, "Stripe:Key", "a", "b")] },
            },
        };

        Assert.Equal("Api", Text(Body(incident).GetProperty("payload"), "component"));
        Assert.False(Body(revert).GetProperty("payload").TryGetProperty("component", out _));

        static JsonElement Body(Incident incident) =>
            JsonDocument
                .Parse(
                    PagerDutyPager.Body(
                        new(
                            incident,
                            new(1, PageAct.Trigger, PageWay.PagerDuty, Role.Deputy, "dee", null, 0, Some.Start),
                            "summary",
                            "text",
                            "https://w",
                            Contact: null
                        ),
                        "key"
                    )
                )
                .RootElement;
    }

    [Fact]
    public void ContactOf_SomebodyUnderTheNameTheySignInWith_IsFoundAmongTheRostersPeople()
    {
        var board = new RosterBoard(
            _rig.Options with
            {
                People =
                [
                    new()
                    {
                        Name = "ada@example.com",
                        Role = Role.Deputy,
                        SlackId = "U0ADA",
                        AlsoKnownAs = ["ada"],
                    },
                ],
                Roster = new()
                {
                    Contacts =
                    [
                        new() { Name = "ada", PagingKeyVariable = "ADAS_KEY" },
                        new() { Name = "bea", Mail = "bea@example.com" },
                    ],
                },
            }
        );

        Assert.Equal(
            ("U0ADA", "ADAS_KEY"),
            (board.ContactOf("ada@example.com")!.SlackId, board.ContactOf("ada@example.com")!.PagingKeyVariable)
        );
        Assert.Equal("bea@example.com", board.ContactOf("Bea@example.com")!.Mail);
        Assert.Null(board.ContactOf("nobody"));
    }

    [Fact]
    public async Task Warnings_DeadServices_AreSaidAtStartAndNothingIsThrown()
    {
        await using var silent = new HostileServer(peer => peer.SilenceAsync());
        Environment.SetEnvironmentVariable(Hook, $"http://127.0.0.1:{Ports.Free()}/page");
        var options = _rig.Options with
        {
            Paging = new()
            {
                PagerDuty = new() { Address = $"http://127.0.0.1:{silent.Port}/enqueue", RoutingKeyVariable = Key },
                Webhook = new() { AddressVariable = Hook },
            },
            Mail = new()
            {
                Host = "127.0.0.1",
                Port = Ports.Free(),
                From = "w@example.com",
            },
        };
        using var http = new PagingHttp(_rig.Time);
        var check = new PagingCheck(options, http, new(options, _rig.Secrets, _rig.Time));

        var warnings = await Wait.RunAsync(_rig.Time, check.WarningsAsync(CancellationToken.None));

        Assert.Equal(3, warnings.Count);
        Assert.Equal("PagerDuty will not be told of proposals: 127.0.0.1 cannot be reached.", warnings[0]);
        Assert.StartsWith("The mail server at 127.0.0.1 cannot be used", warnings[2], StringComparison.Ordinal);
    }

    private Incident Proposed(Rig? rig = null)
    {
        rig ??= _rig;
        rig.Deployed();
        var incident = rig.Look(Rig.Breach())!;
        incident = incident.Proposal is null ? rig.Look(Rig.Breach())! : incident;
        Assert.Equal(IncidentStatus.Proposed, incident.Status);
        return incident;
    }

    private static Rig Slacking(ApiServer slack) =>
        new(
            slack: new() { Webhook = slack.Address, Channels = ["#one"] },
            change: options => options with { Roster = Roster }
        );

    private PagingOptions PagerDuty() =>
        new()
        {
            PagerDuty = new() { Address = $"{_service.Address}/v2/enqueue", RoutingKeyVariable = Key },
        };

    private PagingOptions Webhook()
    {
        Environment.SetEnvironmentVariable(Hook, $"{_service.Address}/page");
        return new()
        {
            Webhook = new() { AddressVariable = Hook, SecretVariable = HookKey },
        };
    }

    private PageKeeper Keeper(PagingOptions paging, MailOptions? mail = null, Rig? rig = null)
    {
        rig ??= _rig;
        var options = rig.Options with { Paging = paging, Mail = mail, Roster = Roster };
        var http = new PagingHttp(rig.Time);
        return new(
            options,
            new(options),
            rig.Tail,
            rig.Incidents,
            rig.Secrets,
            [
                new PagerDutyPager(options, http),
                new WebhookPager(options, http, rig.Time),
                new MailPager(new(options, rig.Secrets, rig.Time)),
                new SlackPager(rig.Slack),
            ],
            rig.Time,
            NullLogger<PageKeeper>.Instance
        );
    }

    private List<JsonElement> Heard() => [.. _service.Calls.Select(call => JsonDocument.Parse(call.Body).RootElement)];

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();
}
