using MudBlazor;

namespace Mcpx.Dashboard.Components.Theme;

/// <summary>
/// The variables that MudBlazor's own style sheet reads, written once into ours. Its provider writes the same into every document
/// and keeps it in every circuit, where it is worked out again whenever the layout is drawn.
/// </summary>
internal sealed class MudSheet : MudThemeProvider
{
    private MudSheet(MudTheme theme) => Theme = theme;

    /// <summary>The rules of a theme.</summary>
    public static string Of(MudTheme theme)
    {
        var element = new MudSheet(theme).BuildTheme();
        return element[
            (element.IndexOf('>', StringComparison.Ordinal) + 1)..element.LastIndexOf(
                "</style>",
                StringComparison.Ordinal
            )
        ]
            .Trim();
    }
}
