using System.Text.Json;
using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Operations;

namespace Mcpx.Sandbox.Commands;

/// <summary>What can be observed.</summary>
internal enum Observed
{
    Api,
    Web,

    /// <summary>Configuration and flags: no instance has any of its own.</summary>
    Config,
}

/// <summary>What an instance itself says it runs; no tag when it does not answer.</summary>
internal sealed record ObservedInstance(string Name, string? Tag);

/// <summary>An operation under way.</summary>
internal sealed record ObservedOperation(string Key, OperationState State);

/// <summary>What runs on a component of an environment, as the instances say it and not as the control believes it.</summary>
internal sealed record Observation(
    IReadOnlyList<ObservedInstance> Instances,
    IReadOnlyList<ObservedOperation> Operations
)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    public static async Task<Observation> TakeAsync(
        ControlClient client,
        string environment,
        Observed what,
        CancellationToken cancellationToken
    )
    {
        PortalComponent? component = what switch
        {
            Observed.Api => PortalComponent.Api,
            Observed.Web => PortalComponent.Web,
            _ => null,
        };
        var view = (await client.LookAsync(cancellationToken)).Find(environment);
        var operations = await client.RunningAsync(environment, cancellationToken);
        using var http = new HttpClient { Timeout = Patience };
        var instances = await Task.WhenAll(
            view.Instances.Where(instance => instance.Component == component)
                .Select(instance => AskAsync(http, instance, cancellationToken))
        );
        return new(
            instances,
            [
                .. operations
                    .Where(operation => operation.Component == component)
                    .Select(operation => new ObservedOperation(operation.Key, operation.State)),
            ]
        );
    }

    private static async Task<ObservedInstance> AskAsync(
        HttpClient http,
        InstanceView instance,
        CancellationToken cancellationToken
    )
    {
        var path = instance.Component == PortalComponent.Api ? "/api/version" : "/version.json";
        try
        {
            var text = await http.GetStringAsync(new Uri(new Uri(instance.Address), path), cancellationToken);
            using var version = JsonDocument.Parse(text);
            return new(instance.Name, version.RootElement.GetProperty("tag").GetString());
        }
        catch (Exception error)
            when (error is HttpRequestException or JsonException or KeyNotFoundException
                || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            await Console.Error.WriteLineAsync($"{instance.Name} does not tell its release: {error.Message}");
            return new(instance.Name, null);
        }
    }
}
