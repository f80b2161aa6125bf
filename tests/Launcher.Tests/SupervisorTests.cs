using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Tests;

public sealed class SupervisorTests : IDisposable
{
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(20);
    private static readonly Limits Generous = new(Bound, Bound, TimeSpan.FromMilliseconds(50));

    private readonly TemporaryFolder folder = new();
    private readonly StringWriter output = new();
    private readonly CancellationTokenSource stop = new();

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        stop.Dispose();
    }

    [UnixFact]
    public async Task RunAsync_StopAskedFor_StopsInReverseOrder()
    {
        List<ChildPlan> plans = [Polite("sandbox"), Polite("watchdog"), Polite("dashboard")];

        var exitCode = await RunAsync(Generous, plans, ready: StopOnceAllAreUp(plans));

        Assert.Equal(0, exitCode);
        Assert.Equal(["dashboard", "watchdog", "sandbox"], await File.ReadAllLinesAsync(folder.File("order")));
        Assert.Empty(output.ToString());
    }

    [UnixFact]
    public async Task RunAsync_StubbornProcess_IsKilledAfterTheLimitAndSaid()
    {
        List<ChildPlan> plans =
        [
            Polite("sandbox"),
            Shell("watchdog", "trap '' TERM; touch up-watchdog; while :; do sleep 0.02; done"),
        ];
        IReadOnlyList<Child> seen = [];

        var exitCode = await RunAsync(
            Generous with
            {
                Stop = TimeSpan.FromMilliseconds(200),
            },
            plans,
            ready: StopOnceAllAreUp(plans),
            started: children => seen = [.. children]
        );

        Assert.Equal(0, exitCode);
        Assert.Contains(
            "watchdog did not stop when asked and was killed.",
            output.ToString(),
            StringComparison.Ordinal
        );
        Assert.All(seen, child => Assert.False(child.Identity.IsAlive));
    }

    [UnixFact]
    public async Task RunAsync_SecondSignal_DoesNotWaitForTheStubborn()
    {
        List<ChildPlan> plans = [Shell("watchdog", "trap '' TERM; touch up-watchdog; while :; do sleep 0.02; done")];

        var exitCode = await RunAsync(
            Generous,
            plans,
            StopOnceAllAreUp(plans),
            hurry: new CancellationToken(canceled: true)
        );

        Assert.Equal(0, exitCode);
        Assert.Contains("was killed", output.ToString(), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task RunAsync_OneDiesWhileUp_TellsItsLastLinesAndStopsTheRest()
    {
        List<ChildPlan> plans = [Polite("sandbox"), Shell("watchdog", "{ seq 1 30; echo broken; } >&2; exit 3")];
        IReadOnlyList<Child> seen = [];

        var exitCode = await RunAsync(
            Generous,
            plans,
            ready: () => Task.CompletedTask,
            started: children => seen = [.. children]
        );

        var told = output.ToString();
        Assert.Equal(1, exitCode);
        Assert.Contains("watchdog ended by itself with exit code 3", told, StringComparison.Ordinal);
        Assert.Contains("  | broken", told, StringComparison.Ordinal);
        Assert.Contains("  | 30", told, StringComparison.Ordinal);
        Assert.DoesNotContain("  | 11\n", told, StringComparison.Ordinal);
        Assert.All(seen, child => Assert.False(child.Identity.IsAlive));
    }

    [UnixFact]
    public async Task RunAsync_RestartsLeft_StartsItAgainAndStopsInTheSameOrder()
    {
        List<ChildPlan> plans =
        [
            Polite("sandbox"),
            // Dies once; the second time it is polite.
            Shell(
                "watchdog",
                "[ -e died ] || { touch died; kill -9 $$; }; trap 'echo watchdog >> order; exit 0' TERM; touch up-watchdog; while :; do sleep 0.02; done"
            ) with
            {
                Restarts = 3,
            },
            Polite("dashboard"),
        ];
        var processes = new HashSet<int>();

        var exitCode = await RunAsync(
            Generous,
            plans,
            ready: () =>
            {
                _ = StopOnceAllAreUp(plans)();
                return Task.CompletedTask;
            },
            started: children => processes.UnionWith(children.Select(child => child.Identity.Id))
        );

        Assert.Equal(0, exitCode);
        Assert.Equal(4, processes.Count);
        Assert.Contains(
            "exit code 137. It is started again, 1 of 3 times.",
            output.ToString(),
            StringComparison.Ordinal
        );
        Assert.Equal(["dashboard", "watchdog", "sandbox"], await File.ReadAllLinesAsync(folder.File("order")));
    }

    [UnixFact]
    public async Task RunAsync_RestartsUsedUp_TellsAndStopsTheRest()
    {
        List<ChildPlan> plans =
        [
            Polite("sandbox"),
            Shell("watchdog", "echo again >> starts; exit 3") with
            {
                Restarts = 2,
            },
        ];
        IReadOnlyList<Child> seen = [];

        var exitCode = await RunAsync(
            Generous,
            plans,
            ready: () => Task.CompletedTask,
            started: children => seen = [.. children]
        );

        Assert.Equal(1, exitCode);
        Assert.Equal(3, (await File.ReadAllLinesAsync(folder.File("starts"))).Length);
        Assert.Contains("2 of 2 times", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("so all is stopped", output.ToString(), StringComparison.Ordinal);
        Assert.All(seen, child => Assert.False(child.Identity.IsAlive));
    }

    [UnixFact]
    public async Task RunAsync_NeverReady_EndsAfterTheLimit()
    {
        var plan = Polite("sandbox") with { Ready = new Uri("http://127.0.0.1:1/ready"), BeforeNext = true };

        var exitCode = await RunAsync(
            Generous with
            {
                Ready = TimeSpan.FromMilliseconds(200),
            },
            [plan, Polite("watchdog")],
            ready: () => throw new InvalidOperationException("must not be called")
        );

        Assert.Equal(1, exitCode);
        Assert.Contains("sandbox did not get ready", output.ToString(), StringComparison.Ordinal);
        Assert.False(File.Exists(folder.File("watchdog.log")), "the next one must not have been started");
    }

    [UnixFact]
    public async Task RunAsync_DiesBeforeReady_IsSaidAtOnce()
    {
        var plan = Shell("sandbox", "echo no port; exit 2") with { Ready = new Uri("http://127.0.0.1:1/ready") };

        var exitCode = await RunAsync(Generous, [plan], ready: () => Task.CompletedTask);

        Assert.Equal(1, exitCode);
        Assert.Contains("exit code 2", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("  | no port", output.ToString(), StringComparison.Ordinal);
    }

    [UnixFact]
    public async Task RunAsync_CtrlCEndsTheChildFirst_IsACleanStop()
    {
        // As in a terminal: the signal reaches the child before our own handler has run.
        var plan = Shell("sandbox", "exit 130");
        stop.CancelAfter(TimeSpan.FromMilliseconds(300));

        var exitCode = await RunAsync(Generous with { SignalGrace = Bound }, [plan], ready: () => Task.CompletedTask);

        Assert.Equal(0, exitCode);
        Assert.Empty(output.ToString());
    }

    [Fact]
    public async Task RunAsync_ExecutableMissing_IsAMessage()
    {
        var plan = new ChildPlan("sandbox", folder.File("no-such-program"), [], Ready: null);

        var refused = await Assert.ThrowsAsync<LauncherException>(() =>
            RunAsync(Generous, [plan], () => Task.CompletedTask)
        );

        Assert.Contains("no-such-program", refused.Message, StringComparison.Ordinal);
    }

    private Task<int> RunAsync(
        Limits limits,
        IReadOnlyList<ChildPlan> plans,
        Func<Task> ready,
        Action<IReadOnlyList<Child>>? started = null,
        CancellationToken hurry = default
    ) =>
        new Supervisor(folder.FullPath, output, limits)
            .RunAsync(plans, started ?? (_ => { }), ready, stop.Token, hurry)
            .WaitAsync(Bound, CancellationToken.None);

    private ChildPlan Polite(string name) =>
        Shell(name, $"trap 'echo {name} >> order; exit 0' TERM; touch up-{name}; while :; do sleep 0.02; done");

    private ChildPlan Shell(string name, string script) =>
        new(name, "sh", ["-c", script], Ready: null) { WorkingDirectory = folder.FullPath };

    private Func<Task> StopOnceAllAreUp(IReadOnlyList<ChildPlan> plans) =>
        async () =>
        {
            while (!plans.All(plan => File.Exists(folder.File($"up-{plan.Name}"))))
                await Task.Delay(10);
            await stop.CancelAsync();
        };
}
