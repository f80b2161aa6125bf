using System.Text;
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

    private static Dictionary<string, string>? Read(string config, string flags) =>
        EffectiveValues.Read(Encoding.UTF8.GetBytes(config), Encoding.UTF8.GetBytes(flags));
}
