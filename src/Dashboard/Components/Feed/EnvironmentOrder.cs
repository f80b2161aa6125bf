using Mcpx.Domain.Journal;

namespace Mcpx.Dashboard.Components.Feed;

/// <summary>Environments in the order of every screen: Prod, RTM, Beta, Alpha, then others by name. Place is memory.</summary>
internal static class EnvironmentOrder
{
    private static readonly string[] Known = ["Prod", "RTM", "Beta", "Alpha"];

    public static IReadOnlyList<string> Of(JournalState state) =>
        [
            .. (state.Configuration?.Options.Environments.Keys ?? [])
                .OrderBy(name => Array.IndexOf(Known, name) is >= 0 and var place ? place : Known.Length)
                .ThenBy(name => name, StringComparer.Ordinal),
        ];
}
