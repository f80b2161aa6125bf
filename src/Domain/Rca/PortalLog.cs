using System.Text.Json.Serialization;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rca;

/// <summary>The portal's own log lines were looked for, by the request ids of calls that failed (runbook section 10).</summary>
/// <param name="Asked">The request ids.</param>
/// <param name="Lines">What was found, in the order of the ids.</param>
public sealed record PortalLogsRead(IReadOnlyList<string> Asked, IReadOnlyList<LogLine> Lines) : IEvent
{
    /// <summary>The lines, and for a request id that has none a row that says so.</summary>
    [JsonIgnore]
    public IReadOnlyList<LogLine> Rows =>
        [
            .. Asked.SelectMany(id =>
                Lines.Where(line => line.RequestId == id).DefaultIfEmpty(new(id, "no line was found"))
            ),
        ];
}

/// <summary>A line of the portal's own log.</summary>
/// <param name="RequestId">Of this call.</param>
/// <param name="Text">As it was written, cut at <see cref="PortalLog.LongestLine"/>.</param>
public sealed record LogLine(string RequestId, string Text);

/// <summary>What is looked for in the portal's own logs, and how much of it is kept.</summary>
public static class PortalLog
{
    /// <summary>Characters of a line.</summary>
    public const int LongestLine = 400;

    /// <summary>Lines of one call.</summary>
    public const int MostLines = 5;

    private const int LongestId = 100;

    /// <summary>
    /// The request ids of the report's excerpts. One with other characters than ids have is not asked for: it would be put into a query.
    /// </summary>
    /// <param name="calls">Calls that failed.</param>
    public static IReadOnlyList<string> IdsOf(IEnumerable<FailedCall> calls) =>
        [
            .. RcaExcerpt
                .Of(calls)
                .Select(excerpt => excerpt.First.RequestId)
                .OfType<string>()
                .Where(IsId)
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>What is kept of the lines found.</summary>
    /// <param name="asked">The request ids.</param>
    /// <param name="found">Lines, in whatever number.</param>
    public static PortalLogsRead Read(IReadOnlyList<string> asked, IReadOnlyList<LogLine> found) =>
        new(
            asked,
            [
                .. asked.SelectMany(id =>
                    found
                        .Where(line => line.RequestId == id)
                        .Distinct()
                        .Take(MostLines)
                        .Select(line => line with { Text = Cut(line.Text) })
                ),
            ]
        );

    private static string Cut(string text) =>
        text.Length <= LongestLine ? text : $"{text.AsSpan(0, LongestLine).TrimEnd()} …";

    private static bool IsId(string id) =>
        id.Length is >= 4 and <= LongestId
        && id.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '_' or '.' or ':');
}
