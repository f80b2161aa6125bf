using System.Globalization;
using Mcpx.Domain.Decisions;

namespace Mcpx.Domain.Rca;

/// <summary>A piece of the report, whatever it is written as.</summary>
public abstract record RcaBlock
{
    private RcaBlock() { }

    /// <summary>A heading; level 1 is the title.</summary>
    public sealed record Heading(int Level, string Text) : RcaBlock;

    /// <summary>A paragraph.</summary>
    public sealed record Paragraph(string Text) : RcaBlock;

    /// <summary>A list.</summary>
    public sealed record Points(IReadOnlyList<string> Items) : RcaBlock;

    /// <summary>A table.</summary>
    public sealed record Table(IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) : RcaBlock;
}

/// <summary>The report as a sequence of pieces: every format says the same.</summary>
public static class RcaDocument
{
    /// <summary>Lays it out.</summary>
    public static IReadOnlyList<RcaBlock> Of(RcaReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        List<RcaBlock> blocks =
        [
            new RcaBlock.Heading(1, report.Title),
            new RcaBlock.Paragraph($"Post-incident report, {report.Incident.Id}, runbook TJ-MCPX-RB-02 v1.1.0"),
            new RcaBlock.Paragraph(report.Summary),
            // A report that was opened has an owner, whoever writes it in the end.
            .. report.Incident.ReportOwner is { } owner
                ? (RcaBlock[])
                    [
                        new RcaBlock.Paragraph(
                            FormattableString.Invariant($"Report owned by {owner.Name}, due {owner.Due:yyyy-MM-dd}")
                        ),
                    ]
                : [],
            new RcaBlock.Paragraph($"Ticket: {report.Incident.Ticket?.Address ?? RcaReport.NotCaptured}"),
        ];
        Table("Roles", ["Role", "Who"], report.Roles, role => [role.Role, role.Who]);
        Table(
            "Impact",
            ["Figure", "What"],
            report.Impact,
            figure => [figure.Value ?? RcaReport.NotCaptured, figure.Text]
        );
        Table(
            "Where the time went",
            ["Phase", "From", "To", "Took"],
            report.Phases,
            phase =>
                [
                    phase.Name,
                    Words.Time(phase.From),
                    phase.To is { } to ? Words.Time(to) : "not ended",
                    phase.Took is { } took ? Words.Duration(took) : "not ended",
                ]
        );
        Table(
            "Before, during, after (worst reading)",
            ["Series", "Limit", "Before", "During", "After"],
            report.Readings,
            reading =>
                [
                    reading.Series,
                    Words.Value(reading.Limit, reading.Unit),
                    Value(reading.Before, reading),
                    Value(reading.During, reading),
                    Value(reading.After, reading),
                ]
        );
        Head("Root cause");
        blocks.Add(new RcaBlock.Paragraph(Or(report.Words.RootCause)));
        Head("Contributing factors");
        blocks.Add(
            report.Words.Factors.Count > 0
                ? new RcaBlock.Points(report.Words.Factors)
                : new RcaBlock.Paragraph(RcaReport.NotCaptured)
        );
        Table(
            "Failing release against LKG",
            ["Part", "Failing", "LKG"],
            report.Parts,
            part => [part.Part, part.Failing, part.Lkg]
        );
        Changes("Config and flag changes", report.Changes);
        Table(
            "Log excerpts",
            ["Time", "Request id", "Code", "What"],
            report.Excerpts,
            excerpt =>
                [
                    Words.Time(excerpt.First.At),
                    excerpt.First.RequestId ?? "none",
                    excerpt.First.ErrorCode ?? "none",
                    excerpt.What,
                ]
        );
        if (report.PortalLogs is { } logs)
        {
            Table("From the portal's own logs", ["Request id", "Line"], logs.Rows, row => [row.RequestId, row.Text]);
        }

        Table(
            "Why this rollback",
            ["Answer", "Question", "Fact"],
            report.Path,
            node => [node.Answer == PathAnswer.Outcome ? "Proposal" : node.Answer.ToString(), node.Question, node.Fact]
        );
        Table(
            "What was checked",
            ["Check", "Measured", "Required", "Result"],
            report.Checks,
            check => [check.Name, check.Measured, check.Required, check.Passed ? "Passed" : "Failed"]
        );
        Table(
            "Timeline (UTC)",
            ["Time", "What", "Who", "Entry"],
            report.Timeline,
            line => [Second(line.At), line.Text, line.Who, FormattableString.Invariant($"#{line.Position}")]
        );
        Table(
            "Acceptance criteria",
            ["Result", "Criterion", "Proof"],
            report.Criteria,
            criterion => [RcaMarkdown.Word(criterion.Result), criterion.Text, criterion.Proof]
        );
        Table(
            "Follow-ups",
            ["What", "Owner", "Due"],
            report.Words.FollowUps,
            one => [one.What, one.Owner, one.Due.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]
        );
        Head("What judged it");
        blocks.Add(new RcaBlock.Paragraph($"Watchdog {report.Watchdog ?? RcaReport.NotCaptured}."));
        if (report.Record.Count > 0)
        {
            Changes("Changed of the watchdog meanwhile", report.Record);
        }

        Head("Not captured");
        blocks.Add(
            report.Missing.Count > 0
                ? new RcaBlock.Points(report.Missing)
                : new RcaBlock.Paragraph("Nothing is missing.")
        );
        return blocks;

        void Head(string title) => blocks.Add(new RcaBlock.Heading(2, title));

        void Table<T>(string title, string[] head, IReadOnlyList<T> rows, Func<T, IReadOnlyList<string>> row)
        {
            Head(title);
            blocks.Add(
                rows.Count > 0
                    ? new RcaBlock.Table(head, [.. rows.Select(row)])
                    : new RcaBlock.Paragraph(RcaReport.NotCaptured)
            );
        }

        void Changes(string title, IReadOnlyList<RcaChange> changes) =>
            Table(
                title,
                ["Time", "Key", "Before", "After", "By"],
                changes,
                change =>
                    [Second(change.At), change.Key, change.Before ?? "absent", change.After ?? "absent", change.By]
            );
    }

    private static string Or(string text) => text.Length > 0 ? text : RcaReport.NotCaptured;

    private static string Value(long? value, RcaReading reading) =>
        value is { } known ? Words.Value(known, reading.Unit) : RcaReport.NotCaptured;

    private static string Second(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
