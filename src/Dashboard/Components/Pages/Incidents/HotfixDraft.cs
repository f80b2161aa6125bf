using Mcpx.Domain.Incidents;

namespace Mcpx.Dashboard.Components.Pages.Incidents;

/// <summary>The review of a forward hotfix as it is being filled in.</summary>
public sealed class HotfixDraft
{
    /// <summary>The new migration's file.</summary>
    public string Script { get; set; } = "";

    /// <summary>Digest of what was reviewed; capitals and spaces around it are mended.</summary>
    public string Sha256 { get; set; } = "";

    /// <summary>For whom it was reviewed.</summary>
    public ReviewSide Side { get; set; }

    /// <summary>Who reviewed it.</summary>
    public string Reviewer { get; set; } = "";

    /// <summary>What they say.</summary>
    public string Text { get; set; } = "";

    /// <summary>As it would be kept.</summary>
    public HotfixReview Review =>
        new(Script.Trim(), Sha256.Trim().ToLowerInvariant(), Side, Reviewer.Trim(), Text.Trim());

    /// <summary>What is wrong with it; null when it can be kept.</summary>
    public string? Problem => HotfixReviewing.Problem(Review);

    /// <summary>Whether anything was written at all: an empty form is not told off.</summary>
    public bool IsBegun => $"{Script}{Sha256}{Reviewer}{Text}".Trim().Length > 0;
}
