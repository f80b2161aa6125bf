namespace Mcpx.Domain.Redaction;

/// <summary>Secrets that tell by what stands in front of them: headers, addresses, connection strings, names of any kind.</summary>
internal static class NamedSecrets
{
    private const string Scheme = "(bearer|basic|digest|token|apikey|negotiate|ntlm)";

    /// <summary>
    /// A value in quotes of any kind, those of JSON within JSON included, or without any up to what ends it in a connection
    /// string, an address, a list or a line.
    /// </summary>
    private const string Value =
        """(\\+["'](?<secret>[^"'\\]+)|"(?<secret>([^"\\]|\\.)+)|N?'(?<secret>[^'\\]+)|(\\u0022|\\u0027|&quot;|%22)?(?<secret>([^\s;&"',\\]|\\[^nrtu"'\\])+))""";

    private const string Quote = """(\\*["']|\\u0022|\\u0027|&quot;|%22)?""";

    private static readonly (string Kind, string[] Words, string Names)[] Names =
    [
        ("storage key", Spellings("account", "key"), "account[_-]?key"),
        ("access key", Spellings("access", "key"), "(shared[_-]?)?(secret[_-]?)?access[_-]?key"),
        ("shared access signature", Spellings("access", "signature"), "shared[_-]?access[_-]?signature"),
        (
            "API key",
            [.. new[] { "api", "subscription", "functions", "app" }.SelectMany(one => Spellings(one, "key"))],
            "(api|subscription|functions|app)[_-]?key"
        ),
        (
            "private key",
            [
                .. new[] { "private", "signing", "encryption", "master", "session" }.SelectMany(one =>
                    Spellings(one, "key")
                ),
                .. Spellings("key", "data"),
            ],
            "((private|signing|encryption|master|session)[_-]?key|client[_-]key[_-]data)"
        ),
        ("password", ["password", "passwd", "pwd", "passphrase"], "(password|passwd|pwd|passphrase)"),
        ("secret", ["secret"], "secret([_-]?(key|value)(_base)?)?"),
        ("token", ["token"], "token"),
        ("connection string", Spellings("connection", "string"), "connection[_-]?string"),
        ("session", Spellings("session", "id"), "session[_-]?id"),
    ];

    public static IReadOnlyList<SecretShape> All { get; } =
    [
        Named(
            "authorization",
            ["authorization"],
            $"""(?i)authorization{Quote}\s*[:=]\s*{Quote}({Scheme}\s+)?(?<secret>[^\s"',;\\]+)"""
        ),
        Named(
            "bearer token",
            ["bearer"],
            """(?i)\bbearer(\s+|%20|\+)["']?(?<secret>[a-z0-9._~+/=-]{3,})""",
            NoSecret.IsMoreThanAWord
        ),
        Named(
            "basic authorization",
            ["basic"],
            """(?i)\bbasic(\s+|%20)(?<secret>[a-z0-9+/]{6,}={0,2})""",
            NoSecret.IsPair
        ),
        Named(
            "registry login",
            ["auth\"", "auth'", "auth\\", "auth:", "auth="],
            $"""(?i)\bauth{Quote}\s*[:=]\s*{Quote}(?<secret>[a-z0-9+/]{"{8,}"}=?=?)""",
            NoSecret.IsPair
        ),
        Named(
            "cookie",
            ["cookie"],
            """(?i)\bcookie2?(\\*["']|\\u0022)?\s*[:=]\s*(\\*["']|\\u0022)?(?<secret>[^\s=;"',:\\]+=[^\r\n"'\\]*)"""
        ),
        Named(
            "password in an address",
            ["@"],
            """(?i)\b[a-z][a-z0-9+.-]*://[^\s/:@"'<>?#]*:(?<secret>[^\s/@"'<>]+)@"""
        ),
        Named("key in an address", ["@"], """(?i)\b[a-z][a-z0-9+.-]*://(?<secret>[a-z0-9_.~-]{16,})@"""),
        Named(
            "shared access signature",
            ["sig=", "sig%3D", "signature=", "credential="],
            """(?i)(^|[?&#\s"']|&amp;|\\u0026|%26|%3F)(sig|signature|x-(amz|goog)-(signature|credential))(=|%3D)(?<secret>([^\s&"'<>#;,%\\]|%[013-9A-F][0-9A-F]|%2[0-57-9A-F])+)"""
        ),
        Named(
            "query parameter",
            ["token", "jwt", "assertion", "secret", "password", "passwd", "pwd", "passphrase", "key=", "key%3D"],
            """(?i)([?&#]|&amp;|\\u0026|%26|%3F)((access|id|refresh|auth|security|x-amz-security|csrf|xsrf)[_-]?token|token|jwt|assertion|(api|access|subscription|functions)[_-]?key|client_?secret|secret|password|passwd|pwd|passphrase)(=|%3D)(?<secret>([^\s&"'<>#;,%\\]|%[013-9A-F][0-9A-F]|%2[0-57-9A-F])+)"""
        ),
        // Names that mean harmless things too: only what no person would type there.
        Named(
            "query parameter",
            ["code=", "key=", "state=", "session=", "auth=", "nonce="],
            """(?i)([?&#]|&amp;|\\u0026|%26|%3F)(code|key|state|session|auth|nonce)=(?<secret>[^\s&"'<>#;,\\]{12,})""",
            LooksMade
        ),
        Named(
            "command-line secret",
            ["password", "passphrase", "token", "secret", "apikey", "api-key", "accesskey", "access-key", "--sas"],
            """(?i)--[a-z-]*(password|passphrase|token|secret|api-?key|access-?key|sas)(\s+|=)["']?(?<secret>[^\s"'-][^\s"']{5,})"""
        ),
        Named(
            "command-line secret",
            ["-u ", "--user"],
            """(?i)(^|\s)(-u|--user)[\s=]+["']?[^\s:"'/]+:(?<secret>[^\s"']{3,})""",
            value => value.Any(char.IsLetter)
        ),
        .. Names.SelectMany(Pairs),
    ];

    private static IEnumerable<SecretShape> Pairs((string Kind, string[] Words, string Names) of)
    {
        var name = $"(?i){of.Names}[0-9]*";
        // Set by a sign or in quotes: whatever stands there.
        yield return Named(of.Kind, of.Words, $@"{name}({Quote}\s*(=>|:=|==?=?)\s*{Value}|{Quote}(%3D){Value})");
        yield return Named(of.Kind, of.Words, $"""{name}(\\*["']|\\u0022|\\u0027|&quot;)\s*:\s*{Value}""");
        yield return Named(
            of.Kind,
            of.Words,
            $"""{name}\s*:\s*(\\+["'](?<secret>[^"'\\]+)|"(?<secret>([^"\\]|\\.)+)|'(?<secret>[^'\\]+))"""
        );
        // After a colon sentences go on: "bad token: expected a number".
        yield return Named(of.Kind, of.Words, $@"{name}\s*:\s*{Value}", NoSecret.IsMoreThanAWord);
        // Alone on its line it is YAML, or somebody's note.
        yield return Named(
            of.Kind,
            of.Words,
            $"""(?m)^[ \t-]*[A-Za-z0-9_.-]*{name}[ \t]*:[ \t]+(?<secret>[^\s"']+)[ \t]*\r?$"""
        );
    }

    private static bool LooksMade(string value) =>
        value.Any(char.IsAsciiDigit)
        && value.Any(char.IsAsciiLetter)
        && !Guid.TryParse(value, out _)
        && !value.All(char.IsAsciiHexDigitLower);

    private static string[] Spellings(string one, string other) =>
        [$"{one}{other}", $"{one}_{other}", $"{one}-{other}"];

    private static SecretShape Named(string kind, string[] words, string pattern, Func<string, bool>? accepts = null) =>
        new(kind, words, pattern, accepts, StringComparison.OrdinalIgnoreCase);
}
