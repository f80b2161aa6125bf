using System.Globalization;
using Mcpx.Dashboard.Components.Theme;

namespace Mcpx.Dashboard.Tests.Theme;

public sealed class TokensTests
{
    public static TheoryData<string, string, double> Pairs { get; } =
        new()
        {
            { "ink", "bg", 4.5 },
            { "ink", "surface", 4.5 },
            { "ink2", "bg", 4.5 },
            { "ink3", "bg", 4.5 },
            { "ink3", "surface", 4.5 },
            { "ink3", "sunken", 4.5 },
            { "control", "bg", 3 },
            { "control", "surface", 3 },
            { "accent", "bg", 4.5 },
            { "accent", "surface", 4.5 },
            { "onaccent", "accent", 4.5 },
            { "onbreached", "breached-solid", 4.5 },
            { "ink", "breached-tint", 4.5 },
            { "ink2", "breached-tint", 4.5 },
            { "healthy", "healthy-tint", 4.5 },
            { "healthy", "sunken", 4.5 },
            { "pending", "pending-tint", 4.5 },
            { "breached", "breached-tint", 4.5 },
            { "breached", "surface", 4.5 },
            { "recovering", "recovering-tint", 4.5 },
            { "deploying", "deploying-tint", 4.5 },
            { "deploying", "surface", 4.5 },
            { "nodata", "nodata-tint", 4.5 },
            { "probeerror", "probeerror-tint", 4.5 },
            { "notenough", "notenough-tint", 4.5 },
        };

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Colours_OnTheirGround_HaveEnoughContrast(string text, string ground, double least)
    {
        Assert.True(
            Contrast(Light(text), Light(ground)) >= least,
            $"light: {Contrast(Light(text), Light(ground)):0.00}"
        );
        Assert.True(Contrast(Dark(text), Dark(ground)) >= least, $"dark: {Contrast(Dark(text), Dark(ground)):0.00}");
    }

    [Fact]
    public void Css_OfTheTheme_NamesEveryTokenInBothThemes()
    {
        foreach (var colour in Tokens.Colours)
        {
            Assert.Contains($"--{colour.Name}:{colour.Light};", Tokens.Css, StringComparison.Ordinal);
            Assert.Contains($"--{colour.Name}:{colour.Dark};", Tokens.Css, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Theme_ForMudBlazor_TakesItsColoursFromTheTokens()
    {
        Assert.Equal(
            Light("accent"),
            Tokens.Theme.PaletteLight.Primary.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ignoreCase: true
        );
        Assert.Equal(
            Dark("bg"),
            Tokens.Theme.PaletteDark.Background.ToString(MudBlazor.Utilities.MudColorOutputFormats.Hex),
            ignoreCase: true
        );
        Assert.All(Tokens.Theme.Shadows.Elevation[1..24], static shadow => Assert.Equal("none", shadow));
    }

    private static string Light(string name) => Tokens.Colours.Single(colour => colour.Name == name).Light;

    private static string Dark(string name) => Tokens.Colours.Single(colour => colour.Name == name).Dark;

    // WCAG 2.2: (lighter + 0.05) / (darker + 0.05), relative luminance of sRGB.
    private static double Contrast(string one, string other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance(string hex) =>
        (0.2126 * Channel(hex[1..3])) + (0.7152 * Channel(hex[3..5])) + (0.0722 * Channel(hex[5..7]));

    private static double Channel(string hex)
    {
        var value = int.Parse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
    }
}
