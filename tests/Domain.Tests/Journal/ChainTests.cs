using System.Security.Cryptography;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Tests.Journal;

public sealed class ChainTests
{
    /// <summary>Computed outside this program: sha256(32 zero bytes, 8 bytes big-endian 1, sha256('{"n":1}')), and on.</summary>
    [Fact]
    public void Next_KnownVector_IsTheKnownHash()
    {
        var first = Chain.Next(Chain.Genesis, 1, SHA256.HashData("{\"n\":1}"u8));
        var second = Chain.Next(first, 2, SHA256.HashData("{\"n\":2}"u8));

        Assert.Equal(
            "b74e2ef1ec5a956f7640113557138435f8cb00e6379e5d02ea061f175f222952",
            Convert.ToHexStringLower(first)
        );
        Assert.Equal(
            "7126528c1a70ef4fccf06ff89e59a48bedd8303f320e6c401faf641eafe720d5",
            Convert.ToHexStringLower(second)
        );
    }

    [Fact]
    public void Next_OtherPositionBodyOrPast_IsAnotherHash()
    {
        var body = SHA256.HashData("a"u8);
        var hash = Chain.Next(Chain.Genesis, 1, body);

        Assert.NotEqual(hash, Chain.Next(Chain.Genesis, 2, body));
        Assert.NotEqual(hash, Chain.Next(Chain.Genesis, 1, SHA256.HashData("b"u8)));
        Assert.NotEqual(hash, Chain.Next(hash, 1, body));
    }

    [Fact]
    public void Genesis_Changed_DoesNotChangeTheNext()
    {
        Chain.Genesis[0] = 1;

        Assert.All(Chain.Genesis, octet => Assert.Equal(0, octet));
    }
}
