using Mcpx.Domain.Configuration;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>Makes expected values and rules of the entries of a file, and keeps every problem with its line.</summary>
internal sealed class ExpectedSense(string file, SecretSeal seal)
{
    public const string Values = "values";
    public const string Severity = "severity";
    public const string Ignore = "ignore";

    private const string SecretPrefix = "secret:";
    private const int MostKeys = 20_000;

    private readonly Dictionary<string, string> _values = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, long> _lines = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<DriftRule> _ignored = [];
    private readonly List<DriftRule> _rules = [];

    private bool _holdsDigests;

    public List<string> Problems { get; } = [];

    public ExpectedSettings Expected => new(_values, [.. _ignored, .. _rules], _holdsDigests);

    public void Take(ExpectedEntry entry)
    {
        switch (entry.Section)
        {
            case null when entry.Key is Values or Severity or Ignore:
                Problem(entry, $"{entry.Key} is a section of the file; a setting of that name stands under {Values}");
                break;
            case null or Values:
                TakeValue(entry);
                break;
            case Severity:
                TakeSeverity(entry);
                break;
            case Ignore when entry is { Key: "", Value.Length: > 0 }:
                _ignored.Add(new() { Key = entry.Value, Severity = DriftSeverity.Ignored });
                break;
            case Ignore:
                Problem(entry, $"{Ignore} must be a list of keys or patterns");
                break;
            default:
                Problem(
                    entry,
                    $"unknown section {entry.Section}; sections are {Values}, {Severity} and {Ignore}, and a setting has one value"
                );
                break;
        }
    }

    private void TakeValue(ExpectedEntry entry)
    {
        if (entry.Key.Length == 0)
        {
            Problem(entry, "a key is missing");
        }
        else if (_lines.TryGetValue(entry.Key, out var line))
        {
            Problem(entry, FormattableString.Invariant($"{entry.Key} stands in line {line} already"));
        }
        else if (_values.Count == MostKeys)
        {
            Problem(entry, $"more than {MostKeys} keys");
        }
        else if (Resolve(entry) is { } value)
        {
            _values[entry.Key] = value;
            _lines[entry.Key] = entry.Line;
        }
    }

    /// <summary>The value, sealed; null, and a problem, where there is none.</summary>
    private string? Resolve(ExpectedEntry entry)
    {
        if (entry.Value is not { } value)
        {
            Problem(entry, $"{entry.Key} has no value; write \"\" for an empty one, or leave the key out");
            return null;
        }

        if (!value.StartsWith(SecretPrefix, StringComparison.Ordinal))
        {
            _holdsDigests |= SaltedDigest.IsSalted(value);
            return seal.Seal(entry.Key, value);
        }

        var variable = value[SecretPrefix.Length..].Trim();
        if (
            variable.Length > 0
            && !variable.Contains('=')
            && !variable.Contains('\0')
            && Secrets.Read(variable) is { } secret
        )
        {
            return seal.Digest(secret);
        }

        Problem(entry, $"{entry.Key} = {SecretPrefix}{variable}: names an environment variable that is not set");
        return null;
    }

    private void TakeSeverity(ExpectedEntry entry)
    {
        if (entry.Key.Length == 0)
        {
            Problem(entry, $"{Severity} must be patterns with a severity each");
        }
        else if (
            Enum.GetNames<DriftSeverity>()
                .FirstOrDefault(name => name.Equals(entry.Value, StringComparison.OrdinalIgnoreCase)) is
            { } name
        )
        {
            _rules.Add(new() { Key = entry.Key, Severity = Enum.Parse<DriftSeverity>(name) });
        }
        else
        {
            Problem(
                entry,
                $"{entry.Key} = {entry.Value}: must be one of {string.Join(", ", Enum.GetNames<DriftSeverity>()).ToLowerInvariant()}"
            );
        }
    }

    private void Problem(ExpectedEntry entry, string text) =>
        Problems.Add(FormattableString.Invariant($"{file}:{entry.Line}: {text}"));
}
