namespace Mcpx.Domain.Replay;

/// <summary>The kinds of lines. A line's first property names its kind.</summary>
internal enum LineKind
{
    Tick,
    Beat,
    Health,
    Contract,
    Traffic,
    FirstEvent,
    Event,
    Look,
    Preflight,
    Refusals,
    Tag,
    Vantage,
    Parity,
    Security,
    Workflow,
    Resumed,
    Fact,
    Known,
    Configuration,
    Restore,
    Truncated,
}

/// <summary>The properties that follow.</summary>
[Flags]
internal enum LineField
{
    None = 0,
    At = 1,
    Us = 1 << 1,
    Status = 1 << 2,
    Endpoint = 1 << 3,
    Path = 1 << 4,
    Fault = 1 << 5,
    Calls = 1 << 6,
    Errors = 1 << 7,
    Bounds = 1 << 8,
    Counts = 1 << 9,
    Broken = 1 << 10,
    Origin = 1 << 11,
    Answer = 1 << 12,
    Release = 1 << 13,
    Answered = 1 << 14,
    Critical = 1 << 15,
    Differences = 1 << 16,
    First = 1 << 17,
    Finding = 1 << 18,
    Failed = 1 << 19,
    Body = 1 << 20,
    Options = 1 << 21,
    Verdicts = 1 << 22,
    Reason = 1 << 23,
    Refused = 1 << 24,
}

/// <summary>Which properties a kind must and may have.</summary>
internal static class LineShape
{
    public static LineField Required(LineKind kind) =>
        kind switch
        {
            LineKind.Tick or LineKind.Resumed => LineField.None,
            LineKind.Health => LineField.At | LineField.Endpoint | LineField.Us,
            LineKind.Contract => LineField.At | LineField.Path | LineField.Us,
            LineKind.Traffic => LineField.At | LineField.Calls | LineField.Errors,
            LineKind.Preflight => LineField.At | LineField.Origin | LineField.Answer,
            LineKind.Refusals => LineField.At | LineField.Origin | LineField.Refused,
            LineKind.Tag => LineField.At | LineField.Release,
            LineKind.Vantage => LineField.At | LineField.Answered,
            LineKind.Parity => LineField.Critical | LineField.Differences,
            LineKind.Fact or LineKind.Known => LineField.Body,
            LineKind.Configuration => LineField.Options,
            LineKind.Restore => LineField.Verdicts,
            LineKind.Truncated => LineField.Reason,
            _ => LineField.At,
        };

    public static LineField Optional(LineKind kind) =>
        kind switch
        {
            LineKind.Health => LineField.Fault | LineField.Status,
            LineKind.Contract => LineField.Fault | LineField.Status | LineField.Broken,
            LineKind.Traffic => LineField.Bounds | LineField.Counts,
            LineKind.FirstEvent => LineField.Us,
            LineKind.Parity => LineField.First,
            LineKind.Security => LineField.Finding,
            LineKind.Workflow => LineField.Failed,
            _ => LineField.None,
        };

    /// <summary>Names as they stand in the line.</summary>
    public static string Names(LineField fields) =>
        string.Join(
            ", ",
            Enum.GetValues<LineField>()
                .Where(field => field != LineField.None && fields.HasFlag(field))
                .Select(field => $"'{field.ToString().ToLowerInvariant()}'")
        );
}
