using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;

namespace Mcpx.Tests.Shared;

/// <summary>
/// A secret as it turns up in texts, and how to find it again. None is real, and none stands whole in the repository: prefixes
/// are put together from pieces, so that no scanner takes them for leaks.
/// </summary>
/// <param name="Kind">What kind of secret.</param>
/// <param name="Text">A line that holds it.</param>
/// <param name="Value">The secret itself.</param>
internal sealed record PlantedSecret(string Kind, string Text, string Value)
{
    private const int OfAKind = 8;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private const string Digits = "0123456789";
    private const string Mixed = Letters + Digits;
    private const string Hex = "0123456789abcdef";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Kinds by name: how one is made, and the line around it.</summary>
    private static readonly (string Kind, Func<Random, string> Make, Func<string, string> Line)[] Kinds =
    [
        ("bearer token", r => Of(r, Mixed, 32), v => $"GET /api/flags with Bearer {v} answered 401"),
        ("authorization header", r => Of(r, Mixed, 24), v => $"Authorization: {v}"),
        ("basic authorization", r => Base64($"deploy:{Of(r, Mixed, 14)}"), v => $"sent Basic {v} and was refused"),
        ("JSON web token", Jwt, v => $"the portal echoed {v}, 200"),
        (
            "SQL connection string",
            r => Of(r, Mixed, 16),
            v => $"Server=db;User ID=app;Password={v};Encrypt=true: login failed"
        ),
        (
            "quoted connection string",
            r => Of(r, Mixed, 14) + "!;x",
            v => $"Server=db;User ID=app;Pwd=\"{v}\";Encrypt=true"
        ),
        (
            "storage account key",
            r => Base64Of(r, 64),
            v => $"DefaultEndpointsProtocol=https;AccountName=a;Account" + $"Key={v}"
        ),
        (
            "service bus key",
            r => Base64Of(r, 32),
            v => $"Endpoint=sb://x/;SharedAccessKeyName=root;SharedAccess" + $"Key={v}"
        ),
        (
            "shared access signature",
            r => Uri.EscapeDataString(Base64Of(r, 32)),
            v => $"https://s.example/c/b?sv=2025-01-05&sig={v}&se=2026"
        ),
        ("password in an address", r => Of(r, Mixed, 15), v => $"cannot clone https://ci:{v}@git.example/app.git"),
        ("query parameter", r => Of(r, Mixed, 22), v => $"GET /callback?state=1&access_token={v}&x=2 302"),
        ("authorization code", r => Of(r, Mixed, 30), v => $"GET /signin?code={v}&x=2 302"),
        ("AWS access key", r => "AK" + "IA" + Of(r, Capitals, 16), v => $"no such key {v}"),
        ("AWS secret key", r => Of(r, Mixed, 40), v => $"aws_secret_access_key = {v}"),
        ("GitHub token", r => "gh" + "p_" + Of(r, Mixed, 36), v => $"remote: invalid {v}."),
        ("GitHub fine-grained token", r => "github" + "_pat_" + Of(r, Mixed, 60), v => $"using {v}"),
        ("GitLab token", r => "gl" + "pat-" + Of(r, Mixed, 20), v => $"runner with {v} refused"),
        (
            "Slack token",
            r => "xo" + "xb-" + Of(r, Digits, 11) + "-" + Of(r, Mixed, 24),
            v => $"slack says invalid_auth for {v}"
        ),
        (
            "Slack webhook",
            r => "T" + Of(r, Capitals, 8) + "/B" + Of(r, Capitals, 8) + "/" + Of(r, Mixed, 24),
            v => $"POST https://hooks." + $"slack.com/services/{v} 404"
        ),
        ("Google API key", r => "AI" + "za" + Of(r, Mixed, 35), v => $"maps with {v} denied"),
        ("Google client secret", r => "GOC" + "SPX-" + Of(r, Mixed, 28), v => $"client {v} is unknown"),
        ("Stripe key", r => "sk" + "_live_" + Of(r, Mixed, 24), v => $"charge with {v} failed"),
        ("SendGrid key", r => "S" + "G." + Of(r, Mixed, 22) + "." + Of(r, Mixed, 43), v => $"mail via {v}: 403"),
        ("npm token", r => "np" + "m_" + Of(r, Mixed, 36), v => $"publish with {v} is not allowed"),
        ("PyPI token", r => "py" + "pi-" + Of(r, Mixed, 60), v => $"twine {v}"),
        ("Twilio key", r => "S" + "K" + Of(r, Hex, 32), v => $"sms by {v}"),
        (
            "model provider's key",
            r => "s" + "k-proj-" + Of(r, Mixed, 19) + Of(r, Digits, 5),
            v => $"incorrect key {v} provided"
        ),
        (
            "Entra client secret",
            r => Of(r, Mixed, 3) + "7Q" + "~" + Of(r, Mixed, 31),
            v => $"AADSTS7000215 for {v} here"
        ),
        (
            "private key",
            r => Of(r, Mixed, 64),
            v => $"-----BEGIN RSA PRIVATE" + $" KEY-----\n{v}\n-----END RSA PRIVATE" + " KEY----- was read"
        ),
        ("password in JSON", r => Of(r, Mixed, 12) + "$%", v => $$"""answered {"user":"a","password":"{{v}}","x":1}"""),
        (
            "password in JSON in JSON",
            r => Of(r, Mixed, 13),
            v => $$"""log: "{\"user\":\"a\",\"password\":\"{{v}}\"}" """
        ),
        ("secret in YAML", r => Of(r, Mixed, 18), v => $"client_secret: {v}"),
        ("secret in a variable", r => Of(r, Mixed, 20), v => $"export DB_PASSWORD={v} && run"),
        ("cookie", r => Of(r, Mixed, 26), v => $"Set-Cookie: sid={v}; Path=/; HttpOnly"),
        (
            "registry login",
            r => Base64($"robot:{Of(r, Mixed, 17)}"),
            v => "{\"auths\":{\"r.example\":{\"auth\":\"" + v + "\"}}}"
        ),
        ("client key of a cluster", r => Base64Of(r, 48), v => $"    client-key-data: {v}"),
        ("API key header", r => Of(r, Mixed, 21), v => $"X-Api-Key: {v}"),
        ("user of curl", r => Of(r, Mixed, 16), v => $"curl -sS -u deploy:{v} https://portal.example/x"),
        ("command-line option", r => Of(r, Mixed, 16), v => $"deploy.sh --tag v1.8.2 --admin-password {v}"),
        ("Vault token", r => "hv" + "s." + Of(r, Mixed, 28), v => $"vault: {v} expired"),
    ];

    /// <summary>All of them, the same at every run.</summary>
    public static IReadOnlyList<PlantedSecret> All { get; } =
    [
        .. Kinds.SelectMany(
            (kind, at) =>
                Enumerable
                    .Range(0, OfAKind)
                    .Select(number =>
                    {
                        var value = kind.Make(new Random((at * 100) + number));
                        return new PlantedSecret(kind.Kind, kind.Line(value), value);
                    })
        ),
    ];

    /// <summary>The first of each kind.</summary>
    public static IReadOnlyList<PlantedSecret> OneOfEach { get; } = [.. All.DistinctBy(secret => secret.Kind)];

    private static readonly SearchValues<string> Any = SearchValues.Create(
        [.. All.SelectMany(secret => secret.Forms).Distinct()],
        StringComparison.Ordinal
    );

    /// <summary>As it is, and as it looks in an address, in base64 and in JSON.</summary>
    public IEnumerable<string> Forms =>
        new[]
        {
            Value,
            Uri.EscapeDataString(Value),
            Convert.ToBase64String(Encoding.UTF8.GetBytes(Value)).TrimEnd('='),
            JavaScriptEncoder.Default.Encode(Value),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Value),
        }.Distinct();

    /// <summary>Those that stand somewhere in what came out, in whatever form.</summary>
    public static IReadOnlyList<string> FoundIn(string cameOut) =>
        !cameOut.AsSpan().ContainsAny(Any)
            ? []
            :
            [
                .. All.Where(secret => secret.Forms.Any(form => cameOut.Contains(form, StringComparison.Ordinal)))
                    .Select(secret => secret.Kind),
            ];

    /// <summary>The same of bytes that need be no text, such as those of a database.</summary>
    public static IReadOnlyList<string> FoundIn(byte[] cameOut) => FoundIn(Encoding.Latin1.GetString(cameOut));

    public override string ToString() => Kind;

    private static string Of(Random random, string letters, int length)
    {
        var made = Enumerable.Range(0, length).Select(_ => letters[random.Next(letters.Length)]).ToArray();
        // Keys hold digits; one that happens to hold none would be a word.
        if (letters == Mixed)
        {
            (made[1], made[^2]) = ('4', '9');
        }

        return new(made);
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static string Base64Of(Random random, int bytes)
    {
        var made = new byte[bytes];
        random.NextBytes(made);
        return Convert.ToBase64String(made);
    }

    private static string Jwt(Random random) =>
        string.Join(
            '.',
            Url(Base64("""{"alg":"RS256","typ":"JWT"}""")),
            Url(Base64($$"""{"sub":"{{Of(random, Mixed, 12)}}"}""")),
            Of(random, Mixed, 43)
        );

    private static string Url(string base64) => base64.TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
