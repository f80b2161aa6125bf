using System.Text.Json;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>
/// As much of Azure Resource Manager as the swap of two slots needs, with the documents' real shapes, and the two slots' own answers;
/// Azure itself is not asked.
/// </summary>
internal sealed class AzureServer : IAsyncDisposable
{
    private const string Site = "/subscriptions/sub/resourceGroups/portal/providers/Microsoft.Web/sites/portal-api";

    private readonly Dictionary<string, string> _tags = new(StringComparer.Ordinal);
    private int _looks;

    public AzureServer()
    {
        Manager = new(Answer);
        Production = new(_ => Tag(InProduction));
        Slot = new(_ => Tag(InSlot));
    }

    public ApiServer Manager { get; }

    public ApiServer Production { get; }

    public ApiServer Slot { get; }

    /// <summary>What production answers; null for nothing.</summary>
    public string? InProduction { get; set; } = Some.Failing;

    /// <summary>What the slot answers; null for nothing.</summary>
    public string? InSlot { get; set; } = Some.Good;

    /// <summary>Decides before Azure does; null leaves it to it.</summary>
    public Func<ApiCall, ApiReply?> First { get; set; } = _ => null;

    /// <summary>How the operation ends after three looks.</summary>
    public string Ends { get; set; } = "Succeeded";

    /// <summary>Whether the answer names Azure-AsyncOperation; otherwise Location.</summary>
    public bool HasStatus { get; set; } = true;

    /// <summary>Where the operation is said to be; null for here.</summary>
    public string? OperationAt { get; set; }

    /// <summary>What production answers after a swap, where it is not what the slot held.</summary>
    public string? Instead { get; set; }

    public IReadOnlyDictionary<string, string> Tags => _tags;

    public IReadOnlyList<ApiCall> Swaps => [.. Manager.Acts.Where(call => call.Method == "POST")];

    public async ValueTask DisposeAsync()
    {
        await Manager.DisposeAsync();
        await Production.DisposeAsync();
        await Slot.DisposeAsync();
    }

    private static ApiReply Tag(string? tag) => tag is null ? new(503) : ApiReply.Json($$"""{"tag":"{{tag}}"}""");

    private ApiReply Answer(ApiCall call)
    {
        if (First(call) is { } reply)
        {
            return reply;
        }

        return (call.Method, call.Path.Split('?')[0]) switch
        {
            ("GET", Site + "/providers/Microsoft.Resources/tags/default") => ApiReply.Json(
                JsonSerializer.Serialize(new { properties = new { tags = _tags } })
            ),
            ("PATCH", Site + "/providers/Microsoft.Resources/tags/default") => Merge(call),
            ("POST", Site + "/slotsswap") => Begin(),
            ("GET", "/operations/1") => Look(),
            _ => new(404, """{"error":{"code":"ResourceNotFound","message":"The Resource was not found."}}"""),
        };
    }

    private ApiReply Merge(ApiCall call)
    {
        using var body = JsonDocument.Parse(call.Body);
        foreach (var tag in body.RootElement.GetProperty("properties").GetProperty("tags").EnumerateObject())
        {
            _tags[tag.Name] = tag.Value.GetString()!;
        }

        return ApiReply.Json("{}");
    }

    private ApiReply Begin()
    {
        _looks = 0;
        var header = HasStatus ? "Azure-AsyncOperation" : "Location";
        return new(202, "", $"{header}: {OperationAt ?? Manager.Address}/operations/1\r\nRetry-After: 15\r\n");
    }

    private ApiReply Look()
    {
        var ended = ++_looks > 3;
        if (ended && Ends == "Succeeded")
        {
            (InProduction, InSlot) = (Instead ?? InSlot, InProduction);
            Instead = null;
        }

        return HasStatus
                ? new(
                    200,
                    ended
                        ? $$"""{"status":"{{Ends}}","error":{"code":"CannotSwap","message":"the slot did not warm up"} }"""
                        : """{"status":"InProgress"}""",
                    "Retry-After: 15\r\n"
                )
            : !ended ? new(202, "", "Retry-After: 15\r\n")
            : Ends == "Succeeded" ? new(200, "{}")
            : new(409, """{"error":{"message":"the slot did not warm up"}}""");
    }
}
