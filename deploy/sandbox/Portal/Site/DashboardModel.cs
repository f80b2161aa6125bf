namespace Mcpx.Sandbox.Portal.Site;

/// <summary>What the dashboard shows.</summary>
/// <param name="Jobs">Number of jobs by state; a state without a job is absent.</param>
/// <param name="FlagsOn">Number of feature flags that are on.</param>
public sealed record DashboardModel(IReadOnlyDictionary<string, int> Jobs, int FlagsOn);
