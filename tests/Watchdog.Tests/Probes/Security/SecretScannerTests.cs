using System.Text;
using CsCheck;
using Mcpx.Watchdog.Probes.Security;

namespace Mcpx.Watchdog.Tests.Probes.Security;

/// <summary>
/// Every secret here is put together when the test runs, so that nobody who scans this repository finds one.
/// </summary>
public sealed class SecretScannerTests
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /// <summary>A text with one secret of each kind.</summary>
    private static readonly Dictionary<string, Func<(string Text, string Secret)>> Samples = new(StringComparer.Ordinal)
    {
        ["private key"] = () =>
            With(
                $"-----BEGIN {"RSA"} PRIVATE KEY-----\n{{0}}\n-----END RSA PRIVATE KEY-----",
                Made(64) + "\n" + Made(40)
            ),
        ["AWS access key"] = () => With("id={0};", "AK" + "IA" + Made(16, upper: true)),
        ["AWS secret key"] = () => With("aws_secret_access_key = \"{0}\"", Made(40)),
        ["Azure storage key"] = () =>
            With("DefaultEndpointsProtocol=https;AccountName=a;AccountKey={0}", Made(86) + "=="),
        ["Azure shared access key"] = () =>
            With("Endpoint=sb://a.example/;SharedAccessKeyName=k;SharedAccessKey={0}", Made(43) + "="),
        ["Azure shared access signature"] = () =>
            With("https://a.example/c?sv=2025-01-01&se=2026-01-01&sig={0}", Made(41) + "%2B" + "%3D"),
        ["Azure client secret"] = () => With("id {0} end", Made(3) + "8" + "Q~" + Made(34)),
        ["GitHub token"] = () => With("header('{0}')", "gh" + "p_" + Made(36)),
        ["Slack token"] = () => With("const t='{0}'", "xo" + "xb-" + Made(12) + "-" + Made(24)),
        ["Slack webhook"] = () =>
            With(
                "https://hooks.slack." + "com/services/{0}",
                $"T{Made(8, upper: true)}/B{Made(8, upper: true)}/{Made(24)}"
            ),
        ["Stripe secret key"] = () => With("Stripe(\"{0}\")", "sk" + "_live_" + Made(24)),
        ["Google API key"] = () => With("key:{0},", "AI" + "za" + Made(35)),
        ["Google client secret"] = () => With("x {0} y", "GOC" + "SPX-" + Made(28)),
        ["npm token"] = () => With("//registry.example/:_auth={0}", "np" + "m_" + Made(36)),
        ["bearer token (JWT)"] = () => With("a=\"{0}\"", $"ey" + $"J{Made(20)}.eyJ{Made(30)}.{Made(43)}"),
        ["password of a connection string"] = () => With("Server=db;Database=p;User Id=u;Password={0};", Made(10)),
        ["password in an address"] = () => With("amqp://portal:{0}@queue.example:5671/", Made(12)),
        ["secret by its name"] = () => With("{{clientSecret:\"{0}\",n:1}}", "a1" + Made(30)),
    };

    public static TheoryData<string> Kinds => [.. SecretRules.All.Select(rule => rule.What)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Find_OneOfEachKind_SaysWhatAndWhere(string what)
    {
        var (text, secret) = Samples[what]();
        var around = $"!function(e){{var t=1}}();\n/* {text} */\nexport default 1;";

        var find = Assert.Single(SecretScanner.Find(around));

        Assert.Equal(what, find.What);
        Assert.Contains(secret.Split('\n')[0], find.Secret, StringComparison.Ordinal);
        Assert.Equal(around.IndexOf(find.Secret, StringComparison.Ordinal), find.Index);
    }

    [Fact]
    public void Find_PemInAProgramsText_IsFoundThroughItsEscapes() =>
        Assert.Equal(
            "private key",
            Assert.Single(SecretScanner.Find($"k=\"-----BEGIN PRIVATE KEY-----\\n{Made(64)}\\n{Made(64)}\\n\"")).What
        );

    [Theory]
    [InlineData("""const{useState:e,useEffect:t}=n(540);function r(a){var o=a.password,i=a.token;return o&&i}""")]
    [InlineData("""t.password=e.target.value,t.resetPasswordToken="resetPasswordToken",secret:"clientSecretField" """)]
    [InlineData("""{password:"Password",forgotPassword:"Forgot your password?",tokenExpired:"auth.token.expired2"}""")]
    [InlineData(
        """PEM="-----BEGIN PRIVATE KEY-----",END="-----END PRIVATE KEY-----",re=/-----BEGIN RSA PRIVATE KEY-----/"""
    )]
    [InlineData(
        """<script integrity="sha384-oqVuAfXRKap7fdgcCY5uykM6+R9GqQ8K/uxy9rx7HNQlGYl1kPzQho1wx4JwY8wC" src="/a.js">"""
    )]
    [InlineData(
        """{tenantId:"72f988bf-86f1-41af-91ab-2d7cd011db47",secretId:"72f988bf-86f1-41af-91ab-2d7cd011db47"}"""
    )]
    [InlineData("""__webpack_require__.u=e=>e+"."+{12:"3fa9c1d2e4b5a697",44:"0f1e2d3c4b5a6978"}[e]+".js" """)]
    [InlineData("""main.5d41402abc4b2a76b9719d911017c592.js commit:"da39a3ee5e6b4b0d3255bfef95601890afd80709" """)]
    [InlineData(
        """token:"${TOKEN_FROM_BUILD_12345}",apiKey:"{{API_KEY_12345678}}",secret:"your-secret-goes-here-123" """
    )]
    [InlineData("""apiKey:process.env.REACT_APP_API_KEY,token:"xxxxxxxxxxxxxxxx1",password:"changeme123456" """)]
    [InlineData("""Server=db;Database=p;User Id=u;Password=***;Encrypt=true""")]
    [InlineData("""ConnectionStrings__Portal=Server=db;User Id=u;Password=${DB_PASSWORD};""")]
    [InlineData("""fetch("https://user:pass@example.com/x");mailto:a@b.example;git+ssh://git@host.example/x""")]
    [InlineData("""tokenUrl:"https://login.example.com/oauth2/v2.0/token",tokenPath:"/oauth2/v2/token12345" """)]
    [InlineData(
        """a="eyJhbGciOiJub25lIn0",sk_test_x,pk_live_0123456789abcdef,xoxb-short,AKIA,ghp_tooshort,npm_config_registry"""
    )]
    [InlineData("""case"AKIAIOSFODNN7EXAMPLE":return"docs" """)]
    [InlineData("""csrfToken:{type:String,default:function(){return""}},secretStore:"hmac:0123456789ab" """)]
    [InlineData(
        """--color-token-primary:"rgba(12,34,56,0.7)",tokenColor:"#a1b2c3d4e5f6",passwordIcon:"M12 17a2 2 0 0 0 2-2" """
    )]
    public void Find_OrdinaryBundle_HoldsNone(string text) =>
        Assert.Equal([], SecretScanner.Find(text).Select(find => $"{find.What}: {find.Secret}"));

    [Fact]
    public void Find_PicturesAndNumbers_HoldNone()
    {
        var random = new Random(7);
        var text = new StringBuilder();
        for (var i = 0; i < 40; i++)
        {
            var bytes = new byte[6_000];
            random.NextBytes(bytes);
            text.Append('a')
                .Append(i)
                .Append("=\"data:image/png;base64,")
                .Append(Convert.ToBase64String(bytes))
                .Append("\",");
            text.Append('h')
                .Append(i)
                .Append(":\"")
                .Append(Convert.ToHexStringLower(bytes.AsSpan(0, 32)))
                .Append("\",");
            text.Append('g').Append(i).Append(":\"").Append(new Guid(bytes.AsSpan(0, 16))).Append("\",");
        }

        Assert.Empty(SecretScanner.Find(text.ToString()));
    }

    [Fact]
    public void Find_ManySecrets_StopsAtTheMost()
    {
        var text = string.Join('\n', Enumerable.Range(0, 100).Select(_ => "gh" + "p_" + Made(36)));

        Assert.Equal(SecretScanner.Most, SecretScanner.Find(text).Count);
    }

    [Fact]
    public void Report_Script_TellsLineColumnAndFingerprintOnly()
    {
        var secret = "AK" + "IA" + Made(16, upper: true);
        var body = Encoding.UTF8.GetBytes($"// ä\nvar k = '{secret}';");

        var said = Report().Of("GET /assets/app.js on web-1", body);

        Assert.Equal(
            $"GET /assets/app.js on web-1, line 2, column 10, AWS access key ({Some.Salted.Of(secret)})",
            said
        );
    }

    [Fact]
    public void Report_EscapedJson_IsReadAsWhatItSays()
    {
        var key = "+" + Made(84) + "+==";
        var escaped = key.Replace("+", "\\u002B", StringComparison.Ordinal);
        var json = $$$"""{"values":{"Storage":"AccountKey={{{escaped}}}"}}""";

        Assert.Equal(
            $"GET /x, values.Storage, Azure storage key ({Some.Salted.Of(key)})",
            Report().Of("GET /x", Encoding.UTF8.GetBytes(json))
        );
    }

    [Fact]
    public void Report_KeyIsTheSecret_IsNotRepeated()
    {
        var secret = "gh" + "p_" + Made(36);
        var json = JsonObject(secret, "AK" + "IA" + Made(16, upper: true));

        Assert.DoesNotContain(secret, Report().Of("GET /x", json), StringComparison.Ordinal);
    }

    /// <summary>Pieces of secrets among anything else: nothing throws, nothing found is said, nothing takes for ever.</summary>
    [Fact]
    public void Report_AnyText_NeverThrowsAndNeverRepeatsWhatItFound()
    {
        var pieces = Gen.OneOf(
            Fuzz.OneOf(
                "-----BEGIN PRIVATE KEY-----",
                "password",
                "=\"",
                "\"",
                "AK" + "IA",
                "ey" + "J",
                ".",
                "sig=",
                "&sv=",
                "://a:",
                "@b",
                "\\n",
                "\n",
                "{\"a\":\"",
                "\"}",
                "\\u002B",
                "\ud800",
                "Server=a;",
                "8Q~"
            ),
            Gen.String[Gen.Char, 0, 30],
            Gen.String[Gen.Char.AlphaNumeric, 0, 90]
        );
        pieces
            .Array[0, 12]
            .Sample(
                parts =>
                {
                    var text = string.Concat(parts);
                    var said = Report().Of("GET /x", Encoding.UTF8.GetBytes(text));
                    foreach (var find in SecretScanner.Find(text).Where(find => find.Secret.Length >= 12))
                    {
                        Assert.DoesNotContain(find.Secret, said ?? "", StringComparison.Ordinal);
                    }
                },
                iter: Fuzz.Inputs(3_000)
            );
    }

    [Fact]
    public void Report_AnyBytes_NeverThrows() =>
        Gen
            .Byte.Array[0, 200]
            .Sample(
                bytes => Assert.True(Report().Of("GET /x", bytes) is null or { Length: > 0 }),
                iter: Fuzz.Inputs(3_000)
            );

    private static SecretReport Report() => new(new(Some.Salted, new(Some.Options(Some.Environment()))), []);

    private static byte[] JsonObject(string key, string value) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { [key] = value });

    private static (string Text, string Secret) With(string text, string secret) =>
        (string.Format(System.Globalization.CultureInfo.InvariantCulture, text, secret), secret);

    /// <summary>The same every time, and as random as a key.</summary>
    private static string Made(int length, bool upper = false)
    {
        var random = new Random(length);
        var made = new string([.. Enumerable.Range(0, length).Select(_ => Letters[random.Next(Letters.Length)])]);
        return upper ? made.ToUpperInvariant() : made;
    }
}
