using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Portal.Data;
using Mcpx.Sandbox.Shelf;

namespace Mcpx.Sandbox.Instances;

/// <summary>Keeps one instance running: starts it, starts it again when it dies by itself, replaces its release, breaks it.</summary>
internal sealed class SupervisedInstance(
    InstanceSpec spec,
    ControlPaths paths,
    ReleaseShelf shelf,
    ControlState state,
    HttpClient http,
    ILogger logger
) : IDisposable
{
    private static readonly TimeSpan ShortestPause = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan HealthTime = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan HealthPace = TimeSpan.FromMilliseconds(50);

    // One act at a time: a deploy, a break and a restart never meet.
    private readonly SemaphoreSlim _gate = new(1, 1);
    private InstanceProcess? _process;
    private TimeSpan _pause = ShortestPause;
    private readonly CancellationTokenSource _closing = new();

    public InstanceSpec Spec => spec;

    public string Tag { get; private set; } = state.TagOf(spec.Key) ?? Topology.FirstTag;

    public InstanceState State { get; private set; } = InstanceState.Starting;

    public Task StartAsync(CancellationToken cancellationToken) => DeployAsync(Tag, cancellationToken);

    /// <summary>Replaces what runs by the given release; true when its <c>/healthz</c> answers in time.</summary>
    public async Task<bool> DeployAsync(string tag, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            await EndAsync();
            _pause = ShortestPause;
            Begin(tag);
            return await WaitUntilHealthyAsync(cancellationToken);
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task BreakAsync(BreakKind kind)
    {
        await _gate.WaitAsync();
        try
        {
            if (kind == BreakKind.Stop)
            {
                await EndAsync();
                State = InstanceState.Stopped;
            }
            else if (_process is not null && State != InstanceState.Frozen)
            {
                _process.Freeze();
                State = InstanceState.Frozen;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    public async Task HealAsync(CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (State == InstanceState.Frozen)
            {
                _process!.Thaw();
                State = InstanceState.Running;
            }
            else if (State == InstanceState.Stopped)
            {
                Begin(Tag);
                await WaitUntilHealthyAsync(cancellationToken);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Ends the instance for good.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync();
        await _gate.WaitAsync();
        try
        {
            await EndAsync();
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _closing.Dispose();
    }

    private void Begin(string tag)
    {
        _closing.Token.ThrowIfCancellationRequested();
        State = InstanceState.Starting;
        Tag = tag;
        // What stalled was the process that is gone.
        new PortalDatabase(paths.Database(spec.Environment)).RemoveFaults(PortalFault.Stall(spec.Name));
        var process = InstanceProcess.Start(spec, tag, paths.Database(spec.Environment), shelf, paths.Log(spec));
        _process = process;
        state.RecordInstance(spec.Key, new(tag, process.Id, process.StartedAt));
        _ = WatchAsync(process);
    }

    private async Task EndAsync()
    {
        if (_process is not { } process)
            return;
        _process = null;
        await process.EndAsync(State == InstanceState.Frozen);
        process.Dispose();
    }

    /// <summary>Starts the instance again when its process ended and nobody here had asked for it.</summary>
    private async Task WatchAsync(InstanceProcess process)
    {
        var code = await process.WaitForExitAsync();
        await _gate.WaitAsync();
        try
        {
            if (!ReferenceEquals(process, _process) || _closing.IsCancellationRequested)
                return;
            State = InstanceState.Restarting;
            _process = null;
            process.Dispose();
            _pause = DateTime.UtcNow - process.StartedAt > LongestPause ? ShortestPause : Min(_pause * 2, LongestPause);
        }
        finally
        {
            _gate.Release();
        }

        Log.InstanceDied(logger, spec.Key, code, _pause.TotalSeconds, paths.Log(spec));
        await Task.Delay(_pause);
        await RestartAsync();
    }

    private async Task RestartAsync()
    {
        await _gate.WaitAsync();
        try
        {
            if (State != InstanceState.Restarting || _process is not null || _closing.IsCancellationRequested)
                return;
            Begin(Tag);
            await WaitUntilHealthyAsync(_closing.Token);
        }
        catch (OperationCanceledException) when (_closing.IsCancellationRequested)
        {
            Log.RestartGivenUp(logger, spec.Key);
        }
        catch (InvalidDataException error)
        {
            Log.InstanceRefused(logger, spec.Key, error.Message);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>False when the process ends or does not answer in time.</summary>
    private async Task<bool> WaitUntilHealthyAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token);
        limit.CancelAfter(HealthTime);
        try
        {
            while (!await AnswersAsync(limit.Token))
            {
                if (_process is not { HasExited: false })
                    return false;
                await Task.Delay(HealthPace, limit.Token);
            }

            State = InstanceState.Running;
            return true;
        }
        catch (OperationCanceledException)
            when (!cancellationToken.IsCancellationRequested && !_closing.IsCancellationRequested)
        {
            return false;
        }
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(spec.Address, "/healthz"), cancellationToken);
            return answer.IsSuccessStatusCode;
        }
        catch (Exception error)
            when (error is HttpRequestException
                || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            Log.NotYetHealthy(logger, spec.Key, error.Message);
            return false;
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
