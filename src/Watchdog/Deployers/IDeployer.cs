namespace Mcpx.Watchdog.Deployers;

/// <summary>Puts releases in place and can be asked what became of it.</summary>
internal interface IDeployer
{
    /// <summary>The tag of each instance and the operations under way.</summary>
    Task<Observation> ObserveAsync(CancellationToken cancellation);

    /// <summary>How the operation under a step's key stands.</summary>
    Task<Found> FindAsync(string stepKey, CancellationToken cancellation);

    /// <summary>Looks, without changing anything, whether what was approved can be done.</summary>
    /// <returns>Null when nothing speaks against it, else what does and what to do about it.</returns>
    Task<string?> PreflightAsync(IReadOnlyList<string> arguments, CancellationToken cancellation);

    /// <summary>Carries out the plan's own arguments and follows them.</summary>
    /// <param name="arguments">Exactly as approved.</param>
    /// <param name="report">Takes each line of output.</param>
    /// <param name="cancellation">Ends the following; what was begun elsewhere goes on.</param>
    /// <returns>Null when it is done, else why it is not.</returns>
    /// <exception cref="DeployerUnavailableException">Nobody can say whether it was done.</exception>
    Task<string?> DeployAsync(IReadOnlyList<string> arguments, Action<string> report, CancellationToken cancellation);

    /// <summary>Asks for the end of the operation under a step's key.</summary>
    /// <returns>Null when it was asked for, else why it cannot be.</returns>
    Task<string?> CancelAsync(string stepKey, CancellationToken cancellation);
}

/// <summary>What a deployer sees.</summary>
/// <param name="Instances">Each instance and its tag; null when it does not answer.</param>
/// <param name="Operations">Operations under way.</param>
internal sealed record Observation(
    IReadOnlyList<ObservedInstance> Instances,
    IReadOnlyList<ObservedOperation> Operations
)
{
    /// <summary>Whether every instance answers this tag.</summary>
    public bool AllRun(string tag) => Instances.Count > 0 && Instances.All(instance => instance.Tag == tag);

    /// <summary>The tags as a person reads them.</summary>
    public string Text =>
        string.Join(", ", Instances.Select(instance => $"{instance.Name} {instance.Tag ?? "does not answer"}"));
}

/// <summary>One instance as the deployer sees it.</summary>
internal sealed record ObservedInstance(string Name, string? Tag);

/// <summary>One operation under way.</summary>
internal sealed record ObservedOperation(string Key, OperationState State);

/// <summary>How an operation stands.</summary>
internal enum OperationState
{
    NeverStarted,
    Running,
    Finished,
    Failed,
}

/// <summary>What became of an operation.</summary>
internal sealed record Found(string Key, OperationState State, string? Detail = null);

/// <summary>The deployer could not be asked: its answer is unknown, which is not "no".</summary>
internal sealed class DeployerUnavailableException : Exception
{
    public DeployerUnavailableException(string message, Exception? inner = null)
        : base(message, inner) { }

    /// <summary>Whether it is certain that nothing reached the other side.</summary>
    public bool NothingSent { get; init; }

    /// <summary>What the service answered; null when it gave no complete answer.</summary>
    public int? Status { get; init; }

    /// <summary>When to ask again, as the service says.</summary>
    public TimeSpan? RetryAfter { get; init; }
}
