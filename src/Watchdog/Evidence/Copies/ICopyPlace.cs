namespace Mcpx.Watchdog.Evidence.Copies;

/// <summary>Where second copies of sealed parts go. What is there is never written over.</summary>
internal interface ICopyPlace
{
    /// <summary>As it stands in the journal.</summary>
    string Name { get; }

    /// <summary>Puts a copy there and reads it back; one that is there already and is the same will do.</summary>
    /// <param name="incident">The incident.</param>
    /// <param name="part">The part's number.</param>
    /// <param name="sha256">What it must be.</param>
    /// <param name="open">Opens the zip.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="CopyFailedException">It is not there, or something else is.</exception>
    Task CopyAsync(string incident, int part, string sha256, Func<Stream> open, CancellationToken cancellation);
}

/// <summary>A copy could not be made.</summary>
internal sealed class CopyFailedException(string message, Exception? inner = null) : Exception(message, inner);
