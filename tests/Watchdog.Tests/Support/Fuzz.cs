using CsCheck;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>How many inputs a fuzz test tries: a few thousand, and a million with <c>MCPX_LONG=1</c>.</summary>
internal static class Fuzz
{
    public static readonly bool Long = Environment.GetEnvironmentVariable("MCPX_LONG") == "1";

    /// <summary>One of these pieces.</summary>
    public static Gen<string> OneOf(params string[] pieces) => Gen.Int[0, pieces.Length - 1].Select(i => pieces[i]);

    public static long Inputs(long few) => Long ? 1_000_000 : few;
}
