using System.Collections.Concurrent;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Workflows;

namespace Mcpx.Watchdog.Probes.Changes;

/// <summary>
/// Takes the portal's AuditEvents over into the environment's change history, each once and at its own time. Judging is
/// told through the journal.
/// </summary>
internal sealed class AuditProbe(
    PortalClient portal,
    EnvironmentLog environments,
    SecretSeals seals,
    OwnRequests requests,
    ConfiguredFiles files,
    TimeProvider time,
    ILogger<AuditProbe> log
) : IProbe
{
    /// <summary>No more at once: an environment's history keeps no more, and a target must not fill the journal.</summary>
    private const int MostAtOnce = 200;
    private const int MostRemembered = 20_000;

    private readonly ConcurrentDictionary<string, Read> _reads = new(StringComparer.Ordinal);

    public ProbeKind Kind => ProbeKind.Audit;

    public Audience Asks => Audience.Environment;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        // Both, so that a change of anything else counts even under a request id that was seen and copied.
        bool IsOwn(string what, string? requestId) =>
            requests.IsOwn(requestId) && files.Writes(target.Environment, what);

        foreach (var api in target.Apis)
        {
            var answer = await portal.GetAsync(
                ProbeTarget.At(api, target.Probes.AuditPath),
                target.Token,
                target.Probes.Timeout,
                PortalClient.LargeBody,
                stopping
            );
            var changes =
                answer.Fault == Fault.None
                    ? AuditEntries.Read(answer.Body, seals.For(target.Options.Drift), IsOwn)
                    : null;
            target.Count("audit", answer.Fault == Fault.None && changes is null ? "no list" : answer.Fault.ToString());
            if (changes is not null)
            {
                TakeOver(target, changes);
                return;
            }
        }
    }

    private void TakeOver(ProbeTarget target, IReadOnlyList<Change> changes)
    {
        // The first read after a start looks back no further than a change can be held responsible for anything.
        var read = _reads.GetOrAdd(
            target.Environment,
            _ => new(time.GetUtcNow() - target.Options.Attribution.Horizon, [])
        );
        var news = changes
            .Where(change => change.At >= read.Since && !read.Seen.Contains(change.Id))
            .DistinctBy(change => change.Id)
            .OrderBy(change => change.At)
            .ToList();
        if (news.Count > MostAtOnce)
        {
            Log.TooManyChanges(log, target.Environment, news.Count, MostAtOnce);
        }

        if (news.Count > 0)
        {
            environments.Append(
                target.Environment,
                Actor.Watchdog,
                environment =>
                    [
                        .. news.TakeLast(MostAtOnce)
                            .Where(change => !environment.Changes.Exists(known => known.Id == change.Id))
                            .Select(change => new ChangeSeen(change)),
                    ]
            );
        }

        if (read.Seen.Count > MostRemembered)
        {
            read.Seen.Clear();
        }

        read.Seen.UnionWith(changes.Select(change => change.Id));
    }

    /// <summary>What was read so far; one round of an environment at a time.</summary>
    private sealed record Read(DateTimeOffset Since, HashSet<string> Seen);
}
