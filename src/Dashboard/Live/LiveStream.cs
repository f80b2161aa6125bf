using System.Net.ServerSentEvents;
using System.Text.Json;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Live;

namespace Mcpx.Dashboard.Live;

/// <summary>One environment's stream from the watchdog: held while there are lookers, opened again when it breaks.</summary>
internal sealed class LiveStream(
    string environment,
    Func<HttpClient> client,
    Uri address,
    TimeProvider time,
    ILogger log
) : IAsyncDisposable
{
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    /// <summary>The watchdog sends twice a second; a stream this silent shows nothing current.</summary>
    private static readonly TimeSpan Silent = TimeSpan.FromSeconds(5);

    private readonly Lock _gate = new();
    private readonly HashSet<Looker> _lookers = [];
    private CancellationTokenSource? _open;
    private Task _reading = Task.CompletedTask;
    private volatile LiveView _view = LiveView.NotYet(time.GetUtcNow());

    public LiveView View => _view;

    public IDisposable Look(Action changed)
    {
        var looker = new Looker(this, changed);
        lock (_gate)
        {
            _lookers.Add(looker);
            if (_open is null)
            {
                _open = new();
                // What was read while others looked is old, and nobody missed the time between.
                _view = LiveView.NotYet(time.GetUtcNow());
                _reading = HoldAsync(_reading, _open.Token);
            }
        }

        return looker;
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _lookers.Clear();
            Close();
        }

        await _reading;
    }

    private async Task HoldAsync(Task before, CancellationToken closed)
    {
        await before;
        while (!closed.IsCancellationRequested)
        {
            try
            {
                await ReadAsync(closed);
            }
            catch (Exception problem)
                when (problem is HttpRequestException or IOException or JsonException or OperationCanceledException)
            {
                if (!closed.IsCancellationRequested && _view.UnavailableSince is null)
                {
                    Log.LiveLost(log, environment, problem.Message);
                }
            }

            if (_view.UnavailableSince is null)
            {
                Publish(_view with { UnavailableSince = time.GetUtcNow() });
            }

            await Task.Delay(Retry, time, closed).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(CancellationToken closed)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(closed);
        silence.CancelAfter(Silent);
        using var http = client();
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
        response.EnsureSuccessStatusCode();
        await using var body = await response.Content.ReadAsStreamAsync(silence.Token);
        await foreach (var item in SseParser.Create(body).EnumerateAsync(silence.Token))
        {
            silence.CancelAfter(Silent);
            if (JsonSerializer.Deserialize<LivePicture>(item.Data, EventBody.Json) is { } picture)
            {
                Publish(
                    new(
                        item.EventType == "picture" || _view.Picture is null ? picture : _view.Picture.With(picture),
                        UnavailableSince: null
                    )
                );
            }
        }
    }

    private void Publish(LiveView view)
    {
        _view = view;
        Looker[] lookers;
        lock (_gate)
        {
            lookers = [.. _lookers];
        }

        foreach (var looker in lookers)
        {
            looker.Changed();
        }
    }

    private void Leave(Looker looker)
    {
        lock (_gate)
        {
            _lookers.Remove(looker);
            if (_lookers.Count == 0)
            {
                Close();
            }
        }
    }

    private void Close()
    {
        _open?.Cancel();
        _open?.Dispose();
        _open = null;
    }

    private sealed class Looker(LiveStream stream, Action changed) : IDisposable
    {
        public Action Changed => changed;

        public void Dispose() => stream.Leave(this);
    }
}
