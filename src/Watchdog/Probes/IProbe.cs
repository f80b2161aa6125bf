namespace Mcpx.Watchdog.Probes;

/// <summary>Whom a probe asks in one round.</summary>
internal enum Audience
{
    /// <summary>Every instance by itself.</summary>
    Instances,

    /// <summary>Every API instance by itself.</summary>
    ApiInstances,

    /// <summary>The environment as a whole.</summary>
    Environment,
}

/// <summary>Asks one thing and hands the outcome to judging: a good answer, or a sample with a fault. No target makes it throw.</summary>
internal interface IProbe
{
    ProbeKind Kind { get; }

    Audience Asks { get; }

    Task AskAsync(ProbeTarget target, CancellationToken stopping);
}
