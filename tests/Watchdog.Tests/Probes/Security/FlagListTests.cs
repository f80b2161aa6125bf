using System.Text;
using CsCheck;
using Mcpx.Watchdog.Probes.Security;

namespace Mcpx.Watchdog.Tests.Probes.Security;

public sealed class FlagListTests
{
    [Fact]
    public void IsOn_AnyBytes_NeverThrowsAndIsNeverOnByAccident() =>
        Gen.Byte.Array[0, 60].Sample(bytes => Assert.NotEqual(true, FlagList.IsOn(bytes, "EnableLegacyHttpSse")));

    [Fact]
    public void IsOn_ListOfFlags_IsOnExactlyWhenOneEntryOfThatNameIs() =>
        Gen.Select(Fuzz.OneOf("A", "a", "B"), Gen.Bool)
            .Array[0, 8]
            .Sample(flags =>
            {
                var entries = flags.Select(flag =>
                    $$"""{"flagKey":"{{flag.Item1}}","isEnabled":{{(flag.Item2 ? "true" : "false")}}}"""
                );

                Assert.Equal(
                    flags.Any(flag => flag is { Item1: "A" or "a", Item2: true }),
                    FlagList.IsOn(Encoding.UTF8.GetBytes($"[{string.Join(',', entries)}]"), "A")
                );
            });
}
