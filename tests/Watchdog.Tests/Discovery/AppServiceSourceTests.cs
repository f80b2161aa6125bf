using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Discovery;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Tests.Support;

namespace Mcpx.Watchdog.Tests.Discovery;

/// <summary>The workers behind one address are told apart by the cookie that leads to each, and every call goes where it should.</summary>
public sealed class AppServiceSourceTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Ask_SeveralWorkers_NamesEachWithAnAddressOfItsOwn(int count)
    {
        string[] workers = [.. Enumerable.Range(1, count).Select(i => $"w{i}")];
        await using var app = new AppService(workers);

        var found = await AskAsync(app);

        Assert.Equal(count, found.Select(one => one.Name).Distinct().Count());
        Assert.All(found, one => Assert.StartsWith("api-", one.Name, StringComparison.Ordinal));
        var answered = new List<string>();
        foreach (var one in found)
        {
            var answer = await GetAsync(one);
            answered.Add(System.Text.Encoding.UTF8.GetString(answer.Body.Span));
        }

        Assert.Equal(workers, answered.Order());
    }

    [Fact]
    public async Task Ask_MoreWorkersThanMost_StopsAtMost()
    {
        await using var app = new AppService([.. Enumerable.Range(0, 30).Select(i => $"w{i}")]);

        Assert.Equal(4, (await AskAsync(app, new() { Most = 4 })).Count);
        Assert.InRange(app.Asked.Count, 4, 16);
    }

    [Fact]
    public async Task Ask_KnownWorkerThatNoCallReached_IsAskedForByItsCookieAndStays()
    {
        await using var app = new AppService("w1", "w2");
        var both = await AskAsync(app);
        app.Workers = ["w1", "w2"];

        // A look of one call sees one of them.
        var found = await AskAsync(app, new() { Most = 1 }, both);

        Assert.Equal(both.Select(one => one.Name).Order(), found.Select(one => one.Name).Order());
    }

    [Fact]
    public async Task Ask_KnownWorkerIsGone_IsNotNamed()
    {
        await using var app = new AppService("w1", "w2");
        var both = await AskAsync(app);
        app.Workers = ["w1"];

        Assert.Single(await AskAsync(app, known: both));
    }

    [Fact]
    public async Task Ask_SickWorkers_AreNamedAllTheSame()
    {
        await using var app = new AppService("w1", "w2") { Sick = ["w1", "w2"] };

        Assert.Equal(2, (await AskAsync(app)).Count);
    }

    [Fact]
    public async Task Ask_NoCookieSet_SaysThatAffinityMayBeOff()
    {
        await using var site = new Website(new Dictionary<string, string> { ["/healthz"] = "ok" });

        var problem = await Assert.ThrowsAsync<SourceUnavailableException>(() => AskAsync(site.Server, new(), []));

        Assert.Contains("is its affinity off", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_NobodyAnswers_IsUnavailable()
    {
        var app = new AppService("w1");
        await app.DisposeAsync();

        await Assert.ThrowsAsync<SourceUnavailableException>(() => AskAsync(app));
    }

    [Fact]
    public async Task Get_WorkerIsGone_IsRefusedThoughAnotherAnswered()
    {
        await using var app = new AppService("w1", "w2");
        var found = await AskAsync(app);
        app.Workers = ["w3"];

        Assert.All(
            await Task.WhenAll(found.Select(GetAsync)),
            answer => Assert.Equal((Fault.Refused, 0), (answer.Fault, answer.StatusCode))
        );
    }

    [Fact]
    public async Task Send_CallWithCookiesOfItsOwn_SendsAllInOneLine()
    {
        await using var app = new AppService("w1");
        var worker = Assert.Single(await AskAsync(app));

        await Portal.Client.SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Get, new Uri(new(worker.Address), "/api/me"));
                request.Headers.Add("Cookie", "session=abc");
                return request;
            },
            token: null,
            Patience,
            PortalClient.SmallBody,
            CancellationToken.None
        );

        Assert.Contains(
            "\r\nCookie: ARRAffinity=w1; session=abc\r\n",
            app.Asked.Last().Request,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain('@', app.Asked.Last().Request);
    }

    private static Task<IReadOnlyList<InstanceOptions>> AskAsync(
        AppService app,
        AppServiceSourceOptions? options = null,
        IReadOnlyList<InstanceOptions>? known = null
    ) => AskAsync(app.Server, options ?? new(), known ?? []);

    private static Task<IReadOnlyList<InstanceOptions>> AskAsync(
        HostileServer server,
        AppServiceSourceOptions options,
        IReadOnlyList<InstanceOptions> known
    ) =>
        new AppServiceSource(
            new() { AppService = options with { Address = server.Address.AbsoluteUri } },
            Portal.Client
        ).AskAsync(known, CancellationToken.None);

    private static Task<PortalAnswer> GetAsync(InstanceOptions instance) =>
        Portal.Client.GetAsync(
            new Uri(new(instance.Address), "/healthz"),
            token: null,
            Patience,
            PortalClient.SmallBody,
            CancellationToken.None
        );
}
