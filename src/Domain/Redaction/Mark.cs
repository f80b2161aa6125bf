namespace Mcpx.Domain.Redaction;

/// <summary>What stands in the place of a secret.</summary>
public static class Mark
{
    private const string Start = "[redacted";

    /// <summary>The mark for a kind, for example <c>[redacted: bearer token]</c>.</summary>
    /// <param name="kind">What was there.</param>
    public static string Of(string kind) => $"{Start}: {kind}]";

    /// <summary>Whether a value is known without its secret only: it can be shown, and must not be written back.</summary>
    /// <param name="value">Any value; null holds nothing.</param>
    public static bool IsIn(string? value) => value?.Contains(Start, StringComparison.Ordinal) == true;
}
