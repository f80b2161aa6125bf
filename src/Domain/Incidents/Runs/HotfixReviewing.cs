namespace Mcpx.Domain.Incidents;

/// <summary>Who has to look at a forward hotfix before it runs (runbook section 8: "reviewed by DBA/SEC").</summary>
public enum ReviewSide
{
    /// <summary>The database administrators.</summary>
    Dba,

    /// <summary>Security and compliance.</summary>
    Sec,
}

/// <summary>A forward hotfix, reviewed.</summary>
/// <param name="Script">The new migration's file, e.g. <c>0043_hotfix_flag_list.sql</c>.</param>
/// <param name="Sha256">Digest of what was reviewed, lower-case hexadecimal.</param>
/// <param name="Side">For whom it was reviewed.</param>
/// <param name="Reviewer">Who reviewed it.</param>
/// <param name="Text">What they say.</param>
public sealed record HotfixReview(string Script, string Sha256, ReviewSide Side, string Reviewer, string Text);

/// <summary>Decides what is kept of the reviews of a forward hotfix. The review is people's; this is its record.</summary>
public static class HotfixReviewing
{
    private const int LongestName = 200;

    internal static Decided Decide(Incident state, HotfixReview review, Actor by)
    {
        if (MayRecord(by) is { } refusal)
        {
            return new([], refusal);
        }

        if (state.HotfixFor.Count == 0)
        {
            return IncidentDecision.NotNow(state, "take a hotfix's review: no migration stayed behind a rollback");
        }

        return Problem(review) is { } problem ? Decided.Refuse(RefusalKind.Invalid, problem)
            : state.HotfixReviews.Contains(review) ? Decided.Already
            : Decided.Accept(new HotfixReviewed(review));
    }

    /// <summary>Why this one may not record a review; null when they may.</summary>
    /// <param name="by">Who.</param>
    public static Refusal? MayRecord(Actor by)
    {
        ArgumentNullException.ThrowIfNull(by);
        return by.Role is Role.Auditor or Role.Viewer or Role.Deployer or Role.Watchdog
            ? new(RefusalKind.Role, $"{TimelineWords.RoleName(by.Role)} may not record a hotfix's review.")
            : null;
    }

    /// <summary>What is wrong with a review, with key and value; null when it can be kept.</summary>
    /// <param name="review">As it is filled in.</param>
    public static string? Problem(HotfixReview review) =>
        !IsText(review.Script, LongestName) ? $"script = {review.Script}: must name the new migration's file."
        : !IsDigest(review.Sha256) ? $"sha256 = {review.Sha256}: must be 64 lower-case hexadecimal digits."
        : !Enum.IsDefined(review.Side) ? $"side = {review.Side}: must be Dba or Sec."
        : !IsText(review.Reviewer, LongestName) ? $"reviewer = {review.Reviewer}: must name who reviewed it."
        : !IsText(review.Text, IncidentDecision.LongestNote)
            ? $"text must have 1 to {IncidentDecision.LongestNote} characters."
        : null;

    private static bool IsText(string? text, int longest) => !string.IsNullOrWhiteSpace(text) && text.Length <= longest;

    private static bool IsDigest(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);
}
