using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Comms;

/// <summary>The newest test message, as its stream tells it: asked for, and what came of it.</summary>
public sealed record ChannelTest
{
    /// <summary>A wish that is older was made to a watchdog that did not hear it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>A channel is read by people: no more than one test in this time.</summary>
    public static readonly TimeSpan Apart = TimeSpan.FromSeconds(30);

    /// <summary>Version of the stream; 0 while nobody asked.</summary>
    public int Version { get; init; }

    /// <summary>Which test; null while nobody asked.</summary>
    public string? Id { get; init; }

    /// <summary>Who asked.</summary>
    public Actor By { get; init; } = Actor.Watchdog;

    /// <summary>When.</summary>
    public DateTimeOffset AskedAt { get; init; }

    /// <summary>When it was sent; null while it is waited for.</summary>
    public DateTimeOffset? HeldAt { get; init; }

    /// <summary>How it went, a line a channel; empty before.</summary>
    public IReadOnlyList<ChannelAnswer> Answers { get; init; } = [];

    /// <summary>Whether somebody still waits for it.</summary>
    /// <param name="now">The moment.</param>
    public bool IsWaiting(DateTimeOffset now) => Id is not null && HeldAt is null && now - AskedAt < Patience;

    /// <summary>Whether it was asked for and nobody sent it: no watchdog was there to hear it.</summary>
    /// <param name="now">The moment.</param>
    public bool IsUnheard(DateTimeOffset now) => Id is not null && HeldAt is null && now - AskedAt >= Patience;

    /// <summary>Decides whether one is sent.</summary>
    /// <param name="state">Everything known.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="now">When.</param>
    public static Decided Ask(JournalState state, Actor by, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        var test = state.ChannelTest;
        return MayAsk(by) is { } refusal ? new([], refusal)
            : state.Configuration?.Options.Slack is not { IsConfigured: true }
                ? Decided.Refuse(
                    RefusalKind.NotNow,
                    "No webhook is configured, so there is nowhere to send to. See Watchdog:Slack."
                )
            : test.IsWaiting(now)
                ? Decided.Refuse(RefusalKind.NotNow, $"{test.By.Name} asked for one already, and it is not sent yet.")
            : test.Id is not null && now - test.AskedAt < Apart
                ? Decided.Refuse(
                    RefusalKind.NotNow,
                    FormattableString.Invariant(
                        $"{test.By.Name} sent one just now. One in {Apart.TotalSeconds:0} seconds is enough for a channel that people read."
                    )
                )
            : Decided.Accept(new ChannelTestAsked(FormattableString.Invariant($"TEST-{test.Version + 1:0000}")));
    }

    /// <summary>Why this one may not ask; null when they may.</summary>
    /// <param name="by">Who.</param>
    public static Refusal? MayAsk(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.Role is Role.Viewer or Role.Auditor or Role.Deployer
            ? new(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not send test messages.")
            : null;
    }

    /// <summary>What is sent.</summary>
    /// <param name="by">Who asked.</param>
    public static string Text(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return $"Test message of MCPX Watchdog, asked for by {by.Name}. Nothing is wrong and nothing is to be done.";
    }

    /// <summary>Folds one more event of the stream.</summary>
    public ChannelTest Evolve(JournalEntry entry)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.Event switch
        {
            ChannelTestAsked e => new()
            {
                Version = entry.Version,
                Id = e.Id,
                By = entry.Actor,
                AskedAt = entry.At,
            },
            ChannelTestHeld e when e.Id == Id => this with
            {
                Version = entry.Version,
                HeldAt = entry.At,
                Answers = e.Answers,
            },
            _ => this with { Version = entry.Version },
        };
    }
}
