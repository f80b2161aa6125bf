namespace Mcpx.Watchdog.Wire;

/// <summary>An answer whose body is read as it comes, and need never end.</summary>
internal interface IByteStream : IAsyncDisposable
{
    /// <summary>The answer's status.</summary>
    int Status { get; }

    /// <summary>The body's media type; null without one.</summary>
    string? ContentType { get; }

    /// <summary>The cookies that the answer sets, with their attributes.</summary>
    IReadOnlyList<string> CookiesSet { get; }

    /// <summary>When the request was written, by the steady clock; connecting is not part of what comes after.</summary>
    long WrittenAt { get; }

    /// <summary>Ends the stream when nothing sets a later time before.</summary>
    void Until(TimeSpan time);

    /// <summary>Waits until bytes of the body are there, and hands them over piece by piece.</summary>
    /// <returns>Whether there were any; false at the end of the body.</returns>
    /// <exception cref="IOException">The stream broke, or its time was over.</exception>
    ValueTask<bool> ReadAsync(IBodyReader reader);
}

/// <summary>Takes the pieces of a body; what it is handed is gone after the call.</summary>
internal interface IBodyReader
{
    void Take(ReadOnlySpan<byte> piece);
}
