using Mcpx.Db;
using Mcpx.Domain.Evidence;
using Mcpx.Domain.Rca;
using Mcpx.Watchdog.PortalLogs;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>The portal's own log lines, as they were read into the journal.</summary>
internal sealed class PortalLogPart(Store store, PortalLogReader reader) : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.PortalLogs];

    public bool IsMeasured => true;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        if (about.Incident.PortalLogs is { } read)
        {
            pack.AddText(
                line,
                "portal-log.txt",
                "the portal's own logs",
                text =>
                {
                    foreach (var row in read.Rows)
                    {
                        text.WriteLine($"{row.RequestId}: {row.Text}");
                    }
                }
            );
        }
        else if (about.Options?.Logs is null)
        {
            pack.None(line, "not configured");
        }
        else if (
            PortalLog.IdsOf(store.FailedCalls.Between(about.Incident.Environment, about.From, about.To)).Count == 0
        )
        {
            pack.None(line, "no failed call carries a request id to look for");
        }
        else
        {
            pack.Miss(
                line,
                reader.FaultOf(about.Incident.Id) is { } fault
                    ? $"could not be read: {fault}; it is tried again"
                    : "read when the rollback is over"
            );
        }
    }
}
