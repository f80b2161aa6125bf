using Mcpx.Domain.Configuration;

namespace Mcpx.Domain.Parity;

/// <summary>What an expected file says (docs/parity.md).</summary>
/// <param name="Values">The expected values by key; flags as <c>flag:NAME</c>. Secrets stand in it as digests.</param>
/// <param name="Rules">The file's own rules of severity, asked before those of the environment.</param>
/// <param name="HoldsDigests">Whether digests stand in the file itself: only the installation that made them can compare.</param>
public sealed record ExpectedSettings(
    IReadOnlyDictionary<string, string> Values,
    IReadOnlyList<DriftRule> Rules,
    bool HoldsDigests = false
)
{
    /// <summary>Digest of the file, lower-case hexadecimal; empty where it is from no file.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>What counts as drift in an environment, with the file's rules first.</summary>
    public DriftOptions Over(DriftOptions drift) => drift with { Rules = [.. Rules, .. drift.Rules] };

    /// <summary>The same expectation without some keys.</summary>
    public ExpectedSettings Without(Func<string, bool> left) =>
        this with
        {
            Values = Values.Where(value => !left(value.Key)).ToDictionary(StringComparer.Ordinal),
        };

    /// <summary>Holds what was polled against it.</summary>
    public ParityReport Compare(SettingPoll poll, DriftOptions drift, SecretSeal seal) =>
        ParityComparison.Compare(Values, poll.Values, Over(drift), seal, poll.At);
}
