using CsCheck;
using Mcpx.Domain.Evidence;

namespace Mcpx.Domain.Tests.Evidence;

public sealed class EvidencePathTests
{
    [Theory]
    [InlineData("manifest.json")]
    [InlineData("pictures/sse-health.png")]
    [InlineData("b/ü.md")]
    [InlineData("console.txt")]
    [InlineData("com10")]
    public void Problem_OrdinaryName_IsNone(string path) => Assert.Null(EvidencePath.Problem(path));

    [Theory]
    [InlineData("")]
    [InlineData("/a")]
    [InlineData("a/")]
    [InlineData("../a")]
    [InlineData("a/..")]
    [InlineData("a/. /b")]
    [InlineData("a.")]
    [InlineData("a|b")]
    [InlineData("NUL")]
    [InlineData("com1.txt")]
    public void Problem_NameThatMeansAnotherPlace_IsSaid(string path) => Assert.NotNull(EvidencePath.Problem(path));

    [Fact]
    public void Problem_TooLong_IsSaid() => Assert.NotNull(EvidencePath.Problem(new('ü', 121)));

    [Fact]
    public void Part_AnyText_IsAName() =>
        Gen.String.Sample(text => EvidencePath.Problem(EvidencePath.Part(text)) is null);
}
