using System.Collections.Immutable;

namespace Mcpx.Dashboard.Components.Theme;

/// <summary>
/// Binds MudBlazor's variables to ours. Its theme provider knows one palette at a time and learns the browser's preference
/// only after the circuit is up; bound to our variables its components have the right theme at the first paint.
/// </summary>
internal static class MudVariables
{
    private static readonly ImmutableArray<(string Mud, string Token)> Bound =
    [
        ("background", "bg"),
        ("background-gray", "sunken"),
        ("surface", "surface"),
        ("appbar-background", "surface"),
        ("appbar-text", "ink"),
        ("drawer-background", "surface"),
        ("drawer-text", "ink"),
        ("primary", "accent"),
        ("primary-text", "onaccent"),
        ("primary-darken", "accent"),
        ("primary-lighten", "accent"),
        ("primary-hover", "accent-tint"),
        ("text-primary", "ink"),
        ("text-secondary", "ink2"),
        ("text-disabled", "ink3"),
        ("action-default", "ink2"),
        ("action-default-hover", "sunken"),
        ("action-disabled", "ink3"),
        ("action-disabled-background", "track"),
        ("lines-default", "line"),
        ("lines-inputs", "control"),
        ("table-lines", "line"),
        ("table-hover", "sunken"),
        ("table-striped", "sunken"),
        ("divider", "line"),
        ("divider-light", "line"),
        ("skeleton", "track"),
        ("success", "healthy"),
        ("warning", "pending"),
        ("error", "breached"),
        ("info", "recovering"),
        ("overlay-dark", "scrim"),
        ("overlay-light", "scrim"),
    ];

    /// <summary>One rule, more specific than the provider's own <c>:root</c>.</summary>
    public static string Css { get; } =
        "html:root{"
        + string.Concat(Bound.Select(static pair => $"--mud-palette-{pair.Mud}:var(--{pair.Token});"))
        + "}\n";
}
