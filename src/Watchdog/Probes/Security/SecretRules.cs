namespace Mcpx.Watchdog.Probes.Security;

/// <summary>
/// The kinds of secrets that are found, the most telling first: of two that find the same place the first counts. Formats
/// are those their issuers document.
/// </summary>
internal static class SecretRules
{
    /// <summary>Random letters and digits have more than this a character; words and names mostly less.</summary>
    private const double Random = 3.5;

    /// <summary>In values of a configuration only: in a program, <c>password=e.target.value</c> is an assignment.</summary>
    public static SecretRule Password { get; } =
        SecretRule.Of("password", ["password", "pwd"], @"(?i)\b(password|pwd)\s*=\s*(?<secret>[^\s;""'*{}<$\\]{3,})");

    public static IReadOnlyList<SecretRule> All { get; } =
    [
        // With its body: libraries that read keys hold the mere heading.
        SecretRule.Of(
            "private key",
            ["PRIVATE KEY"],
            @"-----BEGIN [A-Z0-9 ]*PRIVATE KEY( BLOCK)?-----(\\[rn]|\s)*((Proc-Type|DEK-Info|Version|Comment): [^\\\r\n]*(\\[rn]|\s)+)*(?<secret>[A-Za-z0-9+/=]{24}(\\[rn]|[A-Za-z0-9+/=\s])*)"
        ),
        SecretRule.Of(
            "AWS access key",
            ["AKIA", "ASIA", "ABIA", "ACCA"],
            @"\b(AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b",
            2.5
        ),
        SecretRule.Of(
            "AWS secret key",
            ["aws"],
            @"(?i)\baws[a-z0-9_.-]*(secret|key)[a-z0-9_.-]*[""']?\s*[:=]\s*[""']?(?<secret>[a-z0-9/+]{40})\b",
            Random
        ),
        SecretRule.Of(
            "Azure storage key",
            ["AccountKey"],
            @"(?i)\bAccountKey\s*=\s*(?<secret>[a-z0-9+/]{86}==)",
            Random
        ),
        SecretRule.Of(
            "Azure shared access key",
            ["SharedAccessKey"],
            @"(?i)\bSharedAccessKey\s*=\s*(?<secret>[a-z0-9+/]{42,}=)",
            Random
        ),
        SecretRule.Of(
            "Azure shared access signature",
            ["sig="],
            @"(?i)\b(sv|se|st|sp|sr|srt|ss)=[^\s""'`<>]*[&;]sig=(?<secret>[a-z0-9+/_-]([a-z0-9+/=_-]|%[0-9a-f]{2}){29,})",
            Random
        ),
        SecretRule.Of(
            "Azure client secret",
            ["Q~"],
            @"(^|[^A-Za-z0-9_~.-])(?<secret>[A-Za-z0-9_~.]{3}[0-9]Q~[A-Za-z0-9_~.-]{31,34})($|[^A-Za-z0-9_~.-])",
            Random
        ),
        SecretRule.Of(
            "GitHub token",
            ["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"],
            @"\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b",
            3
        ),
        SecretRule.Of("Slack token", ["xox"], @"\bxox[abeoprs]-[A-Za-z0-9-]{20,}", 3),
        SecretRule.Of(
            "Slack webhook",
            ["hooks.slack.com/"],
            @"\bhooks\.slack\.com/(services|workflows|triggers)/(?<secret>[A-Za-z0-9/+]{30,})",
            3
        ),
        SecretRule.Of("Stripe secret key", ["sk_", "rk_"], @"\b(sk|rk)_(live|test|prod)_[A-Za-z0-9]{16,}\b", 3),
        SecretRule.Of("Google API key", ["AIza"], @"\bAIza[A-Za-z0-9_-]{35}", 3),
        SecretRule.Of("Google client secret", ["GOCSPX-"], @"\bGOCSPX-[A-Za-z0-9_-]{28}", 3),
        SecretRule.Of("npm token", ["npm_"], @"\bnpm_[A-Za-z0-9]{36}\b", 3),
        SecretRule.Of(
            "bearer token (JWT)",
            ["eyJ"],
            @"\beyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}",
            Random
        ),
        SecretRule.Of(
            "password of a connection string",
            ["password", "pwd"],
            @"(?i)\b(server|data source|host|user id|uid|username|database|initial catalog)\s*=[^;""'\r\n]*;([^""'\r\n]*;)?\s*(password|pwd)\s*=\s*(?<secret>[^;""'\s\\]{4,})"
        ),
        SecretRule.Of(
            "password in an address",
            ["://"],
            @"\b[a-z][a-z0-9+.-]*://[A-Za-z0-9._~-]+:(?<secret>[A-Za-z0-9._~!$&*+,;=%-]{6,})@[A-Za-z0-9.-]+",
            2
        ),
        SecretRule.Of(
            "secret by its name",
            [
                "password",
                "passwd",
                "secret",
                "token",
                "apikey",
                "api_key",
                "api-key",
                "accesskey",
                "access_key",
                "privatekey",
                "private_key",
            ],
            @"(?i)(password|passwd|secret|token|api[_-]?key|access[_-]?key|private[_-]?key)[a-z0-9_]*[""']?\s*[:=]\s*[""'`](?<secret>[^""'`\s\\]{12,})[""'`]",
            Random,
            Randomness.LooksRandom
        ),
    ];
}
