using Mcpx.Dashboard.Components.Feed;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Parity;

/// <summary>How an environment's effective configuration stands against what is expected.</summary>
/// <param name="Name">The environment.</param>
/// <param name="State">Its parity trigger's word; no data where nothing is compared now.</param>
/// <param name="Text">The same in a sentence.</param>
/// <param name="IsCompared">Whether an expected file is configured.</param>
/// <param name="Since">When it began to be as it is; null before the first report.</param>
/// <param name="Compared">Keys compared then.</param>
/// <param name="Rows">Every difference, critical first, those allowed to differ last.</param>
/// <param name="ByHand">Critical ones that no plan can write, in words.</param>
/// <param name="NoReapply">Why reapplying cannot be asked for; null where it can.</param>
public sealed record ParityView(
    string Name,
    VerdictState State,
    string Text,
    bool IsCompared,
    DateTimeOffset? Since,
    int Compared,
    IReadOnlyList<DriftRow> Rows,
    IReadOnlyList<string> ByHand,
    string? NoReapply
)
{
    /// <summary>Works it out.</summary>
    /// <param name="state">The journal.</param>
    /// <param name="name">The environment.</param>
    /// <param name="verdict">What its parity trigger says now; null where it is not watched.</param>
    /// <param name="history">Its newest reports, newest first.</param>
    internal static ParityView Of(
        JournalState state,
        string name,
        Verdict? verdict,
        IReadOnlyList<ParityReport> history
    )
    {
        var report = state.Environment(name).Parity;
        var compared = state.OptionsOf(name)?.Probes.Parity.IsWatched ?? false;
        var rows = report?.Differences.Select(difference => DriftRow.Of(difference, history)).ToList() ?? [];
        var critical = report?.Differences.Where(one => one.Severity == DriftSeverity.Critical).ToList() ?? [];
        return new(
            name,
            !compared ? VerdictState.NoData
                : verdict is not null ? verdict.State
                : report is null ? VerdictState.NoData
                : report.Critical == 0 ? VerdictState.Healthy
                : VerdictState.Pending,
            TextOf(compared, verdict, report),
            compared,
            report?.At,
            report?.Compared ?? 0,
            rows,
            [.. critical.Where(one => !IsWritable(one)).Select(ByHandOf)],
            report is null ? "Nothing was compared yet."
                : critical.Count == 0 ? "Nothing critical differs."
                : !critical.Exists(IsWritable) ? "None of the critical differences can be written from here."
                : null
        );
    }

    private static string TextOf(bool compared, Verdict? verdict, ParityReport? report) =>
        !compared
            ? "Not compared: Probes:Parity:ExpectedFile is not set."
                + (report is null ? "" : " What is below is from when it was.")
        : report is null ? "No comparison has come yet."
        : verdict is { State: VerdictState.NoData or VerdictState.ProbeError }
            ? $"Not compared now: {verdict.Sentence}. What is below was found before."
        : $"{Words.Count(report.Critical)} critical, {Words.Of(report.Warnings, "warning")} in {Words.Of(report.Compared, "key")}.";

    private static bool IsWritable(ParityDifference difference) => difference is { Expected: not null, Secret: false };

    private static string ByHandOf(ParityDifference difference) =>
        difference.Secret
            ? $"{difference.Key} is secret: set it where secrets are kept."
            : $"{difference.Key} is not expected at all: remove it by hand, or correct the expected file.";
}

/// <summary>One difference.</summary>
/// <param name="Key">The key or flag.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Severity">How much that matters, in words.</param>
/// <param name="Waived">Whether it is allowed to differ.</param>
/// <param name="Critical">Whether it is critical.</param>
/// <param name="Expected">The expected value; of a secret a digest.</param>
/// <param name="Found">The effective value, the same way.</param>
/// <param name="Since">Since which report it is so; null where that is older than the reports looked at.</param>
public sealed record DriftRow(
    string Key,
    string Kind,
    string Severity,
    bool Waived,
    bool Critical,
    string Expected,
    string Found,
    DateTimeOffset? Since
)
{
    internal static DriftRow Of(ParityDifference difference, IReadOnlyList<ParityReport> history)
    {
        var unbroken = history.TakeWhile(report => report.Differences.Contains(difference)).ToList();
        return new(
            difference.Key,
            difference.Kind switch
            {
                DifferenceKind.Missing => "missing",
                DifferenceKind.Unexpected => "not expected",
                _ => "another value",
            },
            difference.Severity switch
            {
                DriftSeverity.Critical => "critical",
                DriftSeverity.Warning => "warning",
                _ => "allowed to differ",
            },
            difference.Severity == DriftSeverity.Ignored,
            difference.Severity == DriftSeverity.Critical,
            difference.Kind == DifferenceKind.Unexpected ? "no such key" : ChangeWords.Value(difference.Expected),
            difference.Kind == DifferenceKind.Missing ? "missing" : ChangeWords.Value(difference.Effective),
            unbroken.Count > 0 ? unbroken[^1].At : null
        );
    }
}
