using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Sandbox.Instances;
using Mcpx.Sandbox.Portal.Data;

namespace Mcpx.Sandbox.Control;

/// <summary>What <c>POST /config</c> takes.</summary>
internal sealed record ConfigRequest(string? Environment, string? Key, string? Value, string? By);

/// <summary>What <c>POST /flag</c> takes.</summary>
internal sealed record FlagRequest(string? Environment, string? Flag, bool? Enabled, string? By);

/// <summary>Changes configuration and flags as people do: through the portal's own API, which audits them.</summary>
internal sealed class PortalApi(Topology topology, Fleet fleet, HttpClient portal)
{
    private const string Why = "Set from the sandbox's command line.";

    public static void Map(WebApplication app, HttpClient portal, string token)
    {
        portal.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        var api = new PortalApi(
            app.Services.GetRequiredService<Topology>(),
            app.Services.GetRequiredService<Fleet>(),
            portal
        );
        app.MapPost("/config", api.SetConfigAsync);
        app.MapPost("/flag", api.SetFlagAsync);
    }

    private Task<IResult> SetConfigAsync(ConfigRequest asked, CancellationToken cancellationToken) =>
        WriteAsync(
            asked.Environment,
            "/api/config",
            new ConfigSetValue(
                asked.Key,
                asked.Value,
                TypeOf(asked.Value),
                asked.Environment,
                Why,
                Tags: null,
                asked.By,
                RequestId()
            ),
            cancellationToken
        );

    private Task<IResult> SetFlagAsync(FlagRequest asked, CancellationToken cancellationToken) =>
        WriteAsync(
            asked.Environment,
            "/api/flags",
            new FeatureSet(asked.Flag, asked.Enabled, asked.Environment, TargetRole: null, Why, asked.By, RequestId()),
            cancellationToken
        );

    /// <summary>Any API instance will do: they share one database.</summary>
    private async Task<IResult> WriteAsync<T>(
        string? environment,
        string path,
        T call,
        CancellationToken cancellationToken
    )
    {
        if (environment is null || !topology.Environments.Contains(environment, StringComparer.Ordinal))
            return ControlApi.UnknownEnvironment(topology, environment);
        var why = "there is none";
        foreach (var instance in fleet.Of(environment, PortalComponent.Api))
            try
            {
                using var answer = await portal.PostAsJsonAsync(
                    new Uri(instance.Spec.Address, path),
                    call,
                    cancellationToken
                );
                var body = await answer.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
                if (answer.IsSuccessStatusCode)
                    return Results.Json(body);
                if (answer.StatusCode == HttpStatusCode.BadRequest)
                    return Results.Problem(body.GetProperty("message").GetString(), statusCode: 400);
                why = $"{instance.Spec.Name} answered {(int)answer.StatusCode}";
            }
            catch (Exception error)
                when (error is HttpRequestException or JsonException
                    || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                why = $"{instance.Spec.Name}: {error.Message}";
            }
        return Results.Problem($"No API instance of {environment} took the change; {why}.", statusCode: 502);
    }

    private static string TypeOf(string? value) =>
        bool.TryParse(value, out _) ? "bool"
        : int.TryParse(value, CultureInfo.InvariantCulture, out _) ? "int"
        : "string";

    private static string RequestId() => Guid.NewGuid().ToString("N");
}
