using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;

namespace Mcpx.Watchdog.Paging;

/// <summary>A way to wake somebody.</summary>
internal interface IPager
{
    /// <summary>Which.</summary>
    PageWay Way { get; }

    /// <summary>Sends one page. It says what went wrong and never throws but for cancellation.</summary>
    Task<PageOutcome> SendAsync(PageMessage message, CancellationToken cancellation);
}

/// <summary>What came of a page.</summary>
/// <param name="Fault">Why it did not arrive; null when it did.</param>
/// <param name="Lost">Whether it may have arrived all the same.</param>
internal readonly record struct PageOutcome(string? Fault, bool Lost = false)
{
    public static PageOutcome Arrived { get; } = new(null);
}

/// <summary>A page with everything that a service may want to say.</summary>
/// <param name="Incident">What it is about.</param>
/// <param name="Due">What is said to whom.</param>
/// <param name="Summary">One line, without secrets.</param>
/// <param name="Text">All of it, without secrets.</param>
/// <param name="Link">The incident's page.</param>
/// <param name="Contact">How to reach them; null where nobody wrote that down.</param>
internal sealed record PageMessage(
    Incident Incident,
    PageDue Due,
    string Summary,
    string Text,
    string Link,
    ContactOptions? Contact
)
{
    /// <summary>The same for a repeat, so that whoever gets it twice can tell.</summary>
    public string Key =>
        FormattableString.Invariant($"{Incident.Id}/{Due.Act}/{Due.Since.ToUnixTimeMilliseconds()}/{Due.Call}");
}
