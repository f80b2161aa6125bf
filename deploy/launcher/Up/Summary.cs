using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Up;

/// <summary>What a person sees when all is ready.</summary>
/// <param name="layout">Where the sandbox's assembly is.</param>
/// <param name="output">Where to print.</param>
internal sealed class Summary(Layout layout, TextWriter output)
{
    private static readonly TimeSpan ListLimit = TimeSpan.FromSeconds(10);

    /// <summary>Prints the dashboard's address, the ways to break things, and where the logs are.</summary>
    /// <param name="options">What runs.</param>
    /// <param name="howToStop">One sentence.</param>
    /// <param name="stop">Cancels it.</param>
    public async Task PrintAsync(UpOptions options, string howToStop, CancellationToken stop)
    {
        await output.WriteLineAsync();
        await output.WriteLineAsync($"  MCPX Watchdog is ready:  {ProductPlan.Origin(options.Ports.Dashboard)}");
        await output.WriteLineAsync();
        await output.WriteLineAsync("  Break something, in another terminal:");
        foreach (var line in await WaysToBreakAsync(stop))
            await output.WriteLineAsync($"    {line}".TrimEnd());
        await output.WriteLineAsync();
        await output.WriteLineAsync($"  Logs: {options.Logs}");
        await output.WriteLineAsync($"  {howToStop}");
        await output.WriteLineAsync();
    }

    private async Task<IReadOnlyList<string>> WaysToBreakAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(ListLimit);
        string[] arguments = [layout.Dll("Sandbox"), "list"];
        try
        {
            var list = await Launch.CaptureAsync(Layout.DotnetHost, arguments, layout.Root, limit.Token);
            return list.ExitCode == 0
                ? list.Lines
                : ["./watchdog sandbox list", .. list.Lines, $"(it ended with exit code {list.ExitCode})"];
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return ["./watchdog sandbox list", $"(it did not answer within {ListLimit.TotalSeconds:0} s)"];
        }
    }
}
