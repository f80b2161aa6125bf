using Mcpx.Db;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Triggers;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>Every stored reading of what breached, and the calls that failed, from before the onset to the end.</summary>
internal sealed class ReadingsPart(Store store) : IEvidencePart
{
    /// <summary>Read at a time, so that a long incident is not held.</summary>
    private static readonly TimeSpan Piece = TimeSpan.FromMinutes(30);

    public IReadOnlyList<string> Lines => [EvidenceLines.Readings, EvidenceLines.FailedCalls];

    public bool IsMeasured => true;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        if (line == EvidenceLines.FailedCalls)
        {
            pack.AddJson(
                line,
                "failed-calls.json",
                "the watchdog's own calls, with the portal's request ids",
                store.FailedCalls.Between(about.Incident.Environment, about.From, about.To)
            );
            return;
        }

        var rows = 0;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var breach in about.Incident.Breaches.Where(breach => !breach.Declared).DistinctBy(one => one.Series))
        {
            var name = EvidencePath.Part(breach.Series);
            for (var i = 2; !names.Add(name); i++)
            {
                name = FormattableString.Invariant($"{EvidencePath.Part(breach.Series)}-{i}");
            }

            pack.AddText(
                line,
                $"readings/{name}.csv",
                $"samples, {breach.Unit}; limit {breach.Limit}",
                text => rows += Write(text, about, breach)
            );
        }

        if (about.Incident.Breaches.TrueForAll(breach => breach.Declared))
        {
            pack.None(line, "a person declared it; nothing that is measured breached");
        }
        else if (rows == 0)
        {
            pack.Miss(line, "no reading of what breached is stored");
        }
    }

    private int Write(TextWriter text, EvidenceCase about, Verdict breach)
    {
        CsvText.Row(text, "at", "value", "total", "failed", "state");
        var rows = 0;
        for (var from = about.From; from <= about.To; from += Piece)
        {
            var to = from + Piece - TimeSpan.FromMilliseconds(1);
            foreach (
                var point in store.Samples.Points(
                    about.Incident.Environment,
                    breach.Series,
                    from,
                    to < about.To ? to : about.To,
                    most: 100_000
                )
            )
            {
                CsvText.Row(text, point.At, point.Value, point.Total, point.Failed, point.State);
                rows++;
            }
        }

        return rows;
    }
}
