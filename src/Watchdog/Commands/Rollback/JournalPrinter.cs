using System.Globalization;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>Prints what an incident's stream gets, a line for each event, and the output of its steps.</summary>
/// <param name="journal">Where it stands.</param>
/// <param name="incident">Which one.</param>
/// <param name="after">The position from which on it is printed.</param>
/// <param name="output">Where to.</param>
internal sealed class JournalPrinter(Journal journal, string incident, long after, TextWriter output)
{
    private long _printed = after;

    /// <summary>Prints what is new.</summary>
    public void Print()
    {
        var entries = journal.Read(Streams.Incident(incident));
        var lines = TimelineWords.Of(entries).ToLookup(line => line.Position);
        foreach (var entry in entries.Where(entry => entry.Position > _printed))
        {
            _printed = entry.Position;
            foreach (var line in lines[entry.Position])
            {
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{line.At.UtcDateTime:HH:mm:ss}  {line.Text} ({line.Who})"
                    )
                );
            }

            foreach (var line in (entry.Event as StepReported)?.Lines ?? [])
            {
                output.WriteLine($"          {line}");
            }
        }
    }
}
