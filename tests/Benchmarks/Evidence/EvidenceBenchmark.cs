using System.Diagnostics;
using Mcpx.Benchmarks.Reporting;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Watchdog.Evidence;
using Mcpx.Watchdog.Evidence.Zip;

namespace Mcpx.Benchmarks.Evidence;

/// <summary>What evidence and report of a long incident take.</summary>
internal static class EvidenceBenchmark
{
    private const int Rounds = 5;
    private const double PackGoal = 3;
    private const double RcaGoal = 300;
    private const double Mebi = 1024 * 1024;

    public static IEnumerable<Figure> Run()
    {
        var data = Directory.CreateTempSubdirectory("evidence-").FullName;
        try
        {
            foreach (var figure in Figures(new EndedIncident(data)))
            {
                yield return figure;
            }
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    private static IEnumerable<Figure> Figures(EndedIncident incident)
    {
        Console.Error.WriteLine("The incident is written; packs are sealed.");
        var first = Seconds(incident.Seal);
        var times = new double[Rounds];
        long allocated = 0;
        for (var i = 0; i < Rounds; i++)
        {
            incident.Add(new NoteAdded($"Note {i}."));
            var before = GC.GetTotalAllocatedBytes(precise: true);
            // Its readings are in the part before: without them all is read and drawn again.
            incident.ForgetParts();
            times[i] = Seconds(incident.Seal);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
        }

        var pack = incident.Check();
        var verified = Stopclock.Rounds(Rounds, () => incident.Check());
        var report = Stopclock.Rounds(21, () => GC.KeepAlive(RcaMarkdown.Write(incident.Report())));
        yield return Figure.Lower("pack_s", Stopclock.Median(times), "s", PackGoal);
        yield return Figure.Lower("pack_first_s", first, "s", PackGoal);
        yield return Figure.Lower("pack_mib", pack.Bytes / Mebi, "MiB");
        yield return Figure.Lower("pack_alloc_mib", allocated / Mebi, "MiB");
        yield return Figure.Higher("pictures", Pictures(pack), "");
        yield return Figure.Lower("verify_s", Stopclock.Median(verified) / 1_000, "s");
        yield return Figure.Lower("rca_ms", Stopclock.Median(report), "ms", RcaGoal);
    }

    private static int Pictures(PackCheck pack) =>
        pack.Files.Keys.Count(name => name.EndsWith(".png", StringComparison.Ordinal));

    private static double Seconds(Func<SealOutcome> seal)
    {
        var started = Stopwatch.GetTimestamp();
        var outcome = seal();
        var took = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return outcome.Result == SealResult.Sealed ? took : throw new InvalidOperationException(outcome.Text);
    }
}
