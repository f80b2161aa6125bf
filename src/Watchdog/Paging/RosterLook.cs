using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Paging;

/// <summary>Who is on at one moment in every environment, the schedule asked once.</summary>
/// <param name="On">By environment, a line a role of the chain.</param>
/// <param name="Warnings">Where the schedule does not answer, or answers what is no roster; a sentence each.</param>
internal sealed record RosterLook(IReadOnlyDictionary<string, IReadOnlyList<OnCall>> On, IReadOnlyList<string> Warnings)
{
    /// <summary>Asks and looks. A configuration that is wrong asks nobody: its address may be what is wrong.</summary>
    public static async Task<RosterLook> AskAsync(
        LoadedConfiguration loaded,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (loaded.Errors.Count > 0)
        {
            return new(new Dictionary<string, IReadOnlyList<OnCall>>(), []);
        }

        var options = loaded.Options;
        using var source = new RosterSource(TimeProvider.System);
        var board = new RosterBoard(options);
        var inquiry = new RosterInquiry(options, board, source);
        await inquiry.AskAsync(cancellation);
        return new(
            options.Environments.Keys.ToDictionary(name => name, name => board.On(name, now)),
            [.. options.Environments.Keys.Select(name => inquiry.WarningOf(name, now)).OfType<string>()]
        );
    }

    /// <summary>A sentence an environment, for example <c>Prod: on now are Incident Commander rina, Deputy sam (a shift), Decision Owner dora.</c>.</summary>
    public IEnumerable<string> Lines =>
        On.Select(environment =>
            $"{environment.Key}: on now are {string.Join(", ", environment.Value.Select(on => $"{TimelineWords.RoleName(on.Role)} {on.Name}{Basis(on.Basis)}"))}."
        );

    private static string Basis(RosterBasis basis) =>
        basis switch
        {
            RosterBasis.Source => " (the schedule)",
            RosterBasis.Shift => " (a shift)",
            _ => "",
        };
}
