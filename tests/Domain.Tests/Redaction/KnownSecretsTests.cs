using System.Text;
using System.Text.Json;
using CsCheck;
using Mcpx.Domain.Redaction;

namespace Mcpx.Domain.Tests.Redaction;

public sealed class KnownSecretsTests
{
    private const string Value = "pä$$ \"w/ö+rd\" & <x>";
    private const string Taken = "[redacted: configured secret]";
    private readonly KnownSecrets _known = new([Value, "other-secret"]);

    [Fact]
    public void Redact_AnyForm_IsTaken() =>
        Assert.All(
            new[]
            {
                Value,
                Uri.EscapeDataString(Value),
                Uri.EscapeDataString(Value).ToLowerInvariant(),
                JsonSerializer.Serialize(Value)[1..^1],
                System.Net.WebUtility.HtmlEncode("other-secret"),
            },
            form => Assert.Equal($"a{Taken}z", _known.Redact($"a{form}z"))
        );

    [Theory]
    [InlineData("")]
    [InlineData("u")]
    [InlineData("us")]
    [InlineData("user:")]
    public void Redact_InBase64BehindAnything_IsTaken(string before)
    {
        var text = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{before}other-secret:after"));

        var clean = _known.Redact($"Basic {text}");

        Assert.Contains(Taken, clean, StringComparison.Ordinal);
        Assert.DoesNotContain(text[8..16], clean, StringComparison.Ordinal);
    }

    [Fact]
    public void Redact_ShortValue_IsPassedOver() => Assert.Equal("short", new KnownSecrets(["short"]).Redact("short"));

    [Fact]
    public void Redact_NothingKnown_StaysAsItIs() => Assert.Equal("text", new KnownSecrets([]).Redact("text"));

    [Fact]
    public void Redact_ValueOfTheMark_DoesNotGrow()
    {
        var known = new KnownSecrets(["configured"]);

        Assert.Equal("a configured b", known.Redact("a configured b"));
    }

    [Fact]
    public void Redact_Twice_IsOnce() =>
        Gen.Select(Gen.String[6, 20], Gen.String[0, 20], Gen.String[0, 20])
            .Sample(
                (secret, before, after) =>
                {
                    var known = new KnownSecrets([secret]);
                    var once = known.Redact($"{before}{secret}{after}");
                    Assert.Equal(once, known.Redact(once));
                },
                iter: 1_000
            );
}
