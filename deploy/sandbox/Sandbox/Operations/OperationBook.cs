using Mcpx.Sandbox.Control;

namespace Mcpx.Sandbox.Operations;

/// <summary>What came of asking for an operation.</summary>
internal enum BeginOutcome
{
    /// <summary>It is new, and the one who asked has to carry it out.</summary>
    Started,

    /// <summary>The key is known and means the same act: nothing is to be done.</summary>
    Joined,

    /// <summary>The key is known and means another act.</summary>
    OtherContent,

    /// <summary>Another operation runs on the same component, or on the settings, of the same environment.</summary>
    Busy,
}

/// <summary>All operations by key. A key is acted on once, however often it is asked for, also across a restart.</summary>
internal sealed class OperationBook
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Operation> _operations = new(StringComparer.Ordinal);
    private readonly ControlState _state;

    public OperationBook(ControlState state)
    {
        _state = state;
        foreach (var operation in state.Operations)
            _operations[operation.Key] =
                operation.State == OperationState.Running
                    ? operation with
                    {
                        State = OperationState.Failed,
                        Detail = "interrupted",
                    }
                    : operation;
    }

    public Operation Find(string key)
    {
        lock (_lock)
            return _operations.GetValueOrDefault(key) ?? Operation.NeverStarted(key);
    }

    public IReadOnlyList<Operation> Running()
    {
        lock (_lock)
            return [.. _operations.Values.Where(operation => operation.State == OperationState.Running)];
    }

    public (BeginOutcome Outcome, Operation Operation) Begin(Operation asked)
    {
        lock (_lock)
        {
            if (_operations.TryGetValue(asked.Key, out var known))
                return (known.IsSameAct(asked) ? BeginOutcome.Joined : BeginOutcome.OtherContent, known);
            if (
                _operations.Values.FirstOrDefault(o => o.State == OperationState.Running && o.IsSamePlace(asked)) is
                { } other
            )
                return (BeginOutcome.Busy, other);
            return (BeginOutcome.Started, Record(asked with { State = OperationState.Running }));
        }
    }

    public void Append(string key, string line)
    {
        lock (_lock)
            _operations[key] = _operations[key] with { Log = _operations[key].Log.Add(line) };
    }

    public void End(string key, OperationState state, string detail)
    {
        lock (_lock)
            Record(_operations[key] with { State = state, Detail = detail, Log = _operations[key].Log.Add(detail) });
    }

    /// <summary>Written before it is acted on: an operation that a crash cuts off is known afterwards.</summary>
    private Operation Record(Operation operation)
    {
        _state.RecordOperation(operation);
        return _operations[operation.Key] = operation;
    }
}
