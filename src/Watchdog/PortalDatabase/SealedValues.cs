using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>
/// What the portal's routes answer is sealed where it looks like a secret. The two values that a step knows itself are told from
/// their digests.
/// </summary>
internal static class SealedValues
{
    /// <summary>The value behind a digest, where it is one of the step's own; else the value as it is.</summary>
    public static string? Open(string? value, PlanRevert revert, SecretSeal seal)
    {
        if (!SaltedDigest.Is(value))
        {
            return value;
        }

        var key = KeyOf(revert);
        return new[] { revert.Value, revert.Observed }.FirstOrDefault(known =>
                known is not null && seal.Seal(key, known) == value
            ) ?? value;
    }

    /// <summary>A value as it may be shown: the step's own as they are, any other sealed where it looks like a secret.</summary>
    public static string? Seal(string? value, PlanRevert revert, SecretSeal seal) =>
        value == revert.Value || value == revert.Observed ? value : seal.Seal(KeyOf(revert), value);

    private static string KeyOf(PlanRevert revert) =>
        revert.Kind == ChangeKind.Flag ? SettingKey.OfFlag(revert.Key) : revert.Key;
}
