using System.Collections.Immutable;
using Mcpx.Sandbox.Control;

namespace Mcpx.Sandbox.Operations;

/// <summary>How far an operation is.</summary>
internal enum OperationState
{
    NeverStarted,
    Running,
    Finished,
    Failed,
}

/// <summary>
/// One deployment of a component to an environment, or one setting written back there, known by the key its caller chose.
/// </summary>
/// <param name="Key">What its caller knows it by.</param>
/// <param name="State">How far it is.</param>
/// <param name="Environment">Where.</param>
/// <param name="Component">What is deployed; null when a setting is written.</param>
/// <param name="Tag">The release deployed; null when a setting is written.</param>
/// <param name="Log">What happened so far, line by line.</param>
/// <param name="Detail">How it ended.</param>
/// <param name="Setting">What is written; null for a deployment.</param>
internal sealed record Operation(
    string Key,
    OperationState State,
    string? Environment,
    PortalComponent? Component,
    string? Tag,
    ImmutableArray<string> Log,
    string? Detail,
    Setting? Setting = null
)
{
    public static Operation NeverStarted(string key) =>
        new(key, OperationState.NeverStarted, null, null, null, [], null);

    public bool IsFor(string key) => string.Equals(Key, key, StringComparison.Ordinal);

    public bool IsSameAct(Operation other) =>
        string.Equals(Environment, other.Environment, StringComparison.Ordinal)
        && Component == other.Component
        && string.Equals(Tag, other.Tag, StringComparison.Ordinal)
        && Setting == other.Setting;

    public bool IsSamePlace(Operation other) =>
        string.Equals(Environment, other.Environment, StringComparison.Ordinal) && Component == other.Component;
}
