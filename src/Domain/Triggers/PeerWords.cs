namespace Mcpx.Domain.Triggers;

/// <summary>How the instances beside a failing one fare: one bad of many with the same release is no fault of the release.</summary>
internal static class PeerWords
{
    /// <summary>Says it of one series.</summary>
    /// <param name="series">The one that is not well.</param>
    /// <param name="kin">All series of its trigger, component and part over one instance each, itself among them.</param>
    /// <param name="tags">The release each instance answers with.</param>
    /// <returns>Null where it stands alone.</returns>
    public static string? Of(Series series, IReadOnlyList<Series> kin, IReadOnlyDictionary<string, string> tags)
    {
        if (kin.Count < 2)
        {
            return null;
        }

        var bad = kin.Where(IsBad).ToList();
        var rest = kin.Except(bad).ToList();
        if (rest.Count == 0)
        {
            return $"all {kin.Count}";
        }

        var well = rest.Count(other => other.State == VerdictState.Healthy);
        var own = bad.Select(TagOf).Distinct(StringComparer.Ordinal).ToList();
        var theirs = rest.Select(TagOf).Distinct(StringComparer.Ordinal).ToList();
        var runs = rest.Count == 1 ? "runs" : "run";
        var release = (own, theirs) switch
        {
            ([null], _) or (_, [null]) => $"{runs} an unknown release",
            ([{ } mine], [{ } other]) => mine == other ? $"{runs} the same tag" : $"{runs} {other}",
            _ => $"{runs} other releases too",
        };
        var health =
            well == rest.Count
                ? rest.Count == 1
                    ? "is healthy"
                    : "are healthy"
                : $"{well} of them healthy";
        var who = rest.Count == 1 ? "the other one" : $"the other {rest.Count}";
        return $"{bad.Count} of {kin.Count}; {who} {release} and {health}";

        string? TagOf(Series one) => tags.GetValueOrDefault(one.Instance!);
    }

    private static bool IsBad(Series series) =>
        series.State is VerdictState.Pending or VerdictState.Breached or VerdictState.Recovering;
}
