using System.Buffers;
using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using Mcpx.Domain.Access;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Learning;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Redaction;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Journal;

/// <summary>
/// An event as bytes: serialised once when it is appended, hashed and read as stored, never serialised again.
/// </summary>
public static class EventBody
{
    internal const int Schema = 1;
    private const int UsualLength = 1024;

    private static readonly FrozenDictionary<string, Type> Types = new[]
    {
        typeof(IncidentOpened),
        typeof(BreachJoined),
        typeof(InvestigationAdvised),
        typeof(RollbackWanted),
        typeof(RollbackProposed),
        typeof(ExpiryWarned),
        typeof(ProposalExpired),
        typeof(Escalated),
        typeof(ProposalVoided),
        typeof(IncidentWithdrawn),
        typeof(RollbackApproved),
        typeof(BreakGlassReviewed),
        typeof(ProposalRejected),
        typeof(ProposalSnoozed),
        typeof(DecisionNoted),
        typeof(DecisionAsked),
        typeof(RunStarted),
        typeof(StepStarted),
        typeof(StepReported),
        typeof(StepSucceeded),
        typeof(StepFailed),
        typeof(StepRetried),
        typeof(StepSkipped),
        typeof(StepDoneByHand),
        typeof(RunPaused),
        typeof(RunResumed),
        typeof(AbortAsked),
        typeof(CancelAsked),
        typeof(StepTakenUp),
        typeof(AttestationAsked),
        typeof(AttestationGiven),
        typeof(RunAborted),
        typeof(RunSucceeded),
        typeof(DryRunFinished),
        typeof(IncidentClosed),
        typeof(EvidenceSealed),
        typeof(EvidenceCopied),
        typeof(MessageSent),
        typeof(MessageMuted),
        typeof(NoteAdded),
        typeof(HoldPlaced),
        typeof(HoldLifted),
        typeof(IncidentPurged),
        typeof(HotfixReviewed),
        typeof(SeveritySet),
        typeof(Acknowledged),
        typeof(PageSent),
        typeof(StatusNoteSent),
        typeof(RosterSeen),
        typeof(RoleTaken),
        typeof(RoleHandedOver),
        typeof(ChannelTestAsked),
        typeof(ChannelTestHeld),
        typeof(ReportKept),
        typeof(ProposalLabelled),
        typeof(FollowUpFiled),
        typeof(ReportOpened),
        typeof(TicketLinked),
        typeof(TicketTold),
        typeof(PortalLogsRead),
        typeof(DeploymentStarted),
        typeof(DeploymentEnded),
        typeof(ChangeSeen),
        typeof(SettingReverted),
        typeof(IncidentBegan),
        typeof(IncidentEnded),
        typeof(DeploysFrozen),
        typeof(DeploysUnfrozen),
        typeof(HotfixAuthorised),
        typeof(FreezeCommandRan),
        typeof(SilenceSet),
        typeof(SilenceEnded),
        typeof(LkgPointed),
        typeof(ReleaseQuarantined),
        typeof(QuarantineLifted),
        typeof(ParityReported),
        typeof(PromotionBypassed),
        typeof(PromotionSettled),
        typeof(TargetOverridden),
        typeof(BakeMarked),
        typeof(SchemaSeen),
        typeof(DrillAsked),
        typeof(DrillHeld),
        typeof(ReleaseRegistered),
        typeof(ReleaseLooked),
        typeof(RollbackNoted),
        typeof(KeyCreated),
        typeof(KeyRevoked),
        typeof(WatchdogStarted),
        typeof(ConfigurationApplied),
    }.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);

    /// <summary>The types of events this version knows, by name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Types.Keys.Order(StringComparer.Ordinal)];

    /// <summary>How everything of the journal is written as JSON.</summary>
    public static JsonSerializerOptions Json { get; } =
        new(JsonSerializerDefaults.Web) { Converters = { new JsonStringEnumConverter() } };

    /// <summary>The name under which an event's type is stored.</summary>
    /// <exception cref="ArgumentException">The type is not one of the journal's.</exception>
    public static string TypeOf(IEvent happened)
    {
        var name = happened.GetType().Name;
        return Types.ContainsKey(name)
            ? name
            : throw new ArgumentException($"{name} is not an event of the journal.", nameof(happened));
    }

    /// <summary>Whether this version knows an event's type.</summary>
    internal static bool Knows(ReadOnlySpan<char> type) =>
        Types.GetAlternateLookup<ReadOnlySpan<char>>().ContainsKey(type);

    /// <summary>
    /// What something is bound to letter by letter: an approval to its plan, the dashboard to the configuration. No secret gets
    /// into either (docs/adr/0026).
    /// </summary>
    private static readonly FrozenDictionary<Type, string[]> Bound = new Dictionary<Type, string[]>
    {
        [typeof(RollbackProposed)] = ["plan", "planHash"],
        [typeof(ConfigurationApplied)] = ["options"],
    }.ToFrozenDictionary();

    /// <summary>The bytes to store, without secrets: what is hashed never held one.</summary>
    /// <param name="stream">See <see cref="Streams"/>.</param>
    /// <param name="version">Place in the stream, from 1.</param>
    /// <param name="at">When.</param>
    /// <param name="actor">Who did it.</param>
    /// <param name="happened">What happened.</param>
    /// <param name="redaction">What is taken out of its texts; null for what looks like a secret.</param>
    public static byte[] Write(
        string stream,
        int version,
        DateTimeOffset at,
        Actor actor,
        IEvent happened,
        IRedaction? redaction = null
    )
    {
        redaction ??= ShapeRedaction.Instance;
        var body = new ArrayBufferWriter<byte>(UsualLength);
        using var json = new Utf8JsonWriter(body);
        // The members of Envelope, in its order.
        json.WriteStartObject();
        json.WriteString("stream"u8, stream);
        json.WriteNumber("version"u8, version);
        json.WriteString("type"u8, TypeOf(happened));
        json.WriteNumber("schema"u8, Schema);
        json.WriteString("time"u8, at.ToUniversalTime());
        json.WritePropertyName("actor"u8);
        JsonSerializer.Serialize(json, actor, Json);
        json.WritePropertyName("data"u8);
        json.Flush();
        var head = body.WrittenCount;
        JsonSerializer.Serialize(json, happened, happened.GetType(), Json);
        json.Flush();
        var data = body.WrittenSpan[head..];
        return RedactedJson.MayHold(data, redaction, BoundOf(happened.GetType()))
            ? [.. body.WrittenSpan[..head], .. Clean(data.ToArray(), happened.GetType(), redaction), (byte)'}']
            : [.. body.WrittenSpan, (byte)'}'];
    }

    private static byte[] Clean(byte[] data, Type type, IRedaction redaction)
    {
        var clean = RedactedJson.Of(data, redaction, BoundOf(type));
        try
        {
            JsonSerializer.Deserialize(clean, type, Json);
            return clean;
        }
        catch (JsonException)
        {
            // Whose password is the name of a trigger must still be able to read the journal.
            return RedactedJson.Of(data, ShapeRedaction.Instance, BoundOf(type));
        }
    }

    private static string[] BoundOf(Type type) => Bound.GetValueOrDefault(type, []);

    /// <summary>Reads stored bytes.</summary>
    /// <exception cref="JsonException">They are no event of a schema this version knows.</exception>
    public static JournalEntry Read(long position, ReadOnlySpan<byte> body)
    {
        var envelope = JsonSerializer.Deserialize<Envelope>(body, Json) ?? throw new JsonException("An empty body.");
        if (envelope.Schema != Schema || !Types.TryGetValue(envelope.Type, out var type))
        {
            throw new JsonException(
                $"Unknown event {envelope.Type}, schema {envelope.Schema}, at position {position}."
            );
        }

        var happened = (IEvent)envelope.Data.Deserialize(type, Json)!;
        return new(position, envelope.Stream, envelope.Version, envelope.Time, envelope.Actor, happened);
    }

    private sealed record Envelope(
        string Stream,
        int Version,
        string Type,
        int Schema,
        DateTimeOffset Time,
        Actor Actor,
        JsonElement Data
    );
}
