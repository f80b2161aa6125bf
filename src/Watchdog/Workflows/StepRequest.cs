using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Workflows;

/// <summary>Writes a step as a request, with every variable filled in.</summary>
internal static class StepRequest
{
    public static HttpRequestMessage Of(
        WorkflowStep step,
        Uri address,
        IReadOnlyDictionary<string, string> values,
        Cookies cookies
    )
    {
        var request = OwnCall.Request(step.Method, address, values["requestId"]);
        foreach (var (name, value) in step.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value.Fill(values));
        }

        if (cookies.Header is { } sent)
        {
            request.Headers.TryAddWithoutValidation("Cookie", sent);
        }

        if (step.Json is { } json)
        {
            request.Content = new ByteArrayContent(json.Fill(values));
            request.Content.Headers.ContentType = new("application/json");
        }
        else if (step.Form.Count > 0)
        {
            request.Content = new FormUrlEncodedContent(
                step.Form.Select(field => KeyValuePair.Create(field.Name, field.Value.Fill(values)))
            );
        }

        return request;
    }
}
