using System.Collections.Immutable;
using Mcpx.Domain.Parity;

namespace Mcpx.Domain.Incidents;

/// <summary>
/// The changes of an environment, each once. The portal's audit and the poll of its configuration tell of the same change,
/// in either order: what the audit says wins, since it knows who and exactly when.
/// </summary>
public static class ChangeHistory
{
    /// <summary>No more are kept.</summary>
    public const int Kept = 200;

    /// <summary>How far the portal's clock may be from ours when the two tell of one change.</summary>
    public static readonly TimeSpan ClockSkew = TimeSpan.FromSeconds(60);

    /// <summary>Adds a change; the same list when it is known already.</summary>
    public static ImmutableList<Change> Add(ImmutableList<Change> all, Change change)
    {
        if (all.Exists(known => known.Id == change.Id))
        {
            return all;
        }

        if (change.NotBefore is { } since)
        {
            if (IsTold(all, change, since))
            {
                return all;
            }
        }
        else if (Polled(all, change) is { } polled)
        {
            all = all.Remove(polled);
        }

        var before = all.FindLastIndex(known => known.At <= change.At);
        all = all.Insert(before + 1, change);
        return all.Count > Kept ? all.RemoveAt(0) : all;
    }

    /// <summary>
    /// Whether the newest entry of the same setting, or the newest up to the poll, brought it where the poll saw it, since the
    /// poll before. An earlier entry with that value does not count: the setting may have gone there and back.
    /// </summary>
    private static bool IsTold(ImmutableList<Change> all, Change polled, DateTimeOffset since)
    {
        return Tells(all.FindLast(known => IsSame(known, polled)))
            || Tells(all.FindLast(known => IsSame(known, polled) && known.At <= polled.At));

        bool Tells(Change? known) =>
            known is not null
            && known.At >= since - ClockSkew
            && SettingKey.Same(polled.Kind == ChangeKind.Flag, known.After, polled.After);
    }

    /// <summary>The polled change that an entry of the audit tells of; null when there is none.</summary>
    private static Change? Polled(ImmutableList<Change> all, Change audited) =>
        all.Where(known =>
                known.NotBefore is { } since
                && IsSame(known, audited)
                && SettingKey.Same(audited.Kind == ChangeKind.Flag, known.After, audited.After)
                && audited.At >= since - ClockSkew
                && audited.At <= known.At + ClockSkew
            )
            .MinBy(known => (known.At - audited.At).Duration());

    /// <summary>The role that a flag is set for does not count: a poll knows of none, and must not tell of the same change again.</summary>
    private static bool IsSame(Change one, Change other) =>
        (one.Kind == ChangeKind.Flag) == (other.Kind == ChangeKind.Flag)
        && one.Kind is not (ChangeKind.Deployment or ChangeKind.Migration)
        && other.Kind is not (ChangeKind.Deployment or ChangeKind.Migration)
        && string.Equals(one.Key, other.Key, StringComparison.OrdinalIgnoreCase);
}
