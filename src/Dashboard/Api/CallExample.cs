using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Mcpx.Dashboard.Api;

/// <summary>What a call looks like, for whoever reads the API's description.</summary>
/// <param name="Request">A body that is sent, as JSON; null where none is.</param>
/// <param name="Status">The answer's status.</param>
/// <param name="Response">A body that is answered, as JSON; null where none is shown.</param>
internal sealed record CallExample(string? Request, int Status = StatusCodes.Status200OK, string? Response = null)
{
    private static readonly string[] Json = ["application/json", "application/problem+json"];

    /// <summary>Writes the examples into the description.</summary>
    public static Task Show(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken _)
    {
        foreach (var example in context.Description.ActionDescriptor.EndpointMetadata.OfType<CallExample>())
        {
            Show(operation.RequestBody?.Content, example.Request);
            Show(operation.Responses?.GetValueOrDefault($"{example.Status}")?.Content, example.Response);
        }

        return Task.CompletedTask;
    }

    private static void Show(IDictionary<string, OpenApiMediaType>? content, string? example)
    {
        if (example is not null)
        {
            foreach (var type in Json)
            {
                if (content?.TryGetValue(type, out var media) == true)
                {
                    media.Example = JsonNode.Parse(example);
                }
            }
        }
    }
}
