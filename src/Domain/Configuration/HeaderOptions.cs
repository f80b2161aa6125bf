namespace Mcpx.Domain.Configuration;

/// <summary>One header an answer must carry.</summary>
public sealed record HeaderRule
{
    /// <summary>
    /// The header, with what its value must contain where that matters, and alternatives behind <c>|</c>: for example
    /// <c>X-Frame-Options | Content-Security-Policy: frame-ancestors</c>.
    /// </summary>
    public string Header { get; init; } = "";

    /// <summary>Whether it is asked for over https only. Default false.</summary>
    public bool HttpsOnly { get; init; }

    /// <summary>Whether an answer keeps the rule.</summary>
    /// <param name="values">The values of a header by its name; null where the answer has none.</param>
    public bool IsKept(Func<string, string?> values) =>
        Header
            .Split('|')
            .Select(choice => choice.Split(':', 2, StringSplitOptions.TrimEntries))
            .Any(choice =>
                values(choice[0].Trim()) is { } value
                && (choice.Length == 1 || value.Contains(choice[1], StringComparison.OrdinalIgnoreCase))
            );
}

/// <summary>Which security headers answers must carry.</summary>
public sealed record HeaderOptions
{
    private static readonly HeaderRule NoSniff = new() { Header = "X-Content-Type-Options: nosniff" };
    private static readonly HeaderRule Https = new() { Header = "Strict-Transport-Security", HttpsOnly = true };

    private static readonly HeaderRule[] ApiDefaults = [NoSniff, Https];

    private static readonly HeaderRule[] WebDefaults =
    [
        NoSniff,
        new() { Header = "Content-Security-Policy" },
        new() { Header = "X-Frame-Options | Content-Security-Policy: frame-ancestors" },
        Https,
    ];

    /// <summary>
    /// What the API's answers must carry. Default <c>X-Content-Type-Options: nosniff</c>, and over https
    /// <c>Strict-Transport-Security</c>.
    /// </summary>
    public IReadOnlyList<HeaderRule> Api { get; init; } = [];

    /// <summary>The rules in effect.</summary>
    public IReadOnlyList<HeaderRule> EffectiveApi => Api.Count > 0 ? Api : ApiDefaults;

    /// <summary>
    /// What the web's pages must carry. Default those of the API, <c>Content-Security-Policy</c>, and
    /// <c>X-Frame-Options</c> or a policy with <c>frame-ancestors</c>.
    /// </summary>
    public IReadOnlyList<HeaderRule> Web { get; init; } = [];

    /// <summary>The rules in effect.</summary>
    public IReadOnlyList<HeaderRule> EffectiveWeb => Web.Count > 0 ? Web : WebDefaults;

    /// <summary>
    /// Whether <c>Server</c> and <c>X-Powered-By</c> may tell a version, which tells attackers what to try. Default false.
    /// </summary>
    public bool AllowVersions { get; init; }

    internal void Check(List<ConfigurationError> errors, string key)
    {
        Rules(errors, $"{key}:Api", Api);
        Rules(errors, $"{key}:Web", Web);
    }

    private static void Rules(List<ConfigurationError> errors, string key, IReadOnlyList<HeaderRule> rules)
    {
        for (var i = 0; i < rules.Count; i++)
        {
            if (rules[i].Header.Split('|').Any(choice => !IsName(choice.Split(':')[0].Trim())))
            {
                errors.Add(new($"{key}:{i}:Header", rules[i].Header, "must be a header's name, as X-Frame-Options"));
            }
        }
    }

    private static bool IsName(string name) =>
        name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
