using CsCheck;

namespace Mcpx.BrowserCheck.Tests;

public sealed class RedactionTests
{
    private static readonly Redaction Redaction = new("s3cret-of-tests");

    [Theory]
    [InlineData("GET /x with Bearer abc.def", "GET /x with Bearer [removed]")]
    [InlineData("password=hunter2; next", "password=[removed]; next")]
    [InlineData("{\"token\":\"abc\"}", "{\"token\":\"[removed]\"}")]
    [InlineData("typed s3cret-of-tests here", "typed [removed] here")]
    [InlineData("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2ln and on", "[removed] and on")]
    [InlineData("key AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7EXAMPLE00 end", "key [removed] end")]
    [InlineData("two\nlines\tand\0more", "two lines and more")]
    [InlineData("Cannot read properties of undefined", "Cannot read properties of undefined")]
    public void Clean_Text_KeepsWhatIsNoSecret(string text, string expected) =>
        Assert.Equal(expected, Redaction.Clean(text));

    [Theory]
    [InlineData("http://user:pw@h:1/a/b?token=t#f", "http://h:1/a/b")]
    [InlineData("data:text/html;base64,AAAA", "data:text/html;base64")]
    [InlineData("not an address", "not an address")]
    public void CleanAddress_Address_HasNoUserQueryOrFragment(string address, string expected) =>
        Assert.Equal(expected, Redaction.CleanAddress(address));

    [Fact]
    public void Clean_AnyText_IsOneBoundedLineWithoutThePassword() =>
        Gen.Select(Gen.String[0, 3_000], Gen.String[0, 3_000])
            .Sample(
                (before, after) =>
                {
                    var clean = Redaction.Clean($"{before}s3cret-of-tests{after}");
                    return clean.Length <= 301
                        && !clean.Contains("s3cret-of-tests", StringComparison.Ordinal)
                        && !clean.Any(char.IsControl);
                },
                iter: 500
            );
}
