namespace Mcpx.Watchdog.Browser;

/// <summary>One look at one address.</summary>
/// <param name="Place">The instance's name, or the host.</param>
/// <param name="CouldNot">Why there was none, which says nothing about the portal; null when there was one.</param>
/// <param name="Steps">What was seen; empty when there was no look.</param>
internal sealed record BrowserLook(string Place, string? CouldNot, IReadOnlyList<BrowserStep> Steps)
{
    private const int MostOfAFault = 400;

    /// <summary>Where the portal failed first; null when it passed, or nobody looked.</summary>
    public string? Fault =>
        Steps.FirstOrDefault(step => !step.Passed) is { } failed
            ? Cut($"{failed.Name} on {Place}: {failed.Measured}")
            : null;

    public static BrowserLook None(string place, string why) => new(place, Cut(why), []);

    private static string Cut(string text) => text.Length <= MostOfAFault ? text : $"{text[..MostOfAFault]}…";
}
