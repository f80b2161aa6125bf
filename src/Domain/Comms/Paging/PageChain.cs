using System.Collections.Immutable;
using Mcpx.Domain.Incidents;

namespace Mcpx.Domain.Comms;

/// <summary>Who was called for a proposal, and what came of it.</summary>
/// <param name="Since">When it was put to people.</param>
/// <param name="First">Who is asked first: further up where earlier proposals went unanswered.</param>
public sealed record PageChain(DateTimeOffset Since, Role First)
{
    /// <summary>The newest try of each call and way, in order.</summary>
    public ImmutableList<Page> Pages { get; init; } = [];

    /// <summary>Who took it; null while nobody did.</summary>
    public PageStop? Acknowledged { get; init; }

    /// <summary>Who decided; null while nobody did.</summary>
    public PageStop? Answered { get; init; }

    /// <summary>Whether nobody is called any more.</summary>
    public bool IsOver => Acknowledged is not null || Answered is not null;

    /// <summary>How many calls were begun.</summary>
    public int Calls => Pages.Count == 0 ? 0 : Pages.Max(page => page.Call);

    /// <summary>With one more try.</summary>
    internal PageChain With(PageSent sent, DateTimeOffset at)
    {
        var index = Pages.FindIndex(page => page.Call == sent.Call && page.Way == sent.Way);
        var page = new Page(
            sent.Call,
            sent.Way,
            sent.To ?? First,
            sent.Person,
            index < 0 ? at : Pages[index].FirstAt,
            at,
            index < 0 ? 1 : Pages[index].Tries + 1,
            sent.Fault,
            sent.Again
        );
        return this with { Pages = index < 0 ? Pages.Add(page) : Pages.SetItem(index, page) };
    }
}

/// <summary>One call on one way.</summary>
/// <param name="Call">Which, from 1.</param>
/// <param name="Way">How.</param>
/// <param name="To">In which role they were asked.</param>
/// <param name="Person">Who.</param>
/// <param name="FirstAt">When it was tried first.</param>
/// <param name="At">When it was tried last.</param>
/// <param name="Tries">How often.</param>
/// <param name="Fault">Why it did not arrive; null when it did.</param>
/// <param name="Again">Whether it is tried again.</param>
public sealed record Page(
    int Call,
    PageWay Way,
    Role To,
    string Person,
    DateTimeOffset FirstAt,
    DateTimeOffset At,
    int Tries,
    string? Fault,
    bool Again
);

/// <summary>Who stopped a chain.</summary>
/// <param name="By">Who.</param>
/// <param name="At">When.</param>
public sealed record PageStop(Actor By, DateTimeOffset At);

/// <summary>What a paging service was last told of an incident.</summary>
/// <param name="Way">Which service.</param>
/// <param name="KeyVariable">With which key; null for the one for all.</param>
/// <param name="Act">What it took last.</param>
/// <param name="Tries">How often the next thing was tried in vain.</param>
/// <param name="At">When it was last told anything.</param>
/// <param name="Again">Whether the next thing is tried again.</param>
public sealed record PageAlarm(
    PageWay Way,
    string? KeyVariable,
    PageAct Act,
    int Tries,
    DateTimeOffset At,
    bool Again = true
)
{
    /// <summary>Since when it knows what it took last: whatever is said after that has a name of its own, the same in each try.</summary>
    public DateTimeOffset Since { get; init; } = At;
}
