using System.Data.Common;
using Mcpx.Db;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Configuration;

/// <summary>What a look at the store found.</summary>
/// <param name="Line">One line about it; null where it could not be looked at.</param>
/// <param name="Errors">What would keep <c>run</c> from starting.</param>
/// <param name="Warnings">What works, but a person should know.</param>
internal sealed record StoreLook(string? Line, IReadOnlyList<ConfigurationError> Errors, IReadOnlyList<string> Warnings)
{
    private const string Key = "Watchdog:Store:ConnectionVariable";
    private static readonly TimeSpan MostDifference = TimeSpan.FromSeconds(2);

    /// <summary>Looks at the store of a configuration that was found right; nothing is created or changed.</summary>
    public static StoreLook At(WatchdogOptions options, DateTimeOffset now)
    {
        var place = options.Place();
        if (place.Server is null)
        {
            return Embedded(options, place);
        }

        try
        {
            return place.Ask() is { } facts ? Judge(options, facts, place.Obstacle(), now) : new(null, [], []);
        }
        catch (DbException unreachable)
        {
            return new(null, [new(Key, options.Store.ConnectionVariable!, $"{place}: {unreachable.Message}")], []);
        }
    }

    private static StoreLook Embedded(WatchdogOptions options, StorePlace place)
    {
        const string key = "Watchdog:DataDirectory";
        try
        {
            var pending = place.Pending().Count;
            return pending > 0
                    ? new(
                        $"Store: {place}, embedded; run creates it or brings it to this version's schema first ({pending} scripts)",
                        [],
                        []
                    )
                : place.Obstacle() is { } obstacle ? new(null, [new(key, options.DataDirectory, obstacle)], [])
                : new($"Store: {place}, embedded, of this version's schema", [], []);
        }
        catch (DbException unusable)
        {
            return new(null, [new(key, options.DataDirectory, unusable.Message)], []);
        }
    }

    internal static StoreLook Judge(WatchdogOptions options, ServerFacts facts, string? obstacle, DateTimeOffset now)
    {
        var variable = options.Store.ConnectionVariable ?? "";
        var errors = new List<ConfigurationError>();
        var warnings = new List<string>();
        if (facts.IsReadOnly)
        {
            errors.Add(new(Key, variable, "the database is read-only: point to the primary, or lift it"));
        }

        if (obstacle is not null)
        {
            errors.Add(new(Key, variable, obstacle));
        }
        else if (!facts.MayExecute)
        {
            errors.Add(new(Key, variable, "the login may not execute the procedures: put its user into watchdog_exec"));
        }

        if (facts.MayDelete)
        {
            warnings.Add(
                "The store's login may delete rows of the journal: watchdog_exec is all it needs, its other roles are too much."
            );
        }

        var difference = new DateTimeOffset(facts.Clock, TimeSpan.Zero) - now;
        if (difference.Duration() > MostDifference)
        {
            warnings.Add(
                FormattableString.Invariant(
                    $"The store's server is {difference.Duration().TotalSeconds:0.0} s {(difference > TimeSpan.Zero ? "ahead of" : "behind")} this machine's clock."
                )
            );
        }

        return new(
            FormattableString.Invariant(
                $"Store: {options.Place()}, SQL Server {facts.Version} ({facts.Edition}), {facts.Collation}, clock {difference.TotalSeconds:+0.0;-0.0;0.0} s"
            ),
            errors,
            warnings
        );
    }
}
