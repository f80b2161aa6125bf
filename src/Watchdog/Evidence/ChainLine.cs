using System.Text;
using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain.Journal;

namespace Mcpx.Watchdog.Evidence;

/// <summary>One event of the journal as a line that can be checked by itself: the body's digest and its place in the chain.</summary>
internal static class ChainLine
{
    public static void Write(Stream output, EvidenceLink link)
    {
        JsonSerializer.Serialize(
            output,
            new
            {
                link.Position,
                Previous = Convert.ToHexStringLower(link.Previous ?? Chain.Genesis),
                BodySha256 = Convert.ToHexStringLower(link.BodyHash),
                Hash = Convert.ToHexStringLower(link.Hash),
                Body = link.Body is { } body ? Encoding.UTF8.GetString(body) : null,
            },
            EventBody.Json
        );
        output.WriteByte((byte)'\n');
    }
}
