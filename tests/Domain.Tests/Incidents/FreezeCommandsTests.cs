using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>What is owed, and what people read of what does not stand still.</summary>
public sealed class FreezeCommandsTests
{
    private static readonly DeploysFrozen Frozen = new("ada", "audit week", Incident: null);
    private static readonly DeploysUnfrozen Lifted = new("over", Incident: null);
    private static readonly FreezeCommandRan Paused = new("gitops", Pause: true, Succeeded: true, "ended with 0", []);

    [Fact]
    public void Owed_ByExecution_RunsOnlyWhereItIsOn()
    {
        Assert.Equal([true], Owed(Execution.On, Frozen));
        Assert.Empty(Owed(Execution.DryRun, Frozen));
        Assert.Empty(Owed(Execution.Off, Frozen));
        Assert.Equal([false], Owed(Execution.On, Frozen, Paused, Lifted));
    }

    [Fact]
    public void Failing_ExecutionIsNotOn_SaysThatPeoplePauseAndResume()
    {
        Assert.Equal(
            ["gitops is not paused: execution is DryRun, so people pause it by hand."],
            Failing(Execution.DryRun, Frozen)
        );
        // It was switched off between: what the watchdog paused must not stay so unnoticed.
        Assert.Equal(
            ["gitops is still paused: execution is Off, so people resume it by hand."],
            Failing(Execution.Off, Frozen, Paused, Lifted)
        );
        Assert.Empty(Failing(Execution.Off));
    }

    [Fact]
    public void Failing_ACommandFailed_SaysItUntilItSucceeds()
    {
        var failed = Paused with { Succeeded = false, How = "ended with 3", Output = ["no such app"] };

        Assert.Equal(
            ["gitops could not be paused, it ended with 3. It is tried again."],
            Failing(Execution.On, Frozen, failed)
        );
        Assert.Empty(Failing(Execution.On, Frozen, failed, Paused));
        Assert.Equal("gitops could not be paused, it ended with 3: no such app", FreezeCommands.Words(failed));
    }

    private static IEnumerable<bool> Owed(Execution execution, params IEvent[] events) =>
        FreezeCommands.Owed(Some.State(events).Freezes, With(execution)).Select(owed => owed.Pause);

    private static IEnumerable<string> Failing(Execution execution, params IEvent[] events) =>
        FreezeCommands.Failing(Some.State(events).Freezes, With(execution));

    private static EnvironmentOptions With(Execution execution) =>
        new()
        {
            Execution = execution,
            Freeze = new()
            {
                Commands =
                [
                    new()
                    {
                        Name = "gitops",
                        Pause = ["p"],
                        Resume = ["r"],
                    },
                ],
            },
        };
}
