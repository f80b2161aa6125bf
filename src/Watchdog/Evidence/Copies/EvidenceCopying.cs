using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Prometheus;

namespace Mcpx.Watchdog.Evidence.Copies;

/// <summary>
/// Copies every sealed part to the configured place, the oldest first, also those from before it was configured. A failure is written
/// into the journal once and tried again until the copy stands.
/// </summary>
internal sealed class EvidenceCopying(
    Store store,
    JournalTail tail,
    IncidentLog incidents,
    CopyPlaces places,
    TimeProvider time,
    ILogger<EvidenceCopying> log
)
{
    private static readonly Gauge Pending = Metrics.CreateGauge(
        "watchdog_evidence_copies_pending",
        "Sealed parts of evidence whose second copy is not there yet; 0 where no second copy is configured."
    );

    private readonly RetryPlan _tries = new();
    private readonly ICopyPlace? _place = places.Find();

    /// <summary>Copies what is due.</summary>
    public async Task LookAsync(CancellationToken cancellation)
    {
        if (_place is not { } place)
        {
            return;
        }

        var left = 0;
        foreach (var (incident, part) in Lacking(place.Name))
        {
            var what = FormattableString.Invariant($"{incident.Id} {part}");
            if (!_tries.IsDue(what, time.GetUtcNow()) || !await CopyAsync(place, incident, part, what, cancellation))
            {
                left++;
            }
        }

        Pending.Set(left);
    }

    private List<(Incident Incident, int Part)> Lacking(string place) =>
        [
            .. from incident in tail.CatchUp().Incidents.Values
            from part in Enumerable.Range(1, incident.Evidence?.Part ?? 0)
            where incident.Copies.GetValueOrDefault(part) is not { Fault: null } copy || copy.Place != place
            select (incident, part),
        ];

    private async Task<bool> CopyAsync(
        ICopyPlace place,
        Incident incident,
        int part,
        string what,
        CancellationToken cancellation
    )
    {
        string? fault = null;
        try
        {
            using var zip = store.Evidence.Open(incident.Id, part);
            if (zip is null)
            {
                fault = "the part is not in the store";
            }
            else
            {
                await place.CopyAsync(
                    incident.Id,
                    part,
                    zip.Sha256,
                    () => store.Evidence.Open(incident.Id, part)!,
                    cancellation
                );
            }
        }
        catch (CopyFailedException problem)
        {
            fault = problem.Message;
        }

        if (fault is null)
        {
            _tries.Done(what);
        }
        else
        {
            _tries.Failed(what, time.GetUtcNow());
            Log.NotCopied(log, incident.Id, part, place.Name, fault);
        }

        // Once for each way in which it fails would fill the journal: once until it stands.
        if (
            fault is null
            || incident.Copies.GetValueOrDefault(part) is not { Fault: not null } known
            || known.Place != place.Name
        )
        {
            incidents.Record(incident.Id, new EvidenceCopied(part, place.Name, fault), Actor.Watchdog);
        }

        return fault is null;
    }
}
