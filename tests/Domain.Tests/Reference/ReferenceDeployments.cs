namespace Mcpx.Domain.Tests.Reference;

/// <summary>Which moments the deployments of one component cover, from all reports so far.</summary>
internal sealed class ReferenceDeployments(TimeSpan settle, TimeSpan cap)
{
    private readonly List<(string Id, DateTimeOffset At, bool Ends)> _reports = [];

    public void Started(string id, DateTimeOffset at)
    {
        // Reported once more while it runs, it is the same one.
        if (_reports.FindLast(report => report.Id == id) is not { Id: not null, Ends: false })
        {
            _reports.Add((id, at, Ends: false));
        }
    }

    public void Ended(string id, DateTimeOffset at) => _reports.Add((id, at, Ends: true));

    public bool Covers(DateTimeOffset now) => Ends().Any(end => now < end);

    /// <summary>The newest end so far; an environment without a deployment has none.</summary>
    public DateTimeOffset Until(DateTimeOffset now) =>
        Ends().Where(end => end <= now).DefaultIfEmpty(DateTimeOffset.MinValue).Max();

    /// <summary>From a finish some time to settle; without one, from the start to the cap.</summary>
    private IEnumerable<DateTimeOffset> Ends()
    {
        for (var i = 0; i < _reports.Count; i++)
        {
            var (id, at, ends) = _reports[i];
            if (ends)
            {
                yield return at + settle;
            }
            else if (!_reports.Skip(i).Any(later => later.Ends && later.Id == id))
            {
                yield return at + cap;
            }
        }
    }
}
