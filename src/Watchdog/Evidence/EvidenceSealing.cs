using System.Collections.Concurrent;
using System.Data.Common;
using Mcpx.Db;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Watchdog.Evidence;

/// <summary>
/// Builds an incident's evidence pack (runbook section 11) from journal and samples, stores it and writes its digest into
/// the journal. What cannot be had is listed as missing; a pack that fails never stops a rollback, and is tried again. Where
/// nothing is new no part is made.
/// </summary>
internal sealed class EvidenceSealing(
    Store store,
    JournalTail tail,
    IncidentLog incidents,
    IEnumerable<IEvidencePart> parts,
    TimeProvider time,
    ILogger<EvidenceSealing> log
)
{
    /// <summary>One for each incident: who announces one does not wait until another one's report is printed.</summary>
    private readonly ConcurrentDictionary<string, Lock> _gates = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<IEvidencePart> _parts = [.. parts];

    /// <summary>What a part is built in; null for a file in the data folder. A test has less room.</summary>
    internal Func<Stream>? Begin { get; set; }

    /// <summary>Seals the next part, if there is anything new.</summary>
    /// <param name="id">The incident.</param>
    /// <param name="whole">False leaves what takes long for the next time.</param>
    /// <param name="stopping">Ends it; nothing is stored then.</param>
    public SealOutcome Seal(string id, bool whole = true, CancellationToken stopping = default)
    {
        lock (_gates.GetOrAdd(id, static _ => new()))
        {
            try
            {
                return SealOnce(id, whole, stopping);
            }
            catch (Exception problem) when (IsOfTheStore(problem))
            {
                Log.NotSealed(log, id, problem);
                return new(SealResult.Failed, $"evidence not sealed: {problem.Message}");
            }
        }
    }

    /// <summary>How long readings lie there second by second; a pack made later holds thinned ones.</summary>
    internal static TimeSpan WholeFor(JournalState state) =>
        (state.Configuration?.Options.Retention ?? new()).RawReadings;

    private SealOutcome SealOnce(string id, bool whole, CancellationToken stopping)
    {
        Adopt(tail.CatchUp().Incidents[id]);
        var state = tail.CatchUp();
        var incident = state.Incidents[id];
        var part = store.Evidence.NextPart(id);
        using var stored = store.Evidence.OpenNewest(id);
        var before = Before(stored);
        if (stored is not null && before is null && incident.EndedAt + WholeFor(state) < time.GetUtcNow())
        {
            // It has readings that are nowhere else any more; a new part without them would stand in front of it.
            return new(SealResult.NothingNew, $"evidence part {part - 1} cannot be built upon and stays the newest");
        }

        using var file = Begin?.Invoke() ?? EvidenceFolder.Begin(store.Directory);
        var now = time.GetUtcNow();
        var writer = new SealedZipWriter(file, now);
        var pack = new EvidencePack(writer, part, before);
        Collect(pack, writer, new(incident, state, now, whole) { Stopping = stopping });
        if (before is not null && !IsNew(incident, pack, whole))
        {
            return new(SealResult.NothingNew, $"evidence part {part - 1} stands, nothing is new");
        }

        pack.Finish(
            new(id, incident.Environment, part, now, [], [])
            {
                Ended = !incident.IsOpen,
                Version = incident.Version,
                Through = state.Position,
            }
        );
        // What is stored was read back first, by the same eyes as an auditor's.
        file.Position = 0;
        var check = PackCheck.Of(file);
        file.Position = 0;
        store.Evidence.Add(id, part, check.Sha256, file);
        Record(check);
        if (check.Manifest.Ended)
        {
            EvidenceFolder.Forget(store.Directory, id);
        }

        return new(
            SealResult.Sealed,
            $"evidence part {part} sealed, {check.Files.Count} files, {check.Manifest.Missing.Count} missing"
        );
    }

    /// <summary>
    /// Of an incident that goes on, readings are new at every look: then only what was missing counts, or a run's own wish.
    /// </summary>
    private static bool IsNew(Incident incident, EvidencePack pack, bool whole)
    {
        var told = incident.ToldThrough > incident.SealedThrough;
        return incident.IsOpen ? pack.LacksLess() || (told && !whole) : told || pack.Differs();
    }

    /// <summary>A part that was stored by a process that died before it could say so.</summary>
    private void Adopt(Incident incident)
    {
        for (var part = (incident.Evidence?.Part ?? 0) + 1; ; part++)
        {
            using var zip = store.Evidence.Open(incident.Id, part);
            if (zip is null)
            {
                return;
            }

            // One that cannot be read is left as it lies, and never written down; the next number is taken.
            if (Read(zip) is { } pack)
            {
                Record(pack);
                Log.Adopted(log, incident.Id, part);
            }
        }
    }

    private void Record(PackCheck pack) =>
        incidents.Record(
            pack.Manifest.Incident,
            new EvidenceSealed(
                pack.Manifest.Part,
                pack.Sha256,
                pack.Bytes,
                pack.Files.Count,
                [.. pack.Manifest.Missing.Select(missing => $"{missing.What}: {missing.Why}")],
                pack.Manifest.Version
            ),
            Actor.Watchdog
        );

    private PartBefore? Before(PackStream? zip) => zip is not null && Read(zip) is { } pack ? new(zip, pack) : null;

    /// <summary>A part in another format, or one that does not hold, is not built upon.</summary>
    private PackCheck? Read(PackStream zip)
    {
        try
        {
            return PackCheck.Of(zip);
        }
        catch (InvalidDataException problem)
        {
            Log.NotBuiltUpon(log, zip.Part, problem.Message);
            return null;
        }
    }

    private void Collect(EvidencePack pack, SealedZipWriter writer, EvidenceCase about)
    {
        foreach (var part in _parts)
        {
            foreach (var line in part.Lines)
            {
                if (part.IsMeasured && pack.Carry(line))
                {
                    continue;
                }

                try
                {
                    part.Add(line, pack, about);
                }
                catch (Exception problem)
                    when (!writer.Broken
                        && problem is not OutOfMemoryException
                        && !(problem is OperationCanceledException && about.Stopping.IsCancellationRequested)
                    )
                {
                    // One line that cannot be had takes nothing from the others.
                    Log.LineFailed(log, about.Incident.Id, line, problem);
                    pack.Miss(line, problem.Message);
                }

                if (part.IsMeasured)
                {
                    pack.CarryRest(line);
                }
            }
        }
    }

    private static bool IsOfTheStore(Exception problem) =>
        problem
            is DbException
                or IOException
                or TimeoutException
                or UnauthorizedAccessException
                or InvalidDataException;
}
