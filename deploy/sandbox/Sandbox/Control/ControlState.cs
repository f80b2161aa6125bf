using System.Collections.Immutable;
using System.Text.Json;
using Mcpx.Sandbox.Operations;

namespace Mcpx.Sandbox.Control;

/// <summary>What an instance runs, and in which process.</summary>
internal sealed record InstanceRecord(string Tag, int ProcessId, DateTime StartedAt);

/// <summary>What the control remembers across a restart: the tag of each instance, its process, and the operations.</summary>
internal sealed class ControlState
{
    private const int OperationsKept = 500;

    private readonly Lock _lock = new();
    private readonly string _path;
    private Content _content;

    public ControlState(string path)
    {
        _path = path;
        _content = File.Exists(path)
            ? JsonSerializer.Deserialize<Content>(File.ReadAllText(path), SandboxJson.Options) ?? Content.Empty
            : Content.Empty;
    }

    public ImmutableDictionary<string, InstanceRecord> Instances => _content.Instances;

    public ImmutableArray<Operation> Operations => _content.Operations;

    public string? TagOf(string instance) => _content.Instances.GetValueOrDefault(instance)?.Tag;

    public void RecordInstance(string instance, InstanceRecord record) =>
        Write(content => content with { Instances = content.Instances.SetItem(instance, record) });

    public void RecordOperation(Operation operation) =>
        Write(content =>
            content with
            {
                Operations =
                [
                    .. content.Operations.Where(other => !other.IsFor(operation.Key)).TakeLast(OperationsKept - 1),
                    operation,
                ],
            }
        );

    private void Write(Func<Content, Content> change)
    {
        lock (_lock)
        {
            _content = change(_content);
            AtomicFile.Write(_path, JsonSerializer.Serialize(_content, SandboxJson.Indented));
        }
    }

    private sealed record Content(
        ImmutableDictionary<string, InstanceRecord> Instances,
        ImmutableArray<Operation> Operations
    )
    {
        public static Content Empty { get; } = new(ImmutableDictionary<string, InstanceRecord>.Empty, []);
    }
}
