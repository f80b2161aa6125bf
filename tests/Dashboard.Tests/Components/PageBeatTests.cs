using Mcpx.Dashboard.Components.Feed;
using Mcpx.Dashboard.Tests.Pages;
using Microsoft.Extensions.DependencyInjection;

namespace Mcpx.Dashboard.Tests.Components;

public sealed class PageBeatTests
{
    [Fact]
    public async Task Beat_HalfASecond_IsHeardByAllWithTheSameMoment()
    {
        await using var fleet = new Fleet(1);
        using var beat = Of(fleet);
        var heard = new List<Beat>();
        using var one = beat.Join(heard.Add);
        using var other = beat.Join(heard.Add);

        fleet.Clock.Advance(PageBeat.Every);

        var at = Fleet.Start + PageBeat.Every;
        Assert.Equal([new(at, Written: false), new(at, Written: false)], heard);
    }

    [Fact]
    public async Task Beat_FactWritten_ComesAtOnceEvenToWhoHearsFactsOnly()
    {
        await using var fleet = new Fleet(1);
        using var beat = Of(fleet);
        var heard = new TaskCompletionSource<Beat>();
        using var one = beat.Join(said => heard.TrySetResult(said), factsOnly: true);
        fleet.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.False(heard.Task.IsCompleted);

        await fleet.FollowAsync();

        Assert.True((await heard.Task.WaitAsync(TimeSpan.FromSeconds(30))).Written);
    }

    [Fact]
    public async Task Beat_NobodyListens_StandsStill()
    {
        await using var fleet = new Fleet(1);
        using var beat = Of(fleet);
        var heard = 0;
        var one = beat.Join(_ => heard++);
        one.Dispose();
        one.Dispose();
        fleet.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal((0, 0), (heard, beat.Listening));

        using var again = beat.Join(_ => heard++);
        fleet.Clock.Advance(PageBeat.Every);
        Assert.Equal((1, 1), (heard, beat.Listening));
    }

    private static PageBeat Of(Fleet fleet) => fleet.Context.Services.GetRequiredService<PageBeat>();
}
