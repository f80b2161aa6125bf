using System.Text.Json;
using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Operations;

namespace Mcpx.Sandbox.Commands;

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
        PortalComponent component,
        CancellationToken cancellationToken
    )
    {
        var view = (await client.LookAsync(cancellationToken)).Find(environment);
        var operations = await client.RunningAsync(environment, component, cancellationToken);
        using var http = new HttpClient { Timeout = Patience };
        var instances = await Task.WhenAll(
            view.Instances.Where(instance => instance.Component == component)
                .Select(instance => AskAsync(http, instance, cancellationToken))
        );
        return new(
            instances,
            [.. operations.Select(operation => new ObservedOperation(operation.Key, operation.State))]
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
