using System.Text;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Evidence;

/// <summary>One event of the journal as a line that can be checked by itself: the body's digest and its place in the chain.</summary>
internal static class ChainLine
{
    public static string Write(ChainLink link) =>
        JsonSerializer.Serialize(
            new
            {
                link.Position,
                BodySha256 = Convert.ToHexStringLower(link.BodyHash),
                Hash = Convert.ToHexStringLower(link.Hash),
                Body = Encoding.UTF8.GetString(link.Body),
            },
            EventBody.Json
        ) + "\n";
}
