namespace Mcpx.Launcher.Processes;

/// <summary>How to start one process of the product and how to see that it works.</summary>
/// <param name="Name">Its name on screen and of its log, e.g. <c>dashboard</c>.</param>
/// <param name="FileName">The executable.</param>
/// <param name="Arguments">Its arguments, one each.</param>
/// <param name="Ready">Answers 200 when it is ready; null: ready as soon as it runs.</param>
internal sealed record ChildPlan(string Name, string FileName, IReadOnlyList<string> Arguments, Uri? Ready)
{
    /// <summary>Its working directory. Default: this process's own.</summary>
    public string WorkingDirectory { get; init; } = System.Environment.CurrentDirectory;

    /// <summary>Environment variables set for it, a null value removes one; the rest is inherited.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } =
        new Dictionary<string, string?>(StringComparer.Ordinal);

    /// <summary>True when the next process may only start once this one is ready. Default false.</summary>
    public bool BeforeNext { get; init; }

    /// <summary>
    /// How often it is started again in one run when it ends by itself while all else is up, as a service manager would. Default 0: its
    /// end is the end of all.
    /// </summary>
    public int Restarts { get; init; }
}
