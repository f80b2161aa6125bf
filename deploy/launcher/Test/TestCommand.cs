using System.Diagnostics;
using Mcpx.Launcher.Build;
using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Test;

/// <summary><c>test</c>: everything the tests need, then every test project, then one line with the sum.</summary>
/// <param name="layout">Where source and output are.</param>
/// <param name="output">Where to tell.</param>
internal sealed class TestCommand(Layout layout, TextWriter output)
{
    private const int StackLines = 5;

    private string Solution => Path.Combine(layout.Root, "MCPX.Watchdog.sln");

    /// <summary>Runs it.</summary>
    /// <param name="given">Further arguments for <c>dotnet test</c>, e.g. <c>--filter</c>.</param>
    /// <param name="stop">Passed on to what runs.</param>
    /// <returns>0 when something ran and nothing failed, else 1.</returns>
    public async Task<int> RunAsync(IReadOnlyList<string> given, CancellationToken stop)
    {
        // Most processes of a test live for seconds: measuring their methods in order to compile them better costs a sixth of all.
        var variables = new Dictionary<string, string>(StringComparer.Ordinal) { ["DOTNET_TieredPGO"] = "0" };
        foreach (var peer in Peer.All)
        {
            if (await new PeerInstall(output).FindOrInstallAsync(peer, stop) is { } program)
                variables[peer.PathVariable] = program;
        }

        await output.WriteLineAsync("Building MCPX.Watchdog.sln ...");
        var fingerprint = Fingerprint.Of(layout.Root);
        string[] build =
        [
            "build",
            Solution,
            "-c",
            "Debug",
            "-v",
            "q",
            "-nologo",
            "-tl:off",
            "-nodeReuse:false",
            "-clp:NoSummary",
        ];
        if (await Launch.ForwardAsync(Layout.DotnetHost, build, stop) != 0)
            return await EndAsync(TrxSummary.None with { Troubles = ["the build failed"] });

        await new ProductBuild(layout, output).RecordAsync(fingerprint, stop);
        var results = Path.Combine(layout.Artifacts, "test-results");
        if (Directory.Exists(results))
            Directory.Delete(results, recursive: true);
        // Projects that start processes run one after the other: two at once would measure each other. The quiet ones
        // run beside them on what those leave of the processor.
        var exitCodes = await Task.WhenAll(
            LaneAsync("processes", ProcessPriorityClass.Normal),
            LaneAsync("quiet", ProcessPriorityClass.BelowNormal)
        );

        var summary = TrxSummary.Of(results);
        if (exitCodes.Any(code => code != 0) && summary.IsGood)
            summary = summary with { Troubles = [$"dotnet test ended with exit code {exitCodes.Max()}"] };
        return await EndAsync(summary);

        Task<int> LaneAsync(string lane, ProcessPriorityClass priority)
        {
            string[] test =
            [
                "test",
                Solution,
                "-c",
                "Debug",
                "--no-build",
                "-nologo",
                "-tl:off",
                "-m:1",
                "-nodeReuse:false",
                $"-p:TestLane={lane}",
                "--logger",
                "trx",
                "--logger",
                "console;verbosity=minimal",
                "--results-directory",
                Path.Combine(results, lane),
                .. given,
            ];
            return Launch.ForwardAsync(Layout.DotnetHost, test, stop, variables, priority);
        }
    }

    private async Task<int> EndAsync(TrxSummary summary)
    {
        foreach (var failure in summary.Failures)
        {
            await output.WriteLineAsync($"\nFAILED  {failure.Name}");
            await output.WriteLineAsync(Indented(failure.Message));
            await output.WriteLineAsync(Indented(string.Join('\n', failure.StackTrace.Split('\n').Take(StackLines))));
        }
        foreach (var trouble in summary.Troubles)
            await output.WriteLineAsync($"\nTROUBLE  {trouble}");
        await output.WriteLineAsync();
        await output.WriteLineAsync(summary.Line);
        return summary.IsGood ? 0 : 1;
    }

    private static string Indented(string text) => "    " + text.Replace("\n", "\n    ", StringComparison.Ordinal);
}
