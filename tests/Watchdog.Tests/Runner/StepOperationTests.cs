using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Steps;

namespace Mcpx.Watchdog.Tests.Runner;

/// <summary>Following what a deployer does, while it is to be cancelled and after the step's time is over.</summary>
public sealed class StepOperationTests : IDisposable
{
    private readonly Folder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Act_TheDeployerCannotBeAskedToEnd_IsFollowedToItsOwnEnd()
    {
        var deployer = new Deployer();

        var acting = ActAsync(deployer, () => new(Some.Ic, Some.Start, "it hangs"), CancellationToken.None);
        await Wait.UntilAsync("it was asked", () => deployer.Asked > 0, TimeSpan.FromSeconds(20));
        Assert.False(acting.IsCompleted);
        deployer.End.SetResult("it failed");

        Assert.Equal("it failed", await acting);
        Assert.Equal(1, deployer.Asked);
        Assert.Contains("cancel    could not be asked: nobody listens", _said);
    }

    [Fact]
    public async Task Act_TheTimeIsOverAndTheDeployerStaysAWhile_IsWaitedForAtRest()
    {
        var deployer = new Deployer();
        using var over = new CancellationTokenSource();
        var looks = 0;
        var acting = ActAsync(
            deployer,
            () =>
            {
                Interlocked.Increment(ref looks);
                return null;
            },
            over.Token
        );

        await over.CancelAsync();
        await Task.Delay(300);
        deployer.End.SetResult(null);

        Assert.Null(await acting);
        Assert.InRange(looks, 0, 3);
    }

    private async Task<string?> ActAsync(IDeployer deployer, Func<Halt?> cancelAsked, CancellationToken cancellation)
    {
        using var leadership = Leadership.TryTake(new(_folder.Path))!;
        var context = Some.Step(Some.Environment(), StepKind.Deploy, _said.Add, attempt: 1, resumed: false) with
        {
            CancelAsked = cancelAsked,
        };
        return await new StepOperation(context, deployer, TimeProvider.System).ActAsync(
            leadership,
            "deploy",
            cancellation
        );
    }

    /// <summary>Ends when it is told to, whoever asks it to end.</summary>
    private sealed class Deployer : IDeployer
    {
        public TaskCompletionSource<string?> End { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Asked { get; private set; }

        public Task<string?> DeployAsync(
            IReadOnlyList<string> arguments,
            Action<string> report,
            CancellationToken cancellation
        ) => End.Task;

        public Task<string?> CancelAsync(string stepKey, CancellationToken cancellation)
        {
            Asked++;
            throw new DeployerUnavailableException("nobody listens");
        }

        public Task<Observation> ObserveAsync(CancellationToken cancellation) => throw new NotSupportedException();

        public Task<Found> FindAsync(string stepKey, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<string?> PreflightAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
