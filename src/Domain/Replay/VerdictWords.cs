using Mcpx.Domain.Configuration;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Replay;

/// <summary>The words that every series had when they were last looked at.</summary>
/// <param name="options">The environment's configuration.</param>
/// <param name="known">What was known before the first look.</param>
internal sealed class VerdictWords(EnvironmentOptions options, IReadOnlyList<Verdict> known)
{
    private IReadOnlyList<Verdict> _seen = known;

    /// <summary>When missing data leads to an incident although no word changes; null while nothing is missing.</summary>
    public DateTimeOffset? InvestigateAt { get; private set; }

    /// <summary>Takes the newest; returns each whose word is another.</summary>
    public IReadOnlyList<VerdictTurned> Take(IReadOnlyList<Verdict> verdicts, DateTimeOffset now)
    {
        var turned = new List<VerdictTurned>();
        for (var i = 0; i < verdicts.Count; i++)
        {
            if (Before(verdicts[i], i) is var before && before != verdicts[i].State)
            {
                turned.Add(new(now, verdicts[i], before));
            }
        }

        _seen = verdicts;
        InvestigateAt = MissingTooLongAt(verdicts);
        return turned;
    }

    /// <summary>Series stand in a fixed order, but one may be added where the first sample makes it.</summary>
    private VerdictState Before(Verdict verdict, int index)
    {
        var before =
            index < _seen.Count && IsSame(_seen[index], verdict)
                ? _seen[index]
                : _seen.FirstOrDefault(other => IsSame(other, verdict));
        return before?.State ?? VerdictState.NoData;
    }

    private static bool IsSame(Verdict one, Verdict other) =>
        one.Component == other.Component
        && one.Trigger == other.Trigger
        && one.Instance == other.Instance
        && one.Part == other.Part;

    private DateTimeOffset? MissingTooLongAt(IReadOnlyList<Verdict> verdicts)
    {
        DateTimeOffset? first = null;
        foreach (var verdict in verdicts)
        {
            if (
                verdict.State == VerdictState.NoData
                && options.Triggers.Of(verdict.Trigger).InvestigateAfter is var after
                && after > TimeSpan.Zero
                && !(verdict.Since + after >= first)
            )
            {
                first = verdict.Since + after;
            }
        }

        return first;
    }
}
