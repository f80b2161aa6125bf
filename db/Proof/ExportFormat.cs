using System.Text.Encodings.Web;
using System.Text.Json;

namespace Mcpx.Db.Proof;

/// <summary>
/// Lines of an export (docs/journal.md): where it begins, one line an event, and what all bytes before the last line hash to.
/// </summary>
internal static class ExportFormat
{
    public const string Name = "mcpx-journal/1";

    private static readonly JsonSerializerOptions Plain = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static byte[] Line<T>(T value) => [.. JsonSerializer.SerializeToUtf8Bytes(value, Plain), (byte)'\n'];

    /// <exception cref="JsonException">It is no such line.</exception>
    public static T Read<T>(ReadOnlySpan<byte> line) =>
        JsonSerializer.Deserialize<T>(line, Plain) ?? throw new JsonException("It is empty.");

    /// <summary>The first line.</summary>
    /// <param name="Format">Always <see cref="Name"/>.</param>
    /// <param name="From">Position of the first event.</param>
    /// <param name="To">Position of the last one.</param>
    /// <param name="Stream">The stream whose bodies it carries; null for all.</param>
    /// <param name="Previous">The hash before the first event.</param>
    internal sealed record Begin(string? Format, long From, long To, string? Stream, string? Previous);

    /// <summary>One event.</summary>
    /// <param name="Position">Its position.</param>
    /// <param name="BodySha256">SHA-256 of its body.</param>
    /// <param name="Hash">Its hash in the chain.</param>
    /// <param name="PurgedBy">The event that purged its body; null where it is there or belongs to another stream.</param>
    /// <param name="Body">The body as it was hashed, as text.</param>
    internal sealed record Event(long Position, string? BodySha256, string? Hash, long? PurgedBy, string? Body);

    /// <summary>The last line.</summary>
    /// <param name="Events">How many lines of events there are.</param>
    /// <param name="Head">The last event's hash.</param>
    /// <param name="Sha256">Of every byte before this line.</param>
    internal sealed record End(long Events, string Head, string Sha256);
}
