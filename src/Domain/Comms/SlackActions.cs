namespace Mcpx.Domain.Comms;

/// <summary>What the buttons of a proposal are called: written by the watchdog, read by the dashboard.</summary>
public static class SlackActions
{
    /// <summary>The button that approves.</summary>
    public const string Approve = "mcpx-approve";

    /// <summary>The button that rejects.</summary>
    public const string Reject = "mcpx-reject";

    /// <summary>The block, and the field in it, with a person's reason.</summary>
    public const string ReasonBlock = "mcpx-reason";

    private const int Longest = 200;

    /// <summary>What a button carries: <c>INC-0001 3f9a…</c>.</summary>
    /// <param name="question">What is asked.</param>
    public static string Value(PlanQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        return $"{question.Incident} {question.PlanHash}";
    }

    /// <summary>What a button carried; null when it is none of ours.</summary>
    /// <param name="value">As it came.</param>
    public static PlanQuestion? Parse(string? value) =>
        value is { Length: <= Longest } && value.Split(' ') is [{ Length: > 0 } incident, { Length: > 0 } hash]
            ? new(incident, hash)
            : null;
}
