using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Mcpx.Benchmarks.Reporting;

namespace Mcpx.Benchmarks.Dashboards;

/// <summary>Many people on one incident while its step goes on: how soon they see it, and what each of them costs.</summary>
internal static class DashboardBenchmark
{
    private const int WarmUp = 5;
    private const int Updates = 30;
    private const int FirstLoads = 7;
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static IEnumerable<Figure> Run(DashboardOptions options)
    {
        var data = Directory.CreateTempSubdirectory("dashboard-").FullName;
        try
        {
            return RunAsync(options, data).GetAwaiter().GetResult();
        }
        finally
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            Directory.Delete(data, recursive: true);
        }
    }

    private static async Task<IReadOnlyList<Figure>> RunAsync(DashboardOptions options, string data)
    {
        var incident = new RunningIncident(data);
        var circuits = new List<Circuit>();
        using var dashboard = await DashboardProcess.StartAsync(data);
        try
        {
            var cookies = new CookieContainer();
            using var handler = new HttpClientHandler { CookieContainer = cookies };
            using var http = new HttpClient(handler);
            await SignInAsync(http, dashboard.Address);
            var page = new Uri(dashboard.Address, $"/incidents/{RunningIncident.Id}");
            await using (await Circuit.OpenAsync(http, cookies, page))
            {
                // The first one pays for what all share.
                await Task.Delay(TimeSpan.FromSeconds(2));
            }

            await using var browser = await Browser.StartAsync(cookies, dashboard.Address);
            var first = new List<double>();
            for (var i = 0; i < FirstLoads; i++)
            {
                first.Add(await browser.FirstLoadAsync(dashboard.Address));
            }

            var empty = await dashboard.LiveHeapAsync();
            for (var i = 0; i < options.Circuits; i++)
            {
                circuits.Add(await Circuit.OpenAsync(http, cookies, page));
            }

            var watch = new Watch(circuits);
            for (var i = 0; i < WarmUp; i++)
            {
                await watch.SeeAsync(incident, $"warm-{i:0000}", Patience);
            }

            var full = await dashboard.LiveHeapAsync();
            watch.Forget();
            var busy = await PerSecondAsync(
                dashboard,
                async () =>
                {
                    for (var i = 0; i < Updates; i++)
                    {
                        await watch.SeeAsync(incident, $"line-{i:0000}", Patience);
                        await Task.Delay(Between);
                    }
                }
            );
            var late = watch.Milliseconds;
            var seen = await browser.WatchAsync(page, incident, Updates);
            // Last: by now what runs often is compiled for good.
            var idle = await PerSecondAsync(dashboard, () => Task.Delay(Idle));
            return
            [
                Figure.Higher("circuits", circuits.Count, ""),
                Figure.Lower("update_p50_ms", Stopclock.Median(late), "ms"),
                Figure.Lower("update_p95_ms", Stopclock.Quantile(late, 0.95), "ms", 500),
                Figure.Lower("update_max_ms", late.Max(), "ms"),
                Figure.Lower("dom_ms", Stopclock.Quantile([.. seen], 0.95), "ms", 500),
                Figure.Lower("dom_p50_ms", Stopclock.Median([.. seen]), "ms"),
                Figure.Lower("first_load_ms", Stopclock.Median([.. first]), "ms", 1_000),
                Figure.Lower("update_cpu_ms", busy.Cpu.TotalMilliseconds / (Updates * circuits.Count), "ms", 2),
                Figure.Lower("idle_cpu_share", idle.Cpu / idle.Took, ""),
                Figure.Lower("circuit_kb", (full - empty) / circuits.Count / 1024, "KB", 400),
            ];
        }
        finally
        {
            foreach (var circuit in circuits)
            {
                await circuit.DisposeAsync();
            }
        }
    }

    private static async Task<(TimeSpan Cpu, TimeSpan Took)> PerSecondAsync(DashboardProcess process, Func<Task> work)
    {
        var (before, started) = (process.Processor, Stopwatch.GetTimestamp());
        await work();
        return (process.Processor - before, Stopwatch.GetElapsedTime(started));
    }

    private static async Task SignInAsync(HttpClient http, Uri address)
    {
        var form = await http.GetStringAsync(new Uri(address, "/signin"));
        var token = Regex.Match(
            form,
            "name=\"__RequestVerificationToken\" value=\"(?<token>[^\"]+)\"",
            RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)
        );
        using var content = new FormUrlEncodedContent([
            new("__RequestVerificationToken", token.Groups["token"].Value),
            new("person", "ic"),
            new("returnUrl", "/"),
        ]);
        using var answer = await http.PostAsync(new Uri(address, "/signin/development"), content);
        answer.EnsureSuccessStatusCode();
    }

    /// <summary>Sees to it that every circuit draws a line, and when.</summary>
    private sealed class Watch
    {
        private readonly ConcurrentBag<double> _late = [];
        private readonly IReadOnlyList<Circuit> _circuits;
        private readonly bool[] _seen;
        private byte[] _wanted = [];
        private long _since;
        private int _missing;
        private TaskCompletionSource _all = new();

        public Watch(IReadOnlyList<Circuit> circuits)
        {
            _circuits = circuits;
            _seen = new bool[circuits.Count];
            foreach (var (circuit, at) in circuits.Select((circuit, at) => (circuit, at)))
            {
                circuit.Drawn = batch => Look(at, batch);
            }
        }

        public double[] Milliseconds => [.. _late];

        public void Forget() => _late.Clear();

        public async Task SeeAsync(RunningIncident incident, string line, TimeSpan patience)
        {
            Array.Clear(_seen);
            (_missing, _all) = (_circuits.Count, new(TaskCreationOptions.RunContinuationsAsynchronously));
            Volatile.Write(ref _since, long.MaxValue);
            Volatile.Write(ref _wanted, Encoding.UTF8.GetBytes(line));
            incident.Report(line);
            Volatile.Write(ref _since, Stopwatch.GetTimestamp());
            try
            {
                await _all.Task.WaitAsync(patience);
            }
            catch (TimeoutException late)
            {
                var problem = _circuits.Select(circuit => circuit.Error).FirstOrDefault(error => error is not null);
                throw new InvalidOperationException($"{_missing} circuits did not draw {line}. {problem}", late);
            }
        }

        private void Look(int at, byte[] batch)
        {
            if (_seen[at] || batch.AsSpan().IndexOf(Volatile.Read(ref _wanted)) < 0)
            {
                return;
            }

            _seen[at] = true;
            var since = Volatile.Read(ref _since);
            _late.Add(since == long.MaxValue ? 0 : Stopwatch.GetElapsedTime(since).TotalMilliseconds);
            if (Interlocked.Decrement(ref _missing) == 0)
            {
                _all.TrySetResult();
            }
        }
    }
}
