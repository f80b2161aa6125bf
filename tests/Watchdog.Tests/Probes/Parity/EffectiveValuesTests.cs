using System.Text;
using CsCheck;
using Mcpx.Watchdog.Probes;
using Mcpx.Watchdog.Probes.Parity;

namespace Mcpx.Watchdog.Tests.Probes.Parity;

/// <summary>What parity is compared on: it may be read whole or not at all.</summary>
public sealed class EffectiveValuesTests
{
    private const string Config =
        """{"environment":"RTM","values":{"Cors:AllowedOrigins":"https://a","Ui:PageSize":"50"}}""";
    private const string Flags =
        """[{"flagKey":"EnableLegacyHttpSse","isEnabled":false},{"flagKey":"X","isEnabled":true}]""";

    [Fact]
    public void Read_ConfigAndFlags_AreOneMap() =>
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["Cors:AllowedOrigins"] = "https://a",
                ["Ui:PageSize"] = "50",
                ["flag:EnableLegacyHttpSse"] = "off",
                ["flag:X"] = "on",
            },
            Read(Config, Flags)
        );

    [Theory]
    [InlineData("", Flags)]
    [InlineData("[]", Flags)]
    [InlineData("{}", Flags)]
    [InlineData(Config, "{}")]
    [InlineData(Config, "[1]")]
    [InlineData(Config, """[{"flagKey":"X"}]""")]
    [InlineData(Config, """[{"flagKey":"X","isEnabled":"yes"}]""")]
    public void Read_AnythingElse_IsNotReadAtAll(string config, string flags) => Assert.Null(Read(config, flags));

    [Fact]
    public void Read_ValuesThatAreNoText_AreAsWritten() =>
        Assert.Equal(
            new Dictionary<string, string>
            {
                ["A"] = "true",
                ["B"] = "1.50",
                ["C"] = """["x"]""",
            },
            Read("""{"values":{"A":true,"B":1.50,"C":["x"]}}""", "[]")
        );

    [Fact]
    public void Read_AnyAnswers_IsReadWholeOrNotAtAll()
    {
        var pieces = Gen.OneOf(
            Fuzz.OneOf(
                "{\"values\":{",
                "[{\"flagKey\":\"",
                "\",\"isEnabled\":",
                "true",
                "\"A\":",
                "\"x\"",
                "\"\\ud800\"",
                "1e999",
                "null",
                "{",
                "}",
                "[",
                "]",
                ",",
                "}}",
                "\"\":\"\""
            ),
            Gen.String[Gen.Char, 0, 6]
        );
        var body = Gen.OneOf(
            pieces.Array[0, 8].Select(string.Concat),
            pieces.Array[0, 4].Select(parts => "{\"values\":{" + string.Concat(parts) + "}}"),
            Gen.Const("[]")
        );
        Gen.Select(body, body)
            .Sample(
                (config, flags) =>
                    Assert.DoesNotContain(Read(config, flags) ?? [], pair => pair.Key is null || pair.Value is null),
                iter: Fuzz.Inputs(3_000)
            );
        Gen.Select(Gen.Byte.Array[0, 60], Gen.Byte.Array[0, 60])
            .Sample((config, flags) => Assert.Null(EffectiveValues.Read(config, flags)), iter: Fuzz.Inputs(3_000));
    }

    private static Dictionary<string, string>? Read(string config, string flags) =>
        EffectiveValues.Read(Encoding.UTF8.GetBytes(config), Encoding.UTF8.GetBytes(flags));
}
