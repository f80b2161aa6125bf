using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using MudBlazor;

namespace Mcpx.Dashboard.Components.Theme;

/// <summary>
/// Every colour, size and radius of the dashboard, and nothing of it anywhere else: from this table come the
/// <see cref="MudTheme"/> and the style sheet <c>/tokens.css</c>. Contrasts are checked by a test, text 4.5, borders 3.
/// </summary>
public static class Tokens
{
    /// <summary>One colour in both themes; the style sheet knows it as <c>--name</c>.</summary>
    /// <param name="Name">Name of the variable, without the dashes.</param>
    /// <param name="Light">Value in the light theme and on paper.</param>
    /// <param name="Dark">Value in the dark theme.</param>
    public sealed record Colour(string Name, string Light, string Dark);

    /// <summary>All colours. A state has its colour, and its tint named <c>…-tint</c>.</summary>
    public static ImmutableArray<Colour> Colours { get; } =
    [
        new("bg", "#F5F6F8", "#0E1115"),
        new("surface", "#FFFFFF", "#161A20"),
        new("sunken", "#EBEEF2", "#0A0C0F"),
        new("line", "#DDE1E7", "#2A303A"),
        new("track", "#E3E7EC", "#262C35"),
        new("control", "#7A8391", "#737E8D"),
        new("ink", "#14181F", "#ECEFF3"),
        new("ink2", "#414956", "#B9C1CC"),
        new("ink3", "#586170", "#939DAB"),
        new("accent", "#4A3DC2", "#ADA3FF"),
        new("accent-tint", "#EDEBFB", "#211E3D"),
        new("onaccent", "#FFFFFF", "#120E33"),
        new("healthy", "#15703E", "#5FCB8E"),
        new("healthy-tint", "#E2F2E8", "#13291E"),
        new("pending", "#855600", "#F0B84E"),
        new("pending-tint", "#FDF0CF", "#2F2611"),
        new("breached", "#B3161D", "#FF867E"),
        new("breached-tint", "#FDE7E5", "#3B171A"),
        new("breached-solid", "#B3161D", "#C0322C"),
        new("onbreached", "#FFFFFF", "#FFFFFF"),
        new("recovering", "#0A5CA3", "#74B7F7"),
        new("recovering-tint", "#E0EEFB", "#12273C"),
        // A deployment is neither good nor bad news: the hue between the two that are.
        new("deploying", "#0B6470", "#5BC6D2"),
        new("deploying-tint", "#DCF0F2", "#10292D"),
        new("nodata", "#505966", "#A6AFBC"),
        new("nodata-tint", "#FFFFFF", "#161A20"),
        new("probeerror", "#8F2169", "#F094CC"),
        new("probeerror-tint", "#FAE6F2", "#351B2C"),
        new("notenough", "#505966", "#A6AFBC"),
        new("notenough-tint", "#E8EBEF", "#252B34"),
        new("shadow", "#00000059", "#000000A6"),
        new("scrim", "#080A0E99", "#080A0EB3"),
    ];

    /// <summary>Installed fonts only; nothing is fetched. The wide fallback is narrowed by <c>font-stretch</c> in base.css.</summary>
    public static ImmutableArray<string> Font { get; } = ["Inter", "Segoe UI", "DejaVu Sans", "sans-serif"];

    /// <summary>Fonts of code, tags' hashes and step output.</summary>
    public static ImmutableArray<string> CodeFont { get; } = ["DejaVu Sans Mono", "Consolas", "monospace"];

    /// <summary>Sizes that are named because more than one style sheet needs them.</summary>
    private static readonly ImmutableArray<(string Name, string Value)> Measures =
    [
        ("radius-chip", "4px"),
        ("radius-control", "6px"),
        ("radius-panel", "8px"),
        ("page-width", "1520px"),
        ("bar-height", "52px"),
    ];

    /// <summary>The theme of the components we take from MudBlazor: no elevation but the dialog's, no uppercase.</summary>
    public static MudTheme Theme { get; } = BuildTheme();

    /// <summary>The style sheet: variables of both themes, of paper, and MudBlazor's own names bound to ours.</summary>
    public static string Css { get; } = BuildCss();

    /// <summary>Changes with the content, so that the style sheet can be cached for ever.</summary>
    public static string Version { get; } =
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Css)))[..12];

    private static MudTheme BuildTheme()
    {
        var theme = new MudTheme
        {
            PaletteLight = new PaletteLight(),
            PaletteDark = new PaletteDark(),
            LayoutProperties = new LayoutProperties { DefaultBorderRadius = "6px", AppbarHeight = "52px" },
            Shadows = new Shadow(),
        };
        Fill(theme.PaletteLight, static colour => colour.Light);
        Fill(theme.PaletteDark, static colour => colour.Dark);

        string[] family = [.. Font];
        var type = theme.Typography;
        BaseTypography[] all =
        [
            type.Default,
            type.Body1,
            type.Body2,
            type.Button,
            type.Caption,
            type.H6,
            type.Subtitle1,
        ];
        foreach (var text in all)
        {
            text.FontFamily = family;
            text.LetterSpacing = "normal";
            text.TextTransform = "none";
            text.FontSize = "14px";
        }

        type.Button.FontWeight = "600";
        type.H6.FontSize = "16px";
        type.H6.FontWeight = "600";
        type.Caption.FontSize = "12px";

        // Surface against background is enough; index 24 is what dialogs and menus cast.
        for (var level = 1; level < theme.Shadows.Elevation.Length; level++)
        {
            theme.Shadows.Elevation[level] = level == 24 ? "0 12px 40px var(--shadow)" : "none";
        }

        return theme;
    }

    private static void Fill(Palette palette, Func<Colour, string> value)
    {
        var of = Colours.ToDictionary(static colour => colour.Name, value, StringComparer.Ordinal);
        palette.Background = of["bg"];
        palette.Surface = palette.AppbarBackground = palette.DrawerBackground = of["surface"];
        palette.BackgroundGray = of["sunken"];
        palette.Primary = of["accent"];
        palette.PrimaryContrastText = of["onaccent"];
        palette.TextPrimary = palette.AppbarText = palette.DrawerText = of["ink"];
        palette.TextSecondary = palette.ActionDefault = palette.DrawerIcon = of["ink2"];
        palette.TextDisabled = palette.ActionDisabled = of["ink3"];
        palette.LinesDefault = palette.Divider = palette.TableLines = palette.DividerLight = of["line"];
        palette.LinesInputs = of["control"];
        palette.Success = of["healthy"];
        palette.Warning = of["pending"];
        palette.Error = of["breached"];
        palette.Info = of["recovering"];
        palette.RippleOpacity = palette.RippleOpacitySecondary = 0;
    }

    private static string BuildCss()
    {
        var light = Variables(static colour => colour.Light);
        var dark = Variables(static colour => colour.Dark);
        var css = new StringBuilder();
        css.Append(":root{color-scheme:light;").Append(light);
        foreach (var (name, value) in Measures)
        {
            css.Append("--").Append(name).Append(':').Append(value).Append(';');
        }

        css.Append("--font:").Append(Families(Font)).Append(";--code:").Append(Families(CodeFont)).Append(";}\n");
        css.Append("@media screen and (prefers-color-scheme:dark){:root:not([data-theme=light]){color-scheme:dark;");
        css.Append(dark).Append("}}\n");
        css.Append("@media screen{:root[data-theme=dark]{color-scheme:dark;").Append(dark).Append("}}\n");
        css.Append("@media print{:root{--bg:").Append(Colours[1].Light).Append(";}}\n");
        return css.Append(MudSheet.Of(Theme)).Append('\n').Append(MudVariables.Css).ToString();
    }

    private static string Variables(Func<Colour, string> value) =>
        string.Concat(Colours.Select(colour => $"--{colour.Name}:{value(colour)};"));

    private static string Families(ImmutableArray<string> fonts) =>
        string.Join(
            ',',
            fonts.Select(static font => font.Contains(' ', StringComparison.Ordinal) ? $"\"{font}\"" : font)
        );
}
