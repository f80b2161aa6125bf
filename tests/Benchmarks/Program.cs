using System.Globalization;
using Mcpx.Benchmarks;
using Mcpx.Benchmarks.Probes;
using Mcpx.Benchmarks.Reporting;
using Mcpx.Benchmarks.Sse;
using Mcpx.Benchmarks.Windows;

// For example: dotnet run -c Release --project tests/Benchmarks -- windows --json
const int Good = 0;
const int Missed = 1;
const int BadUsage = 2;

var benchmarks = new Dictionary<string, Func<IEnumerable<Figure>>>(StringComparer.Ordinal)
{
    ["windows"] = WindowsBenchmark.Run,
    ["sse"] = SseBenchmark.Run,
    ["probes"] = ProbesBenchmark.Run,
};

if (args is ["--help" or "-h" or "help"])
{
    Console.Out.WriteLine(Help.Text);
    return Good;
}

// Roles of this program's own children.
switch (args)
{
    case [StreamServer.Role]:
        StreamServer.Run();
        return Good;
    case [StreamClient.Role, var port, var streams]:
        StreamClient.Run(Number(port), Number(streams));
        return Good;
    case [AnswerServer.Role]:
        AnswerServer.Run();
        return Good;
    case [ProbeClient.Role, var address]:
        await ProbeClient.PaceAsync(new(address));
        return Good;
    case [ProbeClient.SaturateRole, var address, var connections]:
        await ProbeClient.SaturateAsync(new(address), Number(connections));
        return Good;
    case [PlainClient.Role, var port, var streams]:
        await PlainClient.RunAsync(Number(port), Number(streams));
        return Good;
    default:
        break;
}

string[] options = [.. args.Where(word => word.StartsWith("--", StringComparison.Ordinal))];
if (
    args.Except(options).ToList() is not [var name]
    || !benchmarks.TryGetValue(name, out var run)
    || options.Except(["--json", "--check"]).Any()
)
{
    Console.Error.WriteLine(
        $"Name one benchmark: {string.Join(", ", benchmarks.Keys)}. Options: --json, --check, --help."
    );
    return BadUsage;
}

var report = options.Contains("--json") ? (IReport)new JsonReport(Console.Out) : new TextReport(Console.Out);
var missed = report.Write(name, run());
return missed > 0 && options.Contains("--check") ? Missed : Good;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
