namespace Mcpx.Domain.Configuration;

/// <summary>Workflows of people that the watchdog walks by itself (runbook section 3, business).</summary>
public sealed record WorkflowProbeOptions
{
    /// <summary>Whether the visit of <see cref="ValidationOptions.Web"/> is walked all the time. Default false.</summary>
    public bool Web { get; init; }

    /// <summary>Between two walks. Default 60 s.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Name of the visit of the web.</summary>
    public const string WebPages = "web pages";

    /// <summary>Every workflow by name, as judging knows them.</summary>
    public IReadOnlyList<string> Names => Web ? [WebPages] : [];
}
