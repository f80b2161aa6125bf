using System.Globalization;
using Mcpx.Benchmarks;
using Mcpx.Benchmarks.Dashboards;
using Mcpx.Benchmarks.Detection;
using Mcpx.Benchmarks.Evidence;
using Mcpx.Benchmarks.Journals;
using Mcpx.Benchmarks.Probes;
using Mcpx.Benchmarks.Reporting;
using Mcpx.Benchmarks.Runner;
using Mcpx.Benchmarks.Sse;
using Mcpx.Benchmarks.Windows;

// For example: dotnet run -c Release --project tests/Benchmarks -- windows --json
const int Good = 0;
const int Missed = 1;
const int BadUsage = 2;

var benchmarks = new Dictionary<string, Func<List<string>, IEnumerable<Figure>>>(StringComparer.Ordinal)
{
    ["windows"] = _ => WindowsBenchmark.Run(),
    ["sse"] = _ => SseBenchmark.Run(),
    ["probes"] = _ => ProbesBenchmark.Run(),
    ["runner"] = words => RunnerBenchmark.Run(RunnerOptions.Take(words)),
    ["evidence"] = _ => EvidenceBenchmark.Run(),
    ["journal"] = words => JournalBenchmark.Run(JournalOptions.Take(words)),
    ["dashboard"] = words => DashboardBenchmark.Run(DashboardOptions.Take(words)),
    ["detection"] = words => DetectionBenchmark.Run(DetectionOptions.Take(words)),
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
    case [TimedCommand.Role, var folder, var program, .. var arguments]:
        return TimedCommand.Run(folder, program, arguments);
    default:
        break;
}

var words = args.ToList();
IEnumerable<Figure> figures;
string name;
try
{
    name = words.Find(benchmarks.ContainsKey) ?? throw new FormatException("Name one benchmark.");
    words.Remove(name);
    // It takes the options that are its own.
    figures = benchmarks[name](words);
    if (words.Except(["--json", "--check"]).FirstOrDefault() is { } unknown)
    {
        throw new FormatException($"{unknown}: unknown here.");
    }
}
catch (FormatException problem)
{
    Console.Error.WriteLine(
        $"{problem.Message} There are {string.Join(", ", benchmarks.Keys)}. Options: --json, --check; --help says more."
    );
    return BadUsage;
}

var report = words.Contains("--json") ? (IReport)new JsonReport(Console.Out) : new TextReport(Console.Out);
var missed = report.Write(name, figures);
return missed > 0 && words.Contains("--check") ? Missed : Good;

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
