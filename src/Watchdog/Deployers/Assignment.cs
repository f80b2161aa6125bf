using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;

namespace Mcpx.Watchdog.Deployers;

/// <summary>What a deployer is there for.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Component">What is deployed.</param>
/// <param name="Options">How.</param>
internal sealed record Assignment(string Environment, Component Component, DeployerOptions Options)
{
    /// <summary>
    /// Reads what was approved. The configuration in effect must still mean the very same: otherwise something would be done that
    /// nobody approved.
    /// </summary>
    /// <param name="arguments">The step's arguments under the attempt's key.</param>
    /// <param name="problem">Why they cannot be carried out; null when they can.</param>
    /// <returns>Null when they cannot be carried out.</returns>
    public DeployOrder? Read(IReadOnlyList<string> arguments, out string? problem)
    {
        if (DeployerArguments.Read(arguments) is not { } order)
        {
            problem = "What was approved is for another deployer than the one that is configured now. Propose anew.";
            return null;
        }

        var now = DeployerArguments.Of(
            Options,
            Environment,
            Component,
            new(Component, ObservedTag: "", order.Tag, order.Sha256),
            order.Key
        );
        problem = now.SequenceEqual(arguments, StringComparer.Ordinal)
            ? null
            : $"The deployer's configuration changed after the approval: it would now do \"{string.Join(' ', now)}\". Propose anew.";
        return problem is null ? order : null;
    }
}
