using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Redaction;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Runner;

/// <summary>
/// A running step's output on its way to the journal: redacted, bounded, and gathered so that a talkative deployer costs a
/// few events a second at the most.
/// </summary>
internal sealed class StepOutput(string incident, int step, IncidentLog incidents, Secrets secrets, TimeProvider time)
    : IAsyncDisposable
{
    private const int MostLines = 2_000;
    private static readonly TimeSpan Every = TimeSpan.FromMilliseconds(400);
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly PrivateKeyLines _keys = new();
    private readonly CancellationTokenSource _ended = new();
    private Task _pump = Task.CompletedTask;
    private int _taken;

    public void Start() => _pump = PumpAsync();

    public void Add(string line)
    {
        lock (_gate)
        {
            var told = _keys.Next(line);
            if (++_taken <= MostLines)
            {
                _lines.Add(FormattableString.Invariant($"{time.GetUtcNow():HH:mm:ss}  {secrets.Redact(told)}"));
            }
            else if (_taken == MostLines + 1)
            {
                _lines.Add($"… more than {MostLines} lines; the rest was not kept");
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        await _pump;
        Flush();
        _ended.Dispose();
    }

    private async Task PumpAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            await Task.Delay(Every, time, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            Flush();
        }
    }

    private void Flush()
    {
        List<string> lines;
        lock (_gate)
        {
            lines = [.. _lines];
            _lines.Clear();
        }

        if (lines.Count > 0)
        {
            incidents.Execute(incident, new IncidentCommand.Report(step, lines), Actor.Watchdog);
        }
    }
}
