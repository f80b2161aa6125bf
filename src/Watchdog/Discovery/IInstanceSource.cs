using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Discovery;

/// <summary>Where instances are found.</summary>
internal interface IInstanceSource
{
    /// <summary>Names every instance there is now.</summary>
    /// <param name="known">Those it named before, for a source that sees only some at a look.</param>
    /// <param name="stopping">Ends the asking.</param>
    /// <exception cref="SourceUnavailableException">It could not be asked, or said nothing that can be used.</exception>
    Task<IReadOnlyList<InstanceOptions>> AskAsync(IReadOnlyList<InstanceOptions> known, CancellationToken stopping);
}

/// <summary>A source that could not be asked; the message says why, for people.</summary>
internal sealed class SourceUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
