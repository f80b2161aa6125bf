using System.CommandLine;
using System.Runtime.InteropServices;
using Mcpx.Hosting;

namespace Mcpx.BrowserCheck;

/// <summary>Reads the command line, checks, prints the result.</summary>
internal static class CheckCommand
{
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("Looks at the portal in a real browser and prints one line of JSON.");
        CheckArguments.AddTo(root);
        root.SetAction((parsed, _) => CheckAsync(parsed));
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Refuse([.. parsed.Errors.Select(error => error.Message)]);
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
    }

    private static async Task<int> CheckAsync(ParseResult parsed)
    {
        var errors = new List<string>();
        var request = CheckArguments.Read(parsed, errors);
        if (errors.Count > 0)
        {
            return Refuse(errors);
        }

        using var stop = new CancellationTokenSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        var result =
            request.Chromium.Length == 0 || !File.Exists(request.Chromium)
                ? Missing(request)
                : await Checking.RunAsync(request, stop.Token);
        await Console.Out.WriteLineAsync(result.ToLine());
        return result.ExitCode();

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }
    }

    private static CheckResult Missing(CheckRequest request) =>
        new(
            Outcome.NotRun,
            request.Chromium.Length == 0
                ? $"no Chromium is installed (set {Chromium.PathVariable})"
                : $"there is no {request.Chromium}",
            request.Base.GetLeftPart(UriPartial.Authority),
            request.Environment,
            Browser: null,
            0,
            [],
            new([], [], [], 0, 0),
            []
        );

    private static int Refuse(IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
        {
            Console.Error.WriteLine(error);
        }

        return ExitCodes.NotRun;
    }
}
