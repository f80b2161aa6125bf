using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Mcpx.Sandbox.Instances;
using Mcpx.Sandbox.Portal.Data;

namespace Mcpx.Sandbox.Control;

/// <summary>What <c>POST /settings</c> takes.</summary>
internal sealed record SettingRequest(string? Environment, SettingKind Kind, string? Name, string? Value, string? By);

/// <summary>What became of a change: the portal's own record of it, or the status and the reason why there is none.</summary>
internal sealed record SettingAnswer(AuditEvent? Written, int Status, string Reason);

/// <summary>Changes configuration and flags as people do: through the portal's own API, which audits them.</summary>
internal sealed class PortalApi(Fleet fleet, HttpClient portal)
{
    private const string Why = "Set from the sandbox's command line.";

    public static void Map(WebApplication app)
    {
        var topology = app.Services.GetRequiredService<Topology>();
        var api = app.Services.GetRequiredService<PortalApi>();
        app.MapPost(
            "/settings",
            async (SettingRequest asked, CancellationToken ct) =>
            {
                if (asked.Environment is not { } name || !topology.Environments.Contains(name, StringComparer.Ordinal))
                    return ControlApi.UnknownEnvironment(topology, asked.Environment);
                var setting = new Setting(asked.Kind, asked.Name, asked.Value);
                var answer = await api.SetAsync(name, setting, asked.By, Guid.NewGuid().ToString("N"), ct);
                return answer.Written is { } written
                    ? Results.Json(written)
                    : Results.Problem(answer.Reason, statusCode: answer.Status);
            }
        );
    }

    /// <summary>Sets it once, however often the same request is made.</summary>
    public Task<SettingAnswer> SetAsync(
        string environment,
        Setting setting,
        string? by,
        string requestId,
        CancellationToken cancellationToken
    )
    {
        var (name, value) = (setting.Name, setting.Value);
        if (setting.Kind != SettingKind.Flag)
            return WriteAsync(
                environment,
                "/api/config",
                new ConfigSetValue(name, value, TypeOf(value), environment, Why, Tags: null, by, requestId),
                cancellationToken
            );
        var words = value?.Split(" for ", 2) ?? [];
        return words is ["on" or "off", ..]
            ? WriteAsync(
                environment,
                "/api/flags",
                new FeatureSet(name, words[0] == "on", environment, words.ElementAtOrDefault(1), Why, by, requestId),
                cancellationToken
            )
            : Task.FromResult(Refused(400, $"A flag is 'on', 'off' or 'on for ROLE', not '{value}'."));
    }

    /// <summary>Any API instance will do: they share one database.</summary>
    private async Task<SettingAnswer> WriteAsync<T>(
        string environment,
        string path,
        T call,
        CancellationToken cancellationToken
    )
    {
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
                    return new(body.Deserialize<AuditEvent>(SandboxJson.Options), 200, "");
                if (answer.StatusCode == HttpStatusCode.BadRequest)
                    return Refused(400, body.GetProperty("message").GetString()!);
                why = $"{instance.Spec.Name} answered {(int)answer.StatusCode}";
            }
            catch (Exception error)
                when (error is HttpRequestException or JsonException
                    || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                why = $"{instance.Spec.Name}: {error.Message}";
            }
        return Refused(502, $"No API instance of {environment} took the change; {why}.");
    }

    private static string TypeOf(string? value) =>
        bool.TryParse(value, out _) ? "bool"
        : int.TryParse(value, CultureInfo.InvariantCulture, out _) ? "int"
        : "string";

    private static SettingAnswer Refused(int status, string reason) => new(null, status, reason);
}
