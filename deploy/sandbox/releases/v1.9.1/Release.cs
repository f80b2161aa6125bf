namespace Mcpx.Sandbox.Releases;

/// <summary>Tells of each job whether it can be run again. Web and API are released together.</summary>
public sealed class Release : PortalRelease
{
    /// <inheritdoc />
    public override object DescribeJob(Job job)
    {
        ArgumentNullException.ThrowIfNull(job);
        return new
        {
            job.Id,
            job.Name,
            job.State,
            canRunAgain = string.Equals(job.State, "finished", StringComparison.Ordinal),
        };
    }

    /// <inheritdoc />
    public override string RenderDashboard(DashboardModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        var finished = model.Jobs.GetValueOrDefault("finished");
        return base.RenderDashboard(model) + $"<p>{finished} jobs can be run again.</p>";
    }
}
