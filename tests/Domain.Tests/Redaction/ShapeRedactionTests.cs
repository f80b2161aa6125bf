using CsCheck;
using Mcpx.Domain.Redaction;

namespace Mcpx.Domain.Tests.Redaction;

public sealed class ShapeRedactionTests
{
    [Fact]
    public void Corpus_Planted_IsLargeAndVaried()
    {
        Assert.True(PlantedSecret.All.Count >= 200);
        Assert.True(PlantedSecret.All.DistinctBy(secret => secret.Kind).Count() >= 25);
        Assert.Equal(PlantedSecret.All.Count, PlantedSecret.All.DistinctBy(secret => secret.Value).Count());
        Assert.True(ShapeRedaction.Kinds.Count >= 25);
    }

    [Fact]
    public void Redact_EveryPlantedSecret_IsGoneAndMarked()
    {
        var left = PlantedSecret
            .All.Select(secret => (secret.Text, Clean: ShapeRedaction.Instance.Redact(secret.Text)))
            .Where(pair => PlantedSecret.FoundIn(pair.Clean).Count > 0 || !Mark.IsIn(pair.Clean))
            .Select(pair => pair.Clean);

        Assert.Empty(left);
    }

    [Fact]
    public void Redact_NotAsked_FindsEveryPlantedSecret() =>
        Assert.All(PlantedSecret.All, secret => Assert.NotEmpty(PlantedSecret.FoundIn(secret.Text)));

    [Fact]
    public void Redact_SecretsInOneText_LeavesNone()
    {
        var all = string.Join('\n', PlantedSecret.All.Select(secret => secret.Text));

        Assert.Empty(PlantedSecret.FoundIn(ShapeRedaction.Instance.Redact(all)));
    }

    [Theory]
    [InlineData("Authorization: Bearer abc.def-ghi", "Authorization: Bearer [redacted: authorization]")]
    [InlineData("curl -H 'authorization: BEARER xyz'", "curl -H 'authorization: BEARER [redacted: authorization]'")]
    [InlineData(
        "Server=db;User ID=sa;Password=hunter2;Encrypt=true",
        "Server=db;User ID=sa;Password=[redacted: password];Encrypt=true"
    )]
    [InlineData("pwd = x1y2", "pwd = [redacted: password]")]
    [InlineData("https://x/?sig=AbC%2F&se=2026", "https://x/?sig=[redacted: shared access signature]&se=2026")]
    [InlineData("api-key: 123, next", "api-key: [redacted: API key], next")]
    [InlineData("""{"password":"hunter two","a":1}""", """{"password":"[redacted: password]","a":1}""")]
    [InlineData("""{ "client_secret" : "s3cr3t" }""", """{ "client_secret" : "[redacted: secret]" }""")]
    [InlineData("""{\u0022token\u0022:\u0022x1\u0022}""", """{\u0022token\u0022:\u0022[redacted: token]\u0022}""")]
    [InlineData("https://u:p4ss@h/x", "https://u:[redacted: password in an address]@h/x")]
    [InlineData("WITH PASSWORD = N'a b'", "WITH PASSWORD = N'[redacted: password]'")]
    [InlineData(
        "redirect=%2Fx%3Faccess_token%3Dabc%26y%3D1",
        "redirect=%2Fx%3Faccess_token%3D[redacted: query parameter]%26y%3D1"
    )]
    [InlineData("password: correcthorse\nnext: 1", "password: [redacted: password]\nnext: 1")]
    public void Redact_Secret_IsReplacedAndItsPlaceStays(string text, string expected) =>
        Assert.Equal(expected, ShapeRedaction.Instance.Redact(text));

    [Theory]
    [MemberData(nameof(OrdinaryLines.All), MemberType = typeof(OrdinaryLines))]
    public void Redact_OrdinaryLine_StaysAsItIs(string line) =>
        Assert.Equal(line, ShapeRedaction.Instance.Redact(line));

    [Fact]
    public void Redact_OrdinaryLine_IsTheSameInstance()
    {
        var line = new string('x', 120);

        Assert.Same(line, ShapeRedaction.Instance.Redact(line));
    }

    [Fact]
    public void Redact_Twice_IsOnce()
    {
        string[] pieces =
        [
            .. PlantedSecret.All.Where((_, at) => at % 8 == 0).Select(secret => secret.Text),
            .. PlantedSecret.All.Where((_, at) => at % 8 == 1).Select(secret => secret.Value),
            "password",
            "token=",
            "secret: ",
            "\"",
            "'",
            "\\",
            ";",
            "&",
            "?",
            "=",
            ": ",
            " ",
            "\n",
            "[redacted: token]",
            "[removed]",
            "authorization: ",
            "bearer ",
            "://",
            "@",
            "--token ",
            "cookie: a=",
        ];
        Gen.Int[0, pieces.Length - 1]
            .Select(at => pieces[at])
            .Array[1, 12]
            .Select(string.Concat)
            .Sample(
                text =>
                {
                    var once = ShapeRedaction.Instance.Redact(text);
                    Assert.Equal(once, ShapeRedaction.Instance.Redact(once));
                },
                iter: 2_000
            );
    }

    [Fact]
    public void Redact_AnyText_NeverThrows() =>
        Gen.String[Gen.Char[" abehkopstrwy=:;&?@/\\\"'-_.0123456789\n%u[]"], 0, 200]
            .Sample(text => ShapeRedaction.Instance.Redact($"token password {text}"), iter: 2_000);

    [Fact]
    public void Redact_AMegabyteOfNearMisses_Ends() =>
        Assert.DoesNotContain(
            "hunter2",
            ShapeRedaction.Instance.Redact(string.Concat(Enumerable.Repeat("token token= password=hunter2 ", 30_000))),
            StringComparison.Ordinal
        );
}
