using System.Collections.Immutable;

namespace Mcpx.Sandbox.Operations;

/// <summary>How far an operation is.</summary>
internal enum OperationState
{
    NeverStarted,
    Running,
    Finished,
    Failed,
}

/// <summary>One deployment of a component to an environment, known by the key its caller chose.</summary>
internal sealed record Operation(
    string Key,
    OperationState State,
    string? Environment,
    PortalComponent? Component,
    string? Tag,
    ImmutableArray<string> Log,
    string? Detail
)
{
    public static Operation NeverStarted(string key) =>
        new(key, OperationState.NeverStarted, null, null, null, [], null);

    public bool IsFor(string key) => string.Equals(Key, key, StringComparison.Ordinal);

    public bool IsSameAct(Operation other) =>
        string.Equals(Environment, other.Environment, StringComparison.Ordinal)
        && Component == other.Component
        && string.Equals(Tag, other.Tag, StringComparison.Ordinal);

    public bool IsSamePlace(Operation other) =>
        string.Equals(Environment, other.Environment, StringComparison.Ordinal) && Component == other.Component;
}
