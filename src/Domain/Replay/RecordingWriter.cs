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
                json.WriteString(MeasuredWriter.KindOf(measured), measured.Instance);
                At(json, input);
                MeasuredWriter.Write(json, measured);
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
                MeasuredWriter.Optional(json, "first", e.First);
                break;
            case SecurityChecked e:
                json.WriteString("security"u8, e.Check);
                At(json, input);
                MeasuredWriter.Optional(json, "finding", e.Finding);
                break;
            case WorkflowWalked e:
                json.WriteString("workflow"u8, e.Workflow);
                At(json, input);
                MeasuredWriter.Optional(json, "failed", e.Fault);
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

    private static void At(Utf8JsonWriter json, JudgingInput input) =>
        json.WriteString("at"u8, RecordedTime.Write(input.At));

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
