using System.Globalization;
using System.Text.Json;
using Mcpx.Watchdog.Deployers.Http;

namespace Mcpx.Watchdog.Deployers.Azure;

/// <summary>What is written on the site about the last swap: Azure keeps no key of ours with its operations.</summary>
/// <param name="Key">The step's key.</param>
/// <param name="Tag">What was to run afterwards.</param>
/// <param name="State">begun, done or failed.</param>
/// <param name="At">When it began.</param>
internal sealed record SwapRecord(string Key, string Tag, string State, DateTimeOffset At)
{
    public const string Begun = "begun";
    public const string Done = "done";
    public const string Failed = "failed";

    private const string Prefix = "mcpx-step-";

    /// <summary>The body that writes it among the resource's tags and leaves the rest.</summary>
    public string Merge() =>
        JsonSerializer.Serialize(
            new
            {
                operation = "Merge",
                properties = new
                {
                    tags = new Dictionary<string, string>(StringComparer.Ordinal)
                    {
                        [$"{Prefix}key"] = Key,
                        [$"{Prefix}tag"] = Tag,
                        [$"{Prefix}state"] = State,
                        [$"{Prefix}at"] = At.ToString("O", CultureInfo.InvariantCulture),
                    },
                },
            }
        );

    /// <summary>Reads a resource's tags; null when no swap of ours is written there.</summary>
    /// <exception cref="DeployerUnavailableException">They cannot be read.</exception>
    public static SwapRecord? Read(ApiAnswer answer)
    {
        if (
            !answer.Ok
            || answer.Json() is not { ValueKind: JsonValueKind.Object } json
            || !json.TryGetProperty("properties", out var properties)
            || properties.ValueKind != JsonValueKind.Object
        )
        {
            throw new DeployerUnavailableException($"Azure answered {answer.Words}") { Status = answer.Status };
        }

        var (key, tag, state, at) = (Value("key"), Value("tag"), Value("state"), Value("at"));
        if (key is null)
        {
            return null;
        }

        return
            tag is not null
            && state is Begun or Done or Failed
            && DateTimeOffset.TryParse(at, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var began)
            ? new(key, tag, state, began)
            : throw new DeployerUnavailableException($"the site's tags do not say how {key} stands");

        string? Value(string name) => ApiAnswer.Text(properties, $"tags.{Prefix}{name}");
    }
}
