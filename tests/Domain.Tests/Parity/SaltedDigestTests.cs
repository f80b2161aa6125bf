using Mcpx.Domain.Parity;

namespace Mcpx.Domain.Tests.Parity;

public sealed class SaltedDigestTests
{
    [Fact]
    public void Of_Value_IsTheStandardsHmac() =>
        // RFC 4231, test case 2.
        Assert.Equal("hmac:5bdcc146bf60", new SaltedDigest("Jefe"u8.ToArray()).Of("what do ya want for nothing?"));

    [Fact]
    public void Of_AnotherSalt_IsAnotherDigest()
    {
        var other = new SaltedDigest([.. Enumerable.Repeat((byte)1, 32)]);

        Assert.Equal(Some.Salted.Of("x"), new SaltedDigest(new byte[32]).Of("x"));
        Assert.NotEqual(Some.Salted.Of("x"), other.Of("x"));
        Assert.NotEqual(Some.Salted.SaltId, other.SaltId);
    }

    [Theory]
    [InlineData("hmac:0123456789ab", true)]
    [InlineData("sha256:0123456789ab", true)]
    [InlineData("sha256:01234567…", true)]
    [InlineData("hmac:0123456789AB", false)]
    [InlineData("hmac:0123456789a", false)]
    [InlineData("hmac:0123456789abc", false)]
    [InlineData("0123456789ab", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Is_OnlyWhatWeWrite_IsADigest(string? value, bool digest) =>
        Assert.Equal(digest, SaltedDigest.Is(value));

    [Fact]
    public void Seal_Value_IsKeptUnlessSecretOrTooLong()
    {
        var seal = Some.Seal(key => key.Contains("Secret", StringComparison.Ordinal));

        Assert.Equal("plain", seal.Seal("A", "plain"));
        Assert.Null(seal.Seal("Secret", value: null));
        Assert.Equal(Some.Salted.Of("x"), seal.Seal("Secret", "x"));
        Assert.Equal("hmac:0123456789ab", seal.Seal("Secret", "hmac:0123456789ab"));
        Assert.Equal("on", seal.Seal("flag:SecretDoor", "on"));
        Assert.True(SaltedDigest.Is(seal.Seal("A", new string('x', SecretSeal.MostOfAValue + 1))));
        Assert.True(SaltedDigest.Is(seal.Seal("flag:A", new string('x', SecretSeal.MostOfAValue + 1))));
    }

    [Theory]
    [InlineData("A")]
    [InlineData("flag:SecretDoor")]
    public void Seal_LongestValue_IsKeptAsItIs(string key)
    {
        var value = new string('x', SecretSeal.MostOfAValue);

        Assert.Equal(value, Some.Seal(one => one.Contains("Secret", StringComparison.Ordinal)).Seal(key, value));
    }

    [Fact]
    public void Digest_OfADigest_IsTheSameOne()
    {
        var seal = Some.Seal(_ => false);

        Assert.Equal(Some.Salted.Of("x"), seal.Digest("x"));
        Assert.Equal(Some.Salted.Of("x"), seal.Digest(seal.Digest("x")));
    }
}
