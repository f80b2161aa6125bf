using System.Collections.Concurrent;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Live;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Probes.Health;

/// <summary>The release every instance last answered with.</summary>
internal sealed class TagBoard(WatchdogOptions options, TimeProvider time)
{
    private readonly ConcurrentDictionary<InstanceId, (string Tag, DateTimeOffset At)> _tags = new();

    public void Note(InstanceId instance, string tag) => _tags[instance] = (tag, time.GetUtcNow());

    /// <summary>All configured instances of an environment, in the configured order.</summary>
    public IReadOnlyList<LiveInstance> Of(string environment) =>
        [
            .. options
                .Environments[environment]
                .Instances.Select(instance =>
                    _tags.TryGetValue(new(environment, instance.Component, instance.Name), out var known)
                        ? new LiveInstance(instance.Name, instance.Component, known.Tag, known.At)
                        : new LiveInstance(instance.Name, instance.Component, Tag: null, TagReadAt: null)
                ),
        ];
}
