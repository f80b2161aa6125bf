namespace Mcpx.Watchdog.Tickets;

/// <summary>A ticket as its system names it.</summary>
/// <param name="Address">Where people find it.</param>
/// <param name="Reference">What comments are added by.</param>
internal sealed record TicketRef(string Address, string Reference);

/// <summary>What a ticket says at its beginning.</summary>
/// <param name="Mark">Found again by it: the same for one incident of one watchdog, ever.</param>
/// <param name="Incident">The incident.</param>
/// <param name="Environment">Where.</param>
/// <param name="Title">Its title.</param>
/// <param name="Lines">Its text.</param>
internal sealed record TicketText(
    string Mark,
    string Incident,
    string Environment,
    string Title,
    IReadOnlyList<string> Lines
);

/// <summary>A system that keeps tickets. Whatever goes wrong is one kind of exception.</summary>
internal interface ITicketSystem : IDisposable
{
    /// <summary>The ticket with a mark; null where there is none, or the system tells marks apart by itself.</summary>
    /// <exception cref="Deployers.DeployerUnavailableException">No answer that can be used.</exception>
    Task<TicketRef?> FindAsync(string mark, CancellationToken cancellation);

    /// <summary>Makes one.</summary>
    /// <exception cref="Deployers.DeployerUnavailableException">No answer that can be used; it may have been made.</exception>
    Task<TicketRef> CreateAsync(TicketText ticket, CancellationToken cancellation);

    /// <summary>Adds to one. It may be added twice where an answer is lost.</summary>
    /// <exception cref="Deployers.DeployerUnavailableException">No answer that can be used.</exception>
    Task CommentAsync(string mark, string reference, IReadOnlyList<string> lines, CancellationToken cancellation);
}
