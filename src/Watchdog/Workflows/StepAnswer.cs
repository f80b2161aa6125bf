using System.Text.Json;
using Mcpx.Domain.Contracts;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Http;
using Mcpx.Watchdog.Probes.Security;

namespace Mcpx.Watchdog.Workflows;

/// <summary>Holds one answer against a step: what it expects, what it keeps. No answer makes it throw.</summary>
internal static class StepAnswer
{
    private const int MostOfAValue = 60;
    private const int MostKept = 2_000;

    /// <summary>What is wrong with the answer, in words; null when nothing is and every capture has its value.</summary>
    /// <param name="step">The step.</param>
    /// <param name="answer">What came.</param>
    /// <param name="values">The variables; takes the captured ones.</param>
    public static string? Wrong(WorkflowStep step, PortalAnswer answer, Dictionary<string, string> values)
    {
        if (answer.StatusCode == 0 || answer.Fault is not (Fault.None or Fault.Status))
        {
            return $"no whole answer came ({answer.Fault})";
        }

        if (!step.Status.Contains(answer.StatusCode))
        {
            return FormattableString.Invariant(
                $"answered {answer.StatusCode}{Code(answer)}, expected {string.Join(" or ", step.Status)}"
            );
        }

        if (
            step
                .AnswerHeaders.Select(rule => rule.Wrong(answer.Headers.GetValueOrDefault(rule.Name)))
                .FirstOrDefault(wrong => wrong is not null) is
            { } header
        )
        {
            return header;
        }

        try
        {
            using var json = NeedsJson(step) ? JsonDocument.Parse(answer.Body) : null;
            return step.AnswerJson.Select(rule => Wrong(rule, json!.RootElement, values))
                    .FirstOrDefault(wrong => wrong is not null)
                ?? step.Captures.Select(capture => Keep(capture, json, answer, values))
                    .FirstOrDefault(wrong => wrong is not null);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException)
        {
            // The second is how the reader refuses text that is no Unicode.
            return FormattableString.Invariant($"{answer.StatusCode} without JSON");
        }
    }

    private static bool NeedsJson(WorkflowStep step) =>
        step.AnswerJson.Count > 0 || step.Captures.Any(capture => capture.Source == CaptureSource.Json);

    private static string Code(PortalAnswer answer) =>
        ErrorEnvelope.CodeIn(answer.Body) is { } code ? $" ({code})" : "";

    private static string? Wrong(JsonRule rule, JsonElement root, Dictionary<string, string> values)
    {
        var (any, last) = (false, default(JsonElement));
        var wanted = rule.Value?.Fill(values);
        foreach (var found in rule.Place.Find(root))
        {
            (any, last) = (true, found);
            if (!rule.Absent && Holds(rule, wanted, found))
            {
                return null;
            }
        }

        return rule.Absent && !any ? null
            : any ? $"{rule.Place.Text} is {Show(rule.Place.Text, last)}, expected: {rule.Words}"
            : $"{rule.Place.Text} is not there, expected: {rule.Words}";
    }

    private static bool Holds(JsonRule rule, string? wanted, JsonElement found) =>
        (wanted is null && rule.Pattern is null)
        || (Scalar(found) is { } text && (wanted is null || text == wanted) && (rule.Pattern?.IsMatch(text) ?? true));

    private static string? Keep(
        Capture capture,
        JsonDocument? json,
        PortalAnswer answer,
        Dictionary<string, string> values
    )
    {
        var value = capture.Source switch
        {
            CaptureSource.Json => capture.Place!.Find(json!.RootElement).Select(Scalar).FirstOrDefault(),
            CaptureSource.Header => answer.Headers.GetValueOrDefault(capture.Key),
            _ => answer
                .Cookies.Select(cookie => cookie.Split('=', 2))
                .FirstOrDefault(pair => pair.Length == 2 && pair[0] == capture.Key)
                ?[1],
        };
        if (value is null || value.Length > MostKept || value.Any(char.IsControl))
        {
            return $"{capture.Name} cannot be kept: {capture.Key} is not there, or is no single line";
        }

        values[capture.Name] = value;
        return null;
    }

    /// <summary>A scalar as text; null for objects and arrays.</summary>
    private static string? Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Undefined => null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };

    private static string Show(string place, JsonElement value) =>
        Scalar(value) is not { } text
            ? value.ValueKind == JsonValueKind.Array
                ? "an array"
                : "an object"
            : SecretShapes.IsSecretKey(place.TrimEnd(']', '\'')) || SecretShapes.LooksSecret(text)
                ? "[removed]"
                : $"“{string.Concat(text.Take(MostOfAValue).Select(letter => char.IsControl(letter) ? '?' : letter))}{(text.Length > MostOfAValue ? "…" : "")}”";
}
