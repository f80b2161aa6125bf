using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Pages.Settings;

/// <summary>One threshold with another value, checked as the watchdog would check it. Nothing is saved.</summary>
/// <param name="Options">The environment's options with it; null where the value makes no sense.</param>
/// <param name="Snippet">What would have to stand in the file; null likewise.</param>
/// <param name="Problem">What is wrong with it; null where nothing is.</param>
internal sealed record ThresholdTrial(EnvironmentOptions? Options, string? Snippet, string? Problem)
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private static readonly (string Unit, double Milliseconds)[] Units =
    [
        ("ms", 1),
        ("min", 60_000),
        ("s", 1_000),
        ("h", 3_600_000),
        ("d", 86_400_000),
    ];

    /// <summary>Tries it.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="options">What is applied there.</param>
    /// <param name="path">The key below <c>Triggers</c>, "SseHeartbeat:LimitGap".</param>
    /// <param name="text">The value as typed: "20 s", "00:00:20", "2.5", "yes".</param>
    public static ThresholdTrial Of(string environment, EnvironmentOptions options, string path, string text)
    {
        var keys = path.Split(':');
        if (TypeOf(keys) is not { } type)
        {
            return Wrong($"{path} is no threshold.");
        }

        if (Value(text.Trim(), type) is not { } value)
        {
            return Wrong($"{path} = {text}: {Expected(type)}.");
        }

        var triggers = JsonSerializer.SerializeToNode(options.Triggers, EventBody.Json)!.AsObject();
        var place = triggers;
        foreach (var key in keys[..^1])
        {
            place = place[Camel(key)]!.AsObject();
        }

        place[Camel(keys[^1])] = value.DeepClone();
        try
        {
            var tried = options with { Triggers = triggers.Deserialize<TriggerOptions>(EventBody.Json)! };
            return Problems(environment, tried) is { } problem
                ? Wrong(problem)
                : new(tried, SnippetOf(environment, keys, value), null);
        }
        catch (JsonException)
        {
            return Wrong($"{path} = {text}: {Expected(type)}.");
        }
    }

    private static ThresholdTrial Wrong(string problem) => new(null, null, problem);

    private static Type? TypeOf(string[] keys)
    {
        var type = typeof(TriggerOptions);
        foreach (var key in keys)
        {
            if (type.GetProperty(key) is not { CanWrite: true } property)
            {
                return null;
            }

            type = property.PropertyType;
        }

        return Nullable.GetUnderlyingType(type) ?? type;
    }

    private static JsonValue? Value(string text, Type type)
    {
        if (type == typeof(TimeSpan))
        {
            return Duration(text) is { } span
                ? JsonValue.Create(span.ToString("c", CultureInfo.InvariantCulture))
                : null;
        }

        if (type == typeof(bool))
        {
            return text.ToLowerInvariant() switch
            {
                "yes" or "true" => JsonValue.Create(true),
                "no" or "false" => JsonValue.Create(false),
                _ => null,
            };
        }

        if (type == typeof(int))
        {
            return int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out var whole)
                ? JsonValue.Create(whole)
                : null;
        }

        if (type == typeof(decimal))
        {
            var number = Invariant(text.TrimEnd('%', ' '));
            return decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var part)
                ? JsonValue.Create(part)
                : null;
        }

        return type.IsEnum && Enum.GetNames(type).Contains(text, StringComparer.OrdinalIgnoreCase)
            ? JsonValue.Create(text)
            : null;
    }

    private static TimeSpan? Duration(string text)
    {
        foreach (var (unit, milliseconds) in Units)
        {
            if (
                text.EndsWith(unit, StringComparison.OrdinalIgnoreCase)
                && double.TryParse(
                    Invariant(text[..^unit.Length].Trim()),
                    NumberStyles.AllowDecimalPoint,
                    CultureInfo.InvariantCulture,
                    out var number
                )
                && number * milliseconds <= TimeSpan.FromDays(365).TotalMilliseconds
            )
            {
                return TimeSpan.FromMilliseconds(number * milliseconds);
            }
        }

        // A bare number would be days.
        return
            text.Contains(':', StringComparison.Ordinal)
            && TimeSpan.TryParse(text, CultureInfo.InvariantCulture, out var span)
            ? span
            : null;
    }

    /// <summary>
    /// A comma is a decimal one, as half the world types it: "3,8" is not 38. Where three digits follow it may be one of
    /// thousands, and then it is not guessed.
    /// </summary>
    private static string Invariant(string number) =>
        number.Split(',') is [var whole, { Length: not 3 } part] ? $"{whole}.{part}" : number;

    private static string Expected(Type type) =>
        type == typeof(TimeSpan) ? "must be a time with its unit, for example 20 s, 10 min or 00:00:20"
        : type == typeof(bool) ? "must be yes or no"
        : type == typeof(int) ? "must be a whole number"
        : type == typeof(decimal) ? "must be a number, for example 2 or 2.5"
        : type.IsEnum ? $"must be {string.Join(", ", Enum.GetNames(type))}"
        : "cannot be tried here";

    /// <summary>What the watchdog would refuse at its start, of this threshold's section only.</summary>
    private static string? Problems(string environment, EnvironmentOptions options)
    {
        var all = new WatchdogOptions
        {
            Environments = new Dictionary<string, EnvironmentOptions>(StringComparer.Ordinal)
            {
                [environment] = options,
            },
        };
        var place = $"Watchdog:Environments:{environment}:Triggers:";
        var problems = OptionsValidator
            .Validate(all, [.. options.Lkg.Values])
            .Where(error => error.Key.StartsWith(place, StringComparison.Ordinal))
            .Select(error => $"{error.Key[place.Length..]} = {error.Value}: {error.Problem}")
            .ToList();
        return problems.Count == 0 ? null : string.Join(" ", problems);
    }

    private static string SnippetOf(string environment, string[] keys, JsonValue value)
    {
        JsonNode node = value.DeepClone();
        foreach (
            var key in keys.Reverse().Append("Triggers").Append(environment).Append("Environments").Append("Watchdog")
        )
        {
            node = new JsonObject { [key] = node };
        }

        return node.ToJsonString(Indented);
    }

    private static string Camel(string key) => $"{char.ToLowerInvariant(key[0])}{key[1..]}";
}
