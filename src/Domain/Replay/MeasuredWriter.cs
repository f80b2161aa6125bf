using System.Text.Json;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Replay;

/// <summary>Writes what of a line belongs to something measured on an instance.</summary>
internal static class MeasuredWriter
{
    public static string KindOf(InstanceInput measured) =>
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
            RefusalsCounted => "refusals",
            TagRead => "tag",
            _ => throw new ArgumentException($"{measured.GetType().Name} has no line.", nameof(measured)),
        };

    public static void Write(Utf8JsonWriter json, InstanceInput measured)
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
            case RefusalsCounted e:
                json.WriteString("origin"u8, e.Origin);
                json.WriteNumber("refused"u8, e.Refused);
                break;
            case TagRead e:
                json.WriteString("release"u8, e.Tag);
                break;
            default:
                break;
        }
    }

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

    /// <summary>Writes text where there is some.</summary>
    public static void Optional(Utf8JsonWriter json, string name, string? text)
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
}
