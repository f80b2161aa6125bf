namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>One kind of look at what outsiders can see.</summary>
internal interface IExposureCheck
{
    /// <summary>Its name, as in <see cref="Mcpx.Domain.Configuration.SecurityChecks"/>.</summary>
    string Name { get; }

    /// <summary>The places it looks at.</summary>
    IEnumerable<string> Places(ExposureRound round);

    /// <summary>Looks. A place that could not be looked at is left out: it is not clean, it is not known.</summary>
    Task<IReadOnlyList<Look>> LookAsync(ExposureRound round, CancellationToken stopping);
}
