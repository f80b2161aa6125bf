using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>Asks targets once with one probe and keeps what judging would be told.</summary>
internal static class Senses
{
    /// <summary>Long enough for a busy machine, short enough to wait for.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(1_500);

    public static EnvironmentOptions Environment(
        IEnumerable<HostileServer> apis,
        ProbeOptions? probes = null,
        ValidationOptions? validation = null,
        Component component = Component.Api
    ) =>
        new()
        {
            Instances =
            [
                .. apis.Select(
                    (server, index) => Some.Api(server.Address, $"api-{index + 1}") with { Component = component }
                ),
            ],
            Probes = (probes ?? new()) with { Timeout = Patience },
            Validation = validation ?? new(),
        };

    /// <summary>Runs one round.</summary>
    public static async Task<IReadOnlyList<JudgingInput>> AskAsync(
        EnvironmentOptions environment,
        Inputs inputs,
        IProbe probe
    )
    {
        if (probe.Asks == Audience.Environment)
        {
            await probe.AskAsync(new("Prod", environment), CancellationToken.None);
        }
        else
        {
            foreach (var instance in environment.Instances)
            {
                await probe.AskAsync(new("Prod", environment, instance), CancellationToken.None);
            }
        }

        var told = new List<JudgingInput>();
        while (inputs.TryTake(out var next))
        {
            Assert.Equal("Prod", next.Environment);
            told.Add(next.Input);
        }

        return told;
    }
}
