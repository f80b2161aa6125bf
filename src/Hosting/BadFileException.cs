namespace Mcpx.Hosting;

/// <summary>A file that a person gave cannot be used; every message names the file and, where it has lines, the line.</summary>
internal sealed class BadFileException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public BadFileException(string file, string problem)
        : this([$"{file}: {problem}"]) { }

    public BadFileException(string file, long line, string problem)
        : this([FormattableString.Invariant($"{file}:{line}: {problem}")]) { }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
