using Mcpx.Db;
using Mcpx.Db.Proof;
using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Anchors;

/// <summary>Adds a signed line to the configured file.</summary>
internal sealed class FileSink(WatchdogOptions options, Journal journal) : IAnchorSink
{
    public string Name => "file";

    public bool IsWanted => options.Journal.Anchor.File is not null;

    public Task<string?> KeepAsync(ChainHead head, DateTimeOffset at, CancellationToken cancellation)
    {
        var anchor = options.Journal.Anchor;
        // Read each time: a key that is renewed counts from the next line on.
        if (!AnchorKey.TryRead(anchor.KeyVariable!, out var key, out var problem))
        {
            return Task.FromResult<string?>($"{anchor.KeyVariable} {problem}");
        }

        using (key)
        {
            try
            {
                new AnchorFile(anchor.File!).Add(head.Position, head.Hash, at, key, journal.HashAt);
                return Task.FromResult<string?>(null);
            }
            catch (Exception wrong)
                when (wrong
                        is IOException
                            or InvalidDataException
                            or UnauthorizedAccessException
                            or NotSupportedException
                )
            {
                return Task.FromResult<string?>(wrong.Message);
            }
        }
    }
}
