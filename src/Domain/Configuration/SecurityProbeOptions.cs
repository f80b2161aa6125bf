using System.Text.Json.Serialization;

namespace Mcpx.Domain.Configuration;

/// <summary>What is asked to find an unintended exposure or a leaked secret (runbook section 3, security).</summary>
public sealed record SecurityProbeOptions
{
    private static readonly string[] EffectiveConfiguration = ["/api/config/effective"];

    private static readonly string[] NobodysBusiness =
    [
        "/.git/config",
        "/.env",
        "/web.config",
        "/appsettings.json",
        "/server-status",
    ];

    private static readonly string[] FromInsideOnly = ["/metrics"];

    private static readonly string[] StaysOff = ["EnableLegacyHttpSse"];

    /// <summary>The defaults.</summary>
    public SecurityProbeOptions() { }

    /// <summary>
    /// As recordings and journals are read: one from before <see cref="Exposure"/> was watched says nothing of it, and
    /// watched none.
    /// </summary>
    [JsonConstructor]
    internal SecurityProbeOptions(bool exposure = false) => Exposure = exposure;

    /// <summary>Whether security is watched here. Default true.</summary>
    public bool Watched { get; init; } = true;

    /// <summary>Paths that must refuse whoever has no token. Default: the effective configuration.</summary>
    public IReadOnlyList<string> MustRefuse { get; init; } = [];

    /// <summary>The paths in effect.</summary>
    public IReadOnlyList<string> EffectiveMustRefuse => MustRefuse.Count > 0 ? MustRefuse : EffectiveConfiguration;

    /// <summary>
    /// Paths whose answers to the watchdog's token must hold no secret. Default: the effective configuration.
    /// </summary>
    public IReadOnlyList<string> MustHoldNoSecret { get; init; } = [];

    /// <summary>The paths in effect.</summary>
    public IReadOnlyList<string> EffectiveMustHoldNoSecret =>
        MustHoldNoSecret.Count > 0 ? MustHoldNoSecret : EffectiveConfiguration;

    /// <summary>
    /// Flags that must be off, read from every API instance. Default null: <c>EnableLegacyHttpSse</c> in Prod (runbook section 12),
    /// none elsewhere. An empty list means none. Recordings and journals from before say null, and mean none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<string>? MustBeOff { get; init; }

    /// <summary>The flags in effect, once <see cref="In"/> has filled in the default.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> EffectiveMustBeOff => MustBeOff ?? [];

    /// <summary>Between two rounds of the checks above. Default 30 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether what outsiders can see is looked at: forbidden paths, error pages, security headers, certificates, source maps
    /// and secrets in the web's scripts. Default true.
    /// </summary>
    public bool Exposure { get; init; } = true;

    /// <summary>Between two looks at what outsiders can see. Default 5 min.</summary>
    public TimeSpan ExposureInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// Paths that nobody may get, asked without a token of every Web instance and of the public address. Default
    /// <c>/.git/config</c>, <c>/.env</c>, <c>/web.config</c>, <c>/appsettings.json</c> and <c>/server-status</c>.
    /// </summary>
    public IReadOnlyList<string> Forbidden { get; init; } = [];

    /// <summary>The paths in effect.</summary>
    public IReadOnlyList<string> EffectiveForbidden => Forbidden.Count > 0 ? Forbidden : NobodysBusiness;

    /// <summary>
    /// Paths that are for inside only: asked without a token of the public address, where there is one. Default
    /// <c>/metrics</c>.
    /// </summary>
    public IReadOnlyList<string> ForbiddenInPublic { get; init; } = [];

    /// <summary>The paths in effect.</summary>
    public IReadOnlyList<string> EffectiveForbiddenInPublic =>
        ForbiddenInPublic.Count > 0 ? ForbiddenInPublic : FromInsideOnly;

    /// <summary>
    /// Folders of the web that must not list what lies in them, besides those its scripts come from. Default
    /// <c>/assets/</c>.
    /// </summary>
    public IReadOnlyList<string> AssetFolders { get; init; } = [];

    /// <summary>The folders in effect.</summary>
    public IReadOnlyList<string> EffectiveAssetFolders => AssetFolders.Count > 0 ? AssetFolders : ["/assets/"];

    /// <summary>Which security headers answers must carry.</summary>
    public HeaderOptions Headers { get; init; } = new();

    /// <summary>
    /// A certificate with fewer days left than this is a finding. Default 14, at least 1. Only addresses with https have one.
    /// </summary>
    public int CertificateDays { get; init; } = 14;

    /// <summary>
    /// Fingerprints (<c>hmac:…</c>, as shown in a finding) of strings that look like secrets and are none, a browser's map
    /// key for example. Default none.
    /// </summary>
    public IReadOnlyList<string> AcceptedSecrets { get; init; } = [];

    /// <summary>The checks of paths by name, as judging knows them; <see cref="SecurityChecks"/> has all.</summary>
    public IReadOnlyList<string> Checks =>
        Watched
            ?
            [
                .. EffectiveMustRefuse.Select(Anonymous),
                .. EffectiveMustHoldNoSecret.Select(Secrets),
                .. EffectiveMustBeOff.Select(Off),
            ]
            : [];

    /// <summary>The name of the check that a path refuses whoever has no token.</summary>
    public static string Anonymous(string path) => $"anonymous {path}";

    /// <summary>The same with the defaults that go by an environment's name.</summary>
    public SecurityProbeOptions In(string environment) =>
        MustBeOff is null && environment == "Prod" ? this with { MustBeOff = StaysOff } : this;

    /// <summary>The name of the check that a flag is off.</summary>
    public static string Off(string flag) => $"flag {flag} off";

    /// <summary>The name of the check that a path holds no secret.</summary>
    public static string Secrets(string path) => $"secrets in {path}";

    internal void Check(List<ConfigurationError> errors, string key)
    {
        errors.Positive($"{key}:Interval", Interval);
        errors.Positive($"{key}:ExposureInterval", ExposureInterval);
        errors.AtLeast($"{key}:CertificateDays", CertificateDays, 1);
        Headers.Check(errors, $"{key}:Headers");
        Paths(errors, $"{key}:MustRefuse", MustRefuse);
        Paths(errors, $"{key}:MustHoldNoSecret", MustHoldNoSecret);
        Paths(errors, $"{key}:Forbidden", Forbidden);
        Paths(errors, $"{key}:ForbiddenInPublic", ForbiddenInPublic);
        Paths(errors, $"{key}:AssetFolders", AssetFolders);
        foreach (var flag in EffectiveMustBeOff.Where(string.IsNullOrWhiteSpace))
        {
            errors.Add(new($"{key}:MustBeOff", flag, "must be the name of a flag"));
        }

        foreach (var accepted in AcceptedSecrets.Where(accepted => !Parity.SaltedDigest.IsSalted(accepted)))
        {
            // Perhaps the secret itself: it is not repeated.
            errors.Add(new($"{key}:AcceptedSecrets", "…", "must be a fingerprint like hmac:0123456789ab"));
        }
    }

    private static void Paths(List<ConfigurationError> errors, string key, IReadOnlyList<string> paths)
    {
        foreach (var path in paths.Where(path => !path.StartsWith('/')))
        {
            errors.Add(new(key, path, "must begin with /"));
        }
    }
}
