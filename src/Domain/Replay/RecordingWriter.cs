using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Replay;

/// <summary>Writes a recording's lines, each with its line feed; <see cref="RecordingParser"/> reads them back unchanged.</summary>
public static class RecordingWriter
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    /// <summary>Writes the first line.</summary>
    public static void Write(IBufferWriter<byte> output, RecordingHeader header)
    {
        using (var json = new Utf8JsonWriter(output, Readable))
        {
            JsonSerializer.Serialize(json, header, RecordingJson.Header);
        }

        output.Write("\n"u8);
    }

    /// <summary>Writes any other line.</summary>
    public static void Write(IBufferWriter<byte> output, JudgingInput input)
    {
        using (var json = new Utf8JsonWriter(output, Readable))
        {
            json.WriteStartObject();
            WriteFields(json, input);
            json.WriteEndObject();
        }

        output.Write("\n"u8);
    }

    private static void WriteFields(Utf8JsonWriter json, JudgingInput input)
    {
        switch (input)
        {
            case Tick:
                json.WriteString("tick"u8, RecordedTime.Write(input.At));
                break;
            case Resumed:
                json.WriteString("resumed"u8, RecordedTime.Write(input.At));
                break;
            case InstanceInput measured:
                json.WriteString(KindOf(measured), measured.Instance);
                At(json, input);
                WriteMeasured(json, measured);
                break;
            case VantageLooked e:
                json.WriteString("vantage"u8, e.Vantage);
                At(json, input);
                json.WriteBoolean("answered"u8, e.Answered);
                break;
            case ParityCompared e:
                json.WriteString("parity"u8, RecordedTime.Write(input.At));
                json.WriteNumber("critical"u8, e.Critical);
                json.WriteNumber("differences"u8, e.Differences);
                Optional(json, "first", e.First);
                break;
            case SecurityChecked e:
                json.WriteString("security"u8, e.Check);
                At(json, input);
                Optional(json, "finding", e.Finding);
                break;
            case WorkflowWalked e:
                json.WriteString("workflow"u8, e.Workflow);
                At(json, input);
                Optional(json, "failed", e.Fault);
                break;
            case JournalFact e:
                Entry(json, "fact", e.Entry);
                break;
            case Known e:
                Entry(json, "known", e.Entry);
                break;
            default:
                WriteBeginning(json, input);
                break;
        }
    }

    private static void WriteBeginning(Utf8JsonWriter json, JudgingInput input)
    {
        switch (input)
        {
            case Configured e:
                json.WriteString("configuration"u8, RecordedTime.Write(input.At));
                json.WritePropertyName("options"u8);
                JsonSerializer.Serialize(json, e.Options, RecordingJson.Options);
                break;
            case Restored e:
                json.WriteString("restore"u8, RecordedTime.Write(input.At));
                json.WritePropertyName("verdicts"u8);
                JsonSerializer.Serialize(json, e.Verdicts, RecordingJson.Options);
                break;
            case Truncated e:
                json.WriteString("truncated"u8, RecordedTime.Write(input.At));
                json.WriteString("reason"u8, e.Reason);
                break;
            default:
                throw new ArgumentException($"{input.GetType().Name} has no line.", nameof(input));
        }
    }

    private static string KindOf(InstanceInput measured) =>
        measured switch
        {
            HealthProbed => "health",
            TrafficScraped => "traffic",
            ContractCalled => "contract",
            StreamLooked => "look",
            StreamBeat => "beat",
            StreamEvent => "event",
            FirstEventTimed => "first-event",
            Preflighted => "preflight",
            TagRead => "tag",
            _ => throw new ArgumentException($"{measured.GetType().Name} has no line.", nameof(measured)),
        };

    private static void WriteMeasured(Utf8JsonWriter json, InstanceInput measured)
    {
        switch (measured)
        {
            case HealthProbed e:
                json.WriteString("endpoint"u8, LineNames.Of(e.Endpoint));
                Answer(json, e.Fault, e.StatusCode, e.LatencyMicroseconds);
                break;
            case TrafficScraped e:
                json.WriteNumber("calls"u8, e.Calls);
                json.WriteNumber("errors"u8, e.Errors);
                if (e.Durations is { } durations)
                {
                    Numbers(json, "bounds", durations.Bounds);
                    Numbers(json, "counts", durations.Counts);
                }

                break;
            case ContractCalled e:
                json.WriteString("path"u8, e.Path);
                Answer(json, e.Fault, e.StatusCode, e.LatencyMicroseconds);
                Optional(json, "broken", e.Broken);
                break;
            case FirstEventTimed { Microseconds: { } us }:
                json.WriteNumber("us"u8, us);
                break;
            case Preflighted e:
                json.WriteString("origin"u8, e.Origin);
                json.WriteString("answer"u8, LineNames.Of(e.Answer));
                break;
            case TagRead e:
                json.WriteString("release"u8, e.Tag);
                break;
            default:
                break;
        }
    }

    private static void At(Utf8JsonWriter json, JudgingInput input) =>
        json.WriteString("at"u8, RecordedTime.Write(input.At));

    private static void Answer(Utf8JsonWriter json, Fault fault, int status, long us)
    {
        if (fault != Fault.None)
        {
            json.WriteString("fault"u8, LineNames.Of(fault));
        }

        if (status != 0)
        {
            json.WriteNumber("status"u8, status);
        }

        json.WriteNumber("us"u8, us);
    }

    private static void Optional(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Numbers(Utf8JsonWriter json, string name, IReadOnlyList<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    /// <summary>The body as the journal stores it.</summary>
    private static void Entry(Utf8JsonWriter json, string kind, JournalEntry entry)
    {
        json.WriteNumber(kind, entry.Position);
        json.WritePropertyName("body"u8);
        json.WriteRawValue(
            EventBody.Write(entry.Stream, entry.Version, entry.At, entry.Actor, entry.Event),
            skipInputValidation: true
        );
    }
}
