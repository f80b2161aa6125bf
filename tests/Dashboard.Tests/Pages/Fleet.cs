using System.Globalization;
using Bunit;
using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Store;
using Mcpx.Dashboard.Tests.Auth;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using MudBlazor.Services;

namespace Mcpx.Dashboard.Tests.Pages;

/// <summary>A data folder with many instances in Prod, and a page over it; no watchdog answers, so that readings are the stored ones.</summary>
internal sealed class Fleet : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 11, 1, 9, 0, 0, TimeSpan.Zero);

    private Door? _door;
    private readonly string _folder = Directory.CreateTempSubdirectory("mcpx-fleet-").FullName;
    private readonly int _instances;

    public Fleet(int instances)
    {
        _instances = instances;
        Migrations.Run(_folder);
        Store = new Db.Store(_folder);
        var options = new EnvironmentOptions
        {
            Instances =
            [
                .. Names().Select(name => new InstanceOptions { Name = name, Address = "http://127.0.0.1:9" }),
            ],
        };
        Assert.IsType<AppendOutcome.Appended>(
            Store.Journal.Append(
                Actor.Watchdog,
                Start,
                new StreamAppend(
                    Streams.Node,
                    0,
                    [
                        new ConfigurationApplied(
                            new()
                            {
                                Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
                                {
                                    ["Prod"] = options,
                                },
                            },
                            []
                        ),
                    ]
                )
            )
        );
        Context.JSInterop.Mode = JSRuntimeMode.Loose;
        Context
            .Services.AddSingleton(Store)
            .AddSingleton(Store.Journal)
            .AddSingleton<JournalTail>()
            .AddSingleton<StoreFollower>()
            .AddSingleton<EnvironmentLog>()
            .AddSingleton<SilenceLog>()
            .AddSingleton<ReadingSlots>()
            .AddSingleton<SharedReads>()
            .AddSingleton<PageBeat>()
            .AddSingleton<ReadingsReader>()
            .AddSingleton<LiveReadings>()
            .AddSingleton<Attention>()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new DashboardOptions { WatchdogAddress = "http://127.0.0.1:9" })
            .AddMudServices()
            .AddHttpClient(LiveReadings.Client);
    }

    public BunitContext Context { get; } = new();

    public FakeTimeProvider Clock { get; } = new(Start);

    public Db.Store Store { get; }

    public Attention Attention => Context.Services.GetRequiredService<Attention>();

    public ReadingSlots Slots => Context.Services.GetRequiredService<ReadingSlots>();

    /// <summary>Seconds of readings; the instance numbered 1 stalls when told, all others beat every ten seconds.</summary>
    public void Beat(int seconds, bool firstStalls = false)
    {
        for (var second = 0; second < seconds; second++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            var now = Clock.GetUtcNow();
            var beat = now.ToUnixTimeSeconds() % 10 * 1_000;
            Store.Samples.Write(
                "Prod",
                now,
                [
                    .. Names()
                        .Select(
                            (name, index) =>
                                firstStalls && index == 0
                                    ? Story.Gap(name, VerdictState.Breached, 48_000)
                                    : Story.Gap(name, VerdictState.Healthy, beat)
                        ),
                ],
                []
            );
        }
    }

    /// <summary>Seconds of one reading each; <paramref name="of"/> says which verdicts are judged then.</summary>
    public void Judge(int seconds, Func<int, IReadOnlyList<Verdict>> of)
    {
        for (var second = 0; second < seconds; second++)
        {
            Clock.Advance(TimeSpan.FromSeconds(1));
            Store.Samples.Write("Prod", Clock.GetUtcNow(), of(second), []);
        }
    }

    /// <summary>Signs somebody in, in one role.</summary>
    public void SignIn(string person, string role)
    {
        _door ??= new(Context);
        Context.AddAuthorization().SetAuthorized(person).SetRoles(role);
    }

    /// <summary>Goes to an address, so that its query is seen.</summary>
    public void Navigate(string address) =>
        Context.Services.GetRequiredService<NavigationManager>().NavigateTo(address);

    /// <summary>Lets the journal be read as the running dashboard does, once.</summary>
    public async Task FollowAsync()
    {
        var follower = Context.Services.GetRequiredService<StoreFollower>();
        var read = new TaskCompletionSource();
        follower.Changed += () =>
        {
            if (follower.Obstacle is null && follower.State.Configuration is not null)
            {
                read.TrySetResult();
            }
        };
        await follower.StartAsync(CancellationToken.None);
        await read.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    public async ValueTask DisposeAsync()
    {
        await Context.DisposeAsync();
        if (_door is { } door)
        {
            await door.DisposeAsync();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private IEnumerable<string> Names() =>
        Enumerable.Range(1, _instances).Select(number => number.ToString("'api-'0000", CultureInfo.InvariantCulture));
}
