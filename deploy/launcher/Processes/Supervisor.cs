namespace Mcpx.Launcher.Processes;

/// <summary>How long the supervisor waits for what.</summary>
/// <param name="Ready">From a process's start until it must be ready. Default 60 s.</param>
/// <param name="Stop">From asking a process to end until it is killed. Default 10 s.</param>
/// <param name="SignalGrace">
/// From seeing a process end until it is called a death. Default 500 ms: Ctrl+C reaches the whole process group,
/// and the child may be quicker than our own signal handler.
/// </param>
internal sealed record Limits(TimeSpan Ready, TimeSpan Stop, TimeSpan SignalGrace)
{
    /// <summary>The limits of a real run.</summary>
    public static readonly Limits Default = new(
        TimeSpan.FromSeconds(60),
        TimeSpan.FromSeconds(10),
        TimeSpan.FromMilliseconds(500)
    );
}

/// <summary>Starts the processes in order, watches them, and stops them in reverse order.</summary>
/// <param name="logs">Folder of the log files, which must exist.</param>
/// <param name="output">Receives what a person should know.</param>
/// <param name="limits">How long to wait.</param>
internal sealed class Supervisor(string logs, TextWriter output, Limits limits)
{
    private readonly List<Child> children = [];
    private readonly Dictionary<ChildPlan, int> restarts = [];

    /// <summary>Runs all until a stop is asked for or one of them dies that is not started again.</summary>
    /// <param name="plans">In start order.</param>
    /// <param name="started">Called after each start with everything that runs.</param>
    /// <param name="ready">Called once, when all are ready.</param>
    /// <param name="stop">The stop.</param>
    /// <param name="hurry">Ends the waiting for slow ones during a stop.</param>
    /// <returns>0 after a stop that was asked for, 1 after a failure, which was told.</returns>
    public async Task<int> RunAsync(
        IReadOnlyList<ChildPlan> plans,
        Action<IReadOnlyList<Child>> started,
        Func<Task> ready,
        CancellationToken stop,
        CancellationToken hurry
    )
    {
        try
        {
            using var probe = new ReadyProbe();
            foreach (var plan in plans)
            {
                var child = Child.Start(plan, logs);
                children.Add(child);
                started(children);
                if (plan.BeforeNext && !await BecomesReadyAsync(child, probe, stop))
                    return 1;
            }
            foreach (var child in children.Where(child => !child.Plan.BeforeNext))
            {
                if (!await BecomesReadyAsync(child, probe, stop))
                    return 1;
            }
            await ready();
            while (await FirstDeathAsync(stop) is { } dead)
            {
                if (!await StartAgainAsync(dead, started, probe, stop))
                    return 1;
            }
            return 0;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 0;
        }
        finally
        {
            await StopAllAsync(hurry);
        }
    }

    /// <summary>False, and told, when it has died too often or does not become ready any more.</summary>
    private async Task<bool> StartAgainAsync(
        Child dead,
        Action<IReadOnlyList<Child>> started,
        ReadyProbe probe,
        CancellationToken stop
    )
    {
        var (plan, before) = (dead.Plan, restarts.GetValueOrDefault(dead.Plan));
        if (before == plan.Restarts)
        {
            await TellAsync(dead, DeathOf(dead));
            return false;
        }
        restarts[plan] = before + 1;
        await output.WriteLineAsync(
            $"watchdog: {EndOf(dead)} It is started again, {before + 1} of {plan.Restarts} times."
        );
        var place = children.IndexOf(dead);
        dead.Dispose();
        children[place] = Child.Start(plan, logs);
        started(children);
        return await BecomesReadyAsync(children[place], probe, stop);
    }

    private async Task<bool> BecomesReadyAsync(Child child, ReadyProbe probe, CancellationToken stop)
    {
        if (child.Plan.Ready is not { } address)
            return true;
        using var done = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var ready = probe.WaitAsync(address, done.Token);
        var death = FirstDeathAsync(done.Token);
        var first = await Task.WhenAny(ready, death, Task.Delay(limits.Ready, done.Token));
        stop.ThrowIfCancellationRequested();
        if (first == ready)
        {
            await done.CancelAsync();
            return true;
        }
        if (first == death && await death is { } dead)
            await TellAsync(dead, DeathOf(dead));
        else
            await TellAsync(
                child,
                $"{child.Plan.Name} did not get ready within {limits.Ready.TotalSeconds:0} s ({address})."
            );
        await done.CancelAsync();
        return false;
    }

    /// <summary>The first process that ended without a stop having been asked for; null when the stop came first.</summary>
    private async Task<Child?> FirstDeathAsync(CancellationToken stop)
    {
        var stopped = Task.Delay(Timeout.Infinite, stop);
        var ended = await Task.WhenAny([stopped, .. children.Select(child => child.Exited)]);
        if (
            ended == stopped
            || await Task.WhenAny(stopped, Task.Delay(limits.SignalGrace, CancellationToken.None)) == stopped
        )
            return null;
        return children.First(child => child.Exited == ended);
    }

    private static string EndOf(Child child) =>
        $"{child.Plan.Name} ended by itself with exit code {child.Exited.Result}.";

    private static string DeathOf(Child child) =>
        $"{EndOf(child)} A half-running product looks healthy, so all is stopped.";

    private async Task<int> TellAsync(Child child, string what)
    {
        await output.WriteLineAsync($"watchdog: {what}");
        await output.WriteLineAsync($"The end of {child.LogFile}:");
        foreach (var line in child.Tail)
            await output.WriteLineAsync($"  | {line}");
        return 1;
    }

    private async Task StopAllAsync(CancellationToken hurry)
    {
        foreach (var child in Enumerable.Reverse(children))
        {
            using (child)
            {
                if (await child.StopAsync(limits.Stop, hurry) == StopOutcome.Killed)
                    await output.WriteLineAsync($"{child.Plan.Name} did not stop when asked and was killed.");
            }
        }
        children.Clear();
    }
}
