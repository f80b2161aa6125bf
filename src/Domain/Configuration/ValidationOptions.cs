using System.Text.Json.Serialization;

namespace Mcpx.Domain.Configuration;

/// <summary>What must be seen after a rollback (runbook section 6, step 4).</summary>
public sealed record ValidationOptions
{
    internal static readonly TimeSpan LongestWait = TimeSpan.FromHours(2);

    /// <summary>How long every instance must stay green together. Default 30 s.</summary>
    public TimeSpan HealthyFor { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long to wait for that. Default 5 min.</summary>
    public TimeSpan HealthyWithin { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long the SSE smoke listens to every instance. Default 60 s.</summary>
    public TimeSpan SmokeFor { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Median time to the first event. Default 200 ms (section 6).</summary>
    public TimeSpan MaxFirstEvent { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Median heartbeat gap. Default 10 s (section 6).</summary>
    public TimeSpan MaxMedianGap { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Added to <see cref="MaxMedianGap"/>, since a 10 s keep-alive jitters. Default 1 s.</summary>
    public TimeSpan GapGrace { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No gap may be longer. Default 15 s (section 3).</summary>
    public TimeSpan MaxGap { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>
    /// YAML file with the contract of the core endpoints (docs/contract-files.md), relative to the configuration file; null for
    /// <see cref="ContractPaths"/>. Default null.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ContractFile { get; init; }

    /// <summary>
    /// The contract file's SHA-256, lower-case hexadecimal. Written here it pins the file: another one is refused at start. Left out
    /// it is filled in with the file's own, so that an approval binds what the calls must answer.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? ContractSha256 { get; init; }

    /// <summary>
    /// Without a contract file: authenticated GET requests that must answer 200 with JSON. Default: section 12's examples and the
    /// core lists.
    /// </summary>
    public IReadOnlyList<string> ContractPaths { get; init; } = [];

    /// <summary>The contract paths in effect.</summary>
    public IReadOnlyList<string> EffectiveContractPaths =>
        ContractPaths.Count > 0
            ? ContractPaths
            : ["/api/healthz", "/api/config/effective", "/api/flags", "/api/jobs", "/api/audit"];

    /// <summary>What the web must show; null checks no pages.</summary>
    public WebCheckOptions? Web { get; init; }

    /// <summary>
    /// The program that looks at the web in a real browser once. Left out it is filled in with <c>Probes:Workflows:Browser</c>, so
    /// that an approval binds which program looks at what. Default null.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BrowserCheckOptions? Browser { get; init; }

    /// <summary>
    /// Where no <see cref="Browser"/> looks: how long validation waits for a person with the run's lead to look at the pages and
    /// attest it with a screenshot (section 6, steps 3 and 4). Zero asks nobody, and the pages read "not measured". Left out it is
    /// filled in with 15 min where there is a Web instance. Up to 2 h.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public TimeSpan? AttestWithin { get; init; }

    /// <summary>How long to wait for a person's look; null where nobody is asked.</summary>
    [JsonIgnore]
    public TimeSpan? Attestation => Browser is null && AttestWithin > TimeSpan.Zero ? AttestWithin : null;

    /// <summary>Checks of your own, one after the other; null for none, which is the default.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<CommandCheckOptions>? Commands { get; init; }

    /// <summary>How long readings must stay within their limits before the incident closes. Default 30 min (section 10).</summary>
    public TimeSpan StabiliseFor { get; init; } = TimeSpan.FromMinutes(30);
}

/// <summary>The synthetic visit of the web (runbook section 6, step 3 and 4): sign in, then look at the pages.</summary>
public sealed record WebCheckOptions
{
    /// <summary>Where the sign-in form is posted to; null visits without signing in.</summary>
    public string? LoginPath { get; init; }

    /// <summary>User of the synthetic visit.</summary>
    public string User { get; init; } = "";

    /// <summary>Variable that holds the user's password.</summary>
    public string PasswordVariable { get; init; } = "MCPX_WEB_PASSWORD";

    /// <summary>Pages that must render.</summary>
    public IReadOnlyList<string> Pages { get; init; } = [];

    /// <summary>Text every page must contain; <c>{environment}</c> and <c>{page}</c> are filled in.</summary>
    public IReadOnlyList<string> Markers { get; init; } = [];
}
