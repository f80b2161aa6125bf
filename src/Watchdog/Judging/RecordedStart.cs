using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;
using Mcpx.Domain.Replay;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Judging;

/// <summary>The first lines of a recording: what a replay must know to judge what follows.</summary>
internal static class RecordedStart
{
    /// <summary>Of one that begins with the watchdog.</summary>
    /// <param name="environment">Of which environment.</param>
    /// <param name="now">When.</param>
    /// <param name="restored">What was taken over; null when nothing was known.</param>
    /// <param name="state">The journal as known.</param>
    /// <param name="options">The environment's configuration, without secrets.</param>
    public static IReadOnlyList<JudgingInput> Of(
        string environment,
        DateTimeOffset now,
        Restored? restored,
        JournalState state,
        EnvironmentOptions options
    )
    {
        // Judging is told of its own part of the past through its queue; deciding knows all of it.
        var past = RecordedFacts.Of(environment, state, now).Select(entry => (JudgingInput)new Known(entry));
        return restored is null
            ? [new Configured(now, options), .. past]
            : [new Configured(now, options), restored, .. past];
    }

    /// <summary>Of one that begins meanwhile: it replays alone, as of a watchdog that was restarted at this tick.</summary>
    /// <param name="picture">What the tick saw.</param>
    /// <param name="state">The journal as known.</param>
    /// <param name="options">The environment's configuration, without secrets.</param>
    public static IReadOnlyList<JudgingInput> At(LivePicture picture, JournalState state, EnvironmentOptions options)
    {
        var now = picture.EvaluatedAt;
        var past = RecordedFacts
            .Of(picture.Environment, state, now)
            .Select(entry => (JudgingInput)new JournalFact(entry));
        var tags = picture
            .Instances.Where(instance => instance is { Tag: not null, TagReadAt: not null })
            .Select(instance => (JudgingInput)new TagRead(instance.TagReadAt!.Value, instance.Name, instance.Tag!));
        return [new Configured(now, options), new Restored(now, picture.Verdicts), .. past, .. tags];
    }
}
