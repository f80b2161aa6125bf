namespace Mcpx.Watchdog.Deployers.GitHub;

/// <summary>Finds a step's key in the title of a run.</summary>
internal static class RunTitle
{
    /// <summary>
    /// Whether a title has the key in it as a word of its own: <c>…-step2</c> is not in <c>…-step21</c>, nor in
    /// <c>…-step2-try2</c>.
    /// </summary>
    public static bool Carries(string? title, string key)
    {
        for (
            var at = title?.IndexOf(key, StringComparison.Ordinal) ?? -1;
            at >= 0;
            at = title!.IndexOf(key, at + 1, StringComparison.Ordinal)
        )
        {
            if (IsEdge(title!, at - 1) && IsEdge(title!, at + key.Length))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEdge(string title, int at) =>
        at < 0 || at >= title.Length || !(char.IsLetterOrDigit(title[at]) || title[at] is '-' or '_' or '.');
}
