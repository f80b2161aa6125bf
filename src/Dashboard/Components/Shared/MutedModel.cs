using Mcpx.Domain.Silences;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>That an environment's notices are muted now, as one line.</summary>
/// <param name="What">" of latency, cors"; empty for all triggers.</param>
/// <param name="Until">When they go out again, unless another silence lasts longer.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Reason">Why.</param>
/// <param name="More">How many other silences are in effect.</param>
public sealed record MutedModel(string What, DateTimeOffset Until, string Owner, string Reason, int More)
{
    /// <summary>The silence that lasts longest stands for all; null when nothing is muted.</summary>
    public static MutedModel? Of(SilenceBook silences, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(silences);
        return silences.ActiveAt(now).ToList() is [var longest, .. var others]
            ? new(
                longest.Triggers.Count == 0 ? "" : $" of {SilenceWords.Of(longest.Triggers)}",
                longest.Until,
                longest.Owner,
                longest.Reason,
                others.Count
            )
            : null;
    }
}
