using Bunit;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Components.Pages.Incidents;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Store;
using Mcpx.Dashboard.Tests.Api;
using Mcpx.Dashboard.Tests.Auth;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor;
using MudBlazor.Services;

namespace Mcpx.Dashboard.Tests.Pages;

/// <summary>Two people on one incident: the second click is told who was faster.</summary>
public sealed class IncidentRaceTests : IAsyncDisposable
{
    private readonly SeededStore _seeded = new();
    private readonly BunitContext _context = new();
    private readonly Door _door;
    private readonly FakeTimeProvider _clock = new(TimeProvider.System.GetUtcNow());

    public IncidentRaceTests()
    {
        _seeded.Propose();
        var store = new Db.Store(_seeded.Folder);
        _context.JSInterop.Mode = JSRuntimeMode.Loose;
        _context
            .Services.AddSingleton(store)
            .AddSingleton(store.Journal)
            .AddSingleton<JournalTail>()
            .AddSingleton<StoreFollower>()
            .AddSingleton<SharedReads>()
            .AddSingleton<PageBeat>()
            .AddSingleton<ReadingsReader>()
            .AddSingleton<LiveReadings>()
            .AddSingleton<Attention>()
            .AddSingleton<IncidentLog>()
            .AddSingleton<AttestationLog>()
            .AddSingleton<EnvironmentLog>()
            .AddSingleton<ReleaseLog>()
            .AddSingleton<TimeProvider>(_clock)
            .AddSingleton(new DashboardOptions { WatchdogAddress = "http://127.0.0.1:9" })
            .AddMudServices()
            .AddHttpClient(LiveReadings.Client);
        _door = new(_context);
    }

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        await _door.DisposeAsync();
        _seeded.Dispose();
    }

    [Fact]
    public async Task Reject_SomebodyElseRejectedMeanwhile_SaysWhoAndWhy()
    {
        var (dialogs, page) = await OpenAsync();
        // Not awaited here: it ends when the dialog does.
        var click = page.FindAll("button").First(button => button.TextContent == "Reject").ClickAsync();
        await dialogs.WaitForElement("textarea").InputAsync("mine");

        Act("director", Role.DecisionOwner, new IncidentCommand.Reject("a config change was the cause"));
        await dialogs.Find(".btn.primary").ClickAsync();
        await click.WaitAsync(TimeSpan.FromSeconds(30));

        page.WaitForAssertion(() =>
            Assert.Contains(
                "director, Decision Owner was first",
                page.Find(".note.said[role=alert]").TextContent,
                StringComparison.Ordinal
            )
        );
        Assert.Contains(
            "Rollback rejected: a config change was the cause",
            page.Find(".note.said").TextContent,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Reject_NobodyElseDid_NamesNobody()
    {
        var (dialogs, page) = await OpenAsync();
        // Not awaited here: it ends when the dialog does.
        var click = page.FindAll("button").First(button => button.TextContent == "Reject").ClickAsync();
        await dialogs.WaitForElement("textarea").InputAsync("not ours");
        await dialogs.Find(".btn.primary").ClickAsync();
        await click.WaitAsync(TimeSpan.FromSeconds(30));
        page.WaitForAssertion(() => Assert.Equal("Rejected", page.Find("[data-status]").GetAttribute("data-status")));
        Assert.Empty(page.FindAll(".note.said"));
    }

    /// <summary>What another person's dashboard does, in a process of its own.</summary>
    private void Act(string name, Role role, IncidentCommand command)
    {
        var store = new Db.Store(_seeded.Folder);
        var outcome = new IncidentLog(store.Journal, new JournalTail(store.Journal), _clock).Execute(
            "INC-0001",
            command,
            new(name, role)
        );
        Assert.Null(outcome.Refusal);
    }

    private async Task<(IRenderedComponent<MudDialogProvider>, IRenderedComponent<IncidentPage>)> OpenAsync()
    {
        var state = await _door.SignInAsync("ic");
        _context.RenderTree.Add<Microsoft.AspNetCore.Components.CascadingValue<Task<AuthenticationState>>>(p =>
            p.Add(c => c.Value, state)
        );
        var follower = _context.Services.GetRequiredService<StoreFollower>();
        var read = new TaskCompletionSource();
        follower.Changed += () =>
        {
            if (follower.Obstacle is null && follower.State.Incidents.Count > 0)
            {
                read.TrySetResult();
            }
        };
        await follower.StartAsync(CancellationToken.None);
        await read.Task.WaitAsync(TimeSpan.FromSeconds(30));
        var dialogs = _context.Render<MudDialogProvider>();
        return (dialogs, _context.Render<IncidentPage>(p => p.Add(c => c.Id, "INC-0001")));
    }
}
