using Mcpx.Launcher.Build;
using Mcpx.Launcher.Processes;
using Mcpx.Launcher.Up;

namespace Mcpx.Launcher;

/// <summary><c>sandbox</c> and <c>watchdog</c>: hand everything on, word for word, to the product's own command lines.</summary>
internal static class Forwarding
{
    // Each verb of the sandbox takes the addresses it needs and no other.
    private static readonly string[] NeedControl = ["break", "config", "deploy", "deployer", "fault", "flag", "heal"];
    private static readonly string[] NeedDashboard = ["deploy"];

    // These are the sandbox itself and read --data as their own.
    private static readonly string[] OwnData = ["control", "instance"];

    /// <summary>Runs <c>Mcpx.Sandbox.dll</c>, pointed at what runs now.</summary>
    public static async Task<int> SandboxAsync(Layout layout, IReadOnlyList<string> given, CancellationToken stop)
    {
        var arguments =
            given.Count > 0 && OwnData.Contains(given[0], StringComparer.Ordinal) ? given : Aim(layout, given);
        return await RunAsync(layout, "Sandbox", arguments, stop);
    }

    /// <summary>Runs <c>Mcpx.Watchdog.dll</c>.</summary>
    public static async Task<int> WatchdogAsync(Layout layout, IReadOnlyList<string> given, CancellationToken stop)
    {
        if (given is [LinterBuild.Verb, ..])
            await new LinterBuild(layout, Console.Error).EnsureBuiltAsync(stop);
        return await RunAsync(layout, "Watchdog", given, stop);
    }

    /// <summary>Takes <c>--data</c> out and adds the addresses found there, unless they were given.</summary>
    public static IReadOnlyList<string> Aim(Layout layout, IReadOnlyList<string> given)
    {
        var data = layout.DefaultData;
        var arguments = new List<string>();
        for (var index = 0; index < given.Count; index++)
        {
            if (given[index] == "--data" && index + 1 < given.Count)
                data = Path.GetFullPath(given[++index]);
            else if (given[index].StartsWith("--data=", StringComparison.Ordinal))
                data = Path.GetFullPath(given[index]["--data=".Length..]);
            else
                arguments.Add(given[index]);
        }
        if (arguments.Count == 0 || RunRecord.Read(Path.Combine(data, "run.json")) is not { } run)
            return arguments;
        Add("--control", run.Control, NeedControl);
        Add("--dashboard", run.Dashboard, NeedDashboard);
        return arguments;

        void Add(string option, Uri address, string[] verbs)
        {
            var isGiven = arguments.Exists(argument =>
                argument == option || argument.StartsWith($"{option}=", StringComparison.Ordinal)
            );
            if (!isGiven && verbs.Contains(arguments[0], StringComparer.Ordinal))
                arguments.AddRange([option, ProductPlan.Origin(address)]);
        }
    }

    private static async Task<int> RunAsync(
        Layout layout,
        string project,
        IReadOnlyList<string> arguments,
        CancellationToken stop
    )
    {
        await new ProductBuild(layout, Console.Error).EnsureBuiltAsync(stop);
        return await Launch.ForwardAsync(Layout.DotnetHost, [layout.Dll(project), .. arguments], stop);
    }
}
