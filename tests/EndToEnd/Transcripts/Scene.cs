namespace Mcpx.EndToEnd.Transcripts;

/// <summary>A story that goes the usual way: something happens, a plan is proposed, the Incident Commander approves, it ends well.</summary>
/// <param name="Name">Its file, without <c>.md</c>.</param>
/// <param name="Title">Its heading.</param>
/// <param name="Environment">Where it happens.</param>
internal sealed record Scene(string Name, string Title, string Environment)
{
    public required Func<Product, Task> Begin { get; init; }

    public required string What { get; init; }

    public required string By { get; init; }

    /// <summary>What must be said nowhere.</summary>
    public IReadOnlyList<string> Never { get; init; } = [];
}
