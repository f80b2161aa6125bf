using System.Data.Common;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Anchors;

/// <summary>The line under Slack's message of success.</summary>
internal sealed class AnchorWords(WatchdogOptions options, Journal journal)
{
    /// <summary>With a line break before it; empty where none is wanted, or the journal cannot be read: the message goes out all the same.</summary>
    public string Line()
    {
        try
        {
            return options.Journal.Anchor.Slack && journal.HeadLink() is { } head
                ? $"\n{RunMessages.Anchor(head.Position, head.Hash)}"
                : "";
        }
        catch (DbException)
        {
            return "";
        }
    }
}
