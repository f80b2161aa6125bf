using System.Text.RegularExpressions;
using Mcpx.Domain.Contracts;

namespace Mcpx.Watchdog.Workflows;

/// <summary>A scripted workflow (docs/workflows.md).</summary>
/// <param name="Name">As judging knows it.</param>
/// <param name="Timeout">For all steps together, and once more for the clean-up.</param>
/// <param name="Writes">Keys of the watchdog's own that it writes, as the portal's audit names them.</param>
/// <param name="Variables">Values given in the file.</param>
/// <param name="Secrets">Names of environment variables, by the name under which steps use their values.</param>
/// <param name="Steps">What is done, in order, up to the first failure.</param>
/// <param name="CleanUp">What is always done afterwards.</param>
internal sealed record Workflow(
    string Name,
    TimeSpan Timeout,
    IReadOnlyList<string> Writes,
    IReadOnlyDictionary<string, Template> Variables,
    IReadOnlyDictionary<string, string> Secrets,
    IReadOnlyList<WorkflowStep> Steps,
    IReadOnlyList<WorkflowStep> CleanUp
)
{
    /// <summary>Variables that every step has without asking.</summary>
    public static IReadOnlyList<string> BuiltIn { get; } = ["environment", "instance", "walk", "requestId"];
}

/// <summary>One call and what must come of it.</summary>
internal sealed record WorkflowStep(string Name, HttpMethod Method, Template Path)
{
    public bool Bearer { get; init; } = true;

    public IReadOnlyList<(string Name, Template Value)> Headers { get; init; } = [];

    public JsonTemplate? Json { get; init; }

    public IReadOnlyList<(string Name, Template Value)> Form { get; init; } = [];

    /// <summary>For the complete answer; null for the environment's own.</summary>
    public TimeSpan? Timeout { get; init; }

    public IReadOnlyList<int> Status { get; init; } = [200];

    public IReadOnlyList<HeaderRule> AnswerHeaders { get; init; } = [];

    public IReadOnlyList<JsonRule> AnswerJson { get; init; } = [];

    public IReadOnlyList<Capture> Captures { get; init; } = [];

    /// <summary>Every variable that must have a value before the step can be taken.</summary>
    public IEnumerable<string> Needs =>
        Headers
            .Concat(Form)
            .Select(pair => pair.Value)
            .Append(Path)
            .Concat(Json?.Texts ?? [])
            .Concat(AnswerJson.Select(rule => rule.Value).OfType<Template>())
            .SelectMany(template => template.Names)
            .Distinct(StringComparer.Ordinal);
}

/// <summary>What a place in an answer's JSON must hold; of several values one is enough, unless none may be there.</summary>
/// <param name="Place">Where.</param>
/// <param name="Words">As it was written.</param>
/// <param name="Value">What it must say; null when it need not say one thing.</param>
/// <param name="Pattern">What it must match; null when it need not.</param>
/// <param name="Absent">Whether nothing may be there.</param>
internal sealed record JsonRule(JsonPath Place, string Words, Template? Value, Regex? Pattern, bool Absent = false)
{
    public const string Expected = "must be exists, absent, “is VALUE” or “matches REGEX”";

    /// <summary>Reads a rule in words; null when it cannot be read.</summary>
    public static JsonRule? Read(JsonPath place, string text) =>
        text.Split(' ', 2) switch
        {
            ["exists"] => new(place, text, null, null),
            ["absent"] => new(place, text, null, null, Absent: true),
            ["is", var value] when Template.Read(value) is { } template => new(place, text, template, null),
            ["matches", var pattern] when HeaderRule.Linear(pattern) is { } regex => new(place, text, null, regex),
            _ => null,
        };
}

/// <summary>From where of an answer a value is kept.</summary>
internal enum CaptureSource
{
    Json,
    Header,
    Cookie,
}

/// <summary>A value kept from an answer for later steps.</summary>
/// <param name="Name">The variable.</param>
/// <param name="Source">From where.</param>
/// <param name="Key">The header's or cookie's name; the place's text otherwise.</param>
/// <param name="Place">The place in the JSON.</param>
internal sealed record Capture(string Name, CaptureSource Source, string Key, JsonPath? Place)
{
    public const string Expected = "must be “json $.place”, “header NAME” or “cookie NAME”";

    /// <summary>Reads one in words; null when it cannot be read.</summary>
    public static Capture? Read(string name, string text) =>
        text.Split(' ', 2) switch
        {
            ["json", var place] when JsonPath.Read(place) is { } path => new(name, CaptureSource.Json, place, path),
            ["header", { Length: > 0 } key] => new(name, CaptureSource.Header, key, null),
            ["cookie", { Length: > 0 } key] => new(name, CaptureSource.Cookie, key, null),
            _ => null,
        };
}
