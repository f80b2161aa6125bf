using System.Globalization;
using Mcpx.Dashboard.Components.Shared;
using Mcpx.Dashboard.Live;
using Mcpx.Dashboard.Store;
using Mcpx.Db.Proof;
using Mcpx.Domain;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Audit;

/// <summary>What is known of the chain and its anchors, in words.</summary>
/// <param name="State">Its colour and shape; healthy only when it was recomputed and holds.</param>
/// <param name="Title">The finding in one line.</param>
/// <param name="Detail">When, for whom, compared with what.</param>
/// <param name="Findings">What is wrong, the first ones.</param>
/// <param name="Anchors">Where its head is kept outside, a line a place.</param>
/// <param name="Progress">The position reached, and of how many; null while nothing runs.</param>
public sealed record ChainView(
    VerdictState State,
    string Title,
    string Detail,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<AnchorStanding> Anchors,
    (long Reached, long Of)? Progress
)
{
    /// <summary>Works it out.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="anchors">What the watchdog says of its anchors; null while it was not asked.</param>
    /// <param name="configured">Whether an anchor is kept anywhere.</param>
    /// <param name="head">The journal's newest position.</param>
    /// <param name="now">The time.</param>
    internal static ChainView Of(
        ChainState chain,
        AnchorStandings? anchors,
        bool configured,
        long head,
        DateTimeOffset now
    )
    {
        var lines = AnchorStanding.Of(anchors, configured, now);
        return chain switch
        {
            ChainBeingVerified e => new(
                VerdictState.NoData,
                $"Verifying: {Words.Count(e.Reached)} of {Words.Count(e.Of)}",
                $"Begun for {e.By}. It goes on when this page is closed.",
                [],
                lines,
                (e.Reached, e.Of)
            ),
            ChainVerified { Report.Holds: true } e => new(
                VerdictState.Healthy,
                $"The chain holds up to {Words.Count(e.Report.Position)}",
                $"{When(e, now)} {Compared(e)} {Purged(e.Report)}{Since(head - e.Report.Position)}".TrimEnd(),
                [],
                lines,
                null
            ),
            ChainVerified e => new(
                VerdictState.Breached,
                $"The chain does not hold: {Words.Of(e.Report.FindingCount, "finding")}",
                $"{When(e, now)} {Compared(e)} Keep the file as it is and compare it with a backup and the anchors.",
                e.Report.Findings,
                lines,
                null
            ),
            ChainUnreadable e => new(
                VerdictState.ProbeError,
                "The chain could not be verified",
                $"{DurationText.Words(now - e.At)} ago: {e.Reason}. Nothing is known of it.",
                [],
                lines,
                null
            ),
            _ => new(
                VerdictState.NoData,
                "Not verified since the dashboard started",
                "Whether the journal is as it was written is known only after every entry was recomputed.",
                [],
                lines,
                null
            ),
        };
    }

    private static string When(ChainVerified verified, DateTimeOffset now) =>
        $"Verified {DurationText.Words(now - verified.At)} ago for {verified.By}, in {Words.Duration(verified.Took)}: {Many(verified.Report.Events, "entry", "entries")}.";

    private static string Compared(ChainVerified verified) =>
        verified.NotCompared is { } why ? $"Not compared with anchors: {why}."
        : verified.Report.Anchored is { } position
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"Compared with {Words.Of(verified.Report.Anchors, "anchor")}, the newest at {position}."
            )
        : "The anchor file is empty: nothing to compare with.";

    private static string Purged(ProofReport report) =>
        report.Purged == 0
            ? ""
            : $"{Many(report.Purged, "body", "bodies")} purged after retention, each accounted for. ";

    private static string Many(long count, string one, string many) =>
        count == 1 ? $"1 {one}" : $"{Words.Count(count)} {many}";

    private static string Since(long more) =>
        more <= 0 ? "" : $"{Words.Count(more)} written since {(more == 1 ? "is" : "are")} not verified.";
}

/// <summary>One place outside that keeps the chain's head.</summary>
/// <param name="State">Healthy only where an anchor lies.</param>
/// <param name="Text">How it stands.</param>
public sealed record AnchorStanding(VerdictState State, string Text)
{
    internal static IReadOnlyList<AnchorStanding> Of(AnchorStandings? anchors, bool configured, DateTimeOffset now)
    {
        if (!configured)
        {
            return
            [
                new(
                    VerdictState.NotEnoughSamples,
                    "No anchor is kept outside: whoever rewrites the whole chain is not found. See Watchdog:Journal:Anchor."
                ),
            ];
        }

        return anchors switch
        {
            null => [new(VerdictState.NoData, "The watchdog is asked where its anchors stand.")],
            { Problem: { } problem } =>
            [
                new(VerdictState.NoData, $"The watchdog does not say where its anchors stand: {problem}"),
            ],
            { Places.Count: 0 } => [new(VerdictState.NoData, "No anchor was made since the watchdog started.")],
            _ => [.. anchors.Places.Select(place => Of(place, now))],
        };
    }

    private static AnchorStanding Of(AnchorPlace place, DateTimeOffset now)
    {
        var last = place.At is { } at
            ? $"last anchor at {Words.Count(place.Position)}, {DurationText.Words(now - at)} ago"
            : "no anchor since the watchdog started";
        return place.Fault is { } fault
            ? new(
                VerdictState.ProbeError,
                $"Anchor to {place.Name} fails{(place.FailsSince is { } since ? $" for {DurationText.Words(now - since)}" : "")}: {fault}; {last}"
            )
            : new(place.At is null ? VerdictState.NoData : VerdictState.Healthy, $"Anchor to {place.Name}: {last}");
    }
}
