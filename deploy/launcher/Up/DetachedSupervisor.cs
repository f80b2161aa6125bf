using System.Diagnostics;
using Mcpx.Launcher.Processes;

namespace Mcpx.Launcher.Up;

/// <summary>
/// The process behind <c>up --wait</c>. While it starts, it tells its starter through a pipe; its last line there is
/// <see cref="Handover"/>, and from then on it writes to <c>launcher.log</c> only, so that nobody's output stays open.
/// </summary>
/// <param name="layout">Where the assemblies are.</param>
/// <param name="options">What was asked for.</param>
/// <param name="output">The starter's output; for the supervisor, the pipe to it.</param>
/// <param name="error">The same for errors.</param>
internal sealed class DetachedSupervisor(Layout layout, UpOptions options, TextWriter output, TextWriter error)
{
    /// <summary>The hidden verb.</summary>
    public const string Verb = "supervise";

    private const string Handover = "\u0004";

    /// <summary>The starter's side: copies the supervisor's words until it is ready or has failed.</summary>
    /// <returns>0 when all is ready and stays, else the supervisor's exit code.</returns>
    public async Task<int> StartAsync(StopSignals signals)
    {
        string[] arguments =
        [
            typeof(DetachedSupervisor).Assembly.Location,
            Verb,
            "--port-base",
            $"{options.Ports.Base}",
            "--data",
            options.Data,
            "--api-instances",
            $"{options.Apis}",
        ];
        if (options.Environments is { } environments)
            arguments = [.. arguments, "--environments", string.Join(',', environments)];
        var start = new ProcessStartInfo(Layout.DotnetHost, arguments)
        {
            WorkingDirectory = layout.Root,
            CreateNoWindow = true,
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Launch.Start(start);
        var errors = CopyAsync(process.StandardError, error);
        await using var passOn = signals.Stop.Register(() => Signals.AskToStop(process));
        await output.WriteLineAsync("Starting sandbox, watchdog and dashboard ...");
        if (await CopyAsync(process.StandardOutput, output))
            return 0;
        await errors;
        await process.WaitForExitAsync(CancellationToken.None);
        return process.ExitCode == 0 ? 1 : process.ExitCode;
    }

    /// <summary>The supervisor's side: the hidden verb.</summary>
    public async Task<int> RunAsync(StopSignals signals)
    {
        Signals.LeaveTerminal();
        using var held = RunLock.Take(options, output);
        using var log = new RotatingLog(Path.Combine(options.Logs, "launcher.log"));
        AppDomain.CurrentDomain.UnhandledException += (_, crash) => log.WriteLine($"crashed: {crash.ExceptionObject}");
        var words = new SwitchingWriter(output, log);
        var session = new UpSession(layout, options, words);
        session.CheckPorts();
        return await session.RunAsync(
            async () =>
            {
                await new Summary(layout, output).PrintAsync(options, $"Stop: ./watchdog down{Folder()}", signals.Stop);
                await output.WriteLineAsync(Handover);
                words.ToLog();
            },
            signals
        );
    }

    private string Folder() =>
        options.Data == layout.DefaultData
            ? ""
            : $" --data {(options.Data.Contains(' ') ? $"\"{options.Data}\"" : options.Data)}";

    /// <summary>True when the handover came, false when the stream ended without.</summary>
    private static async Task<bool> CopyAsync(StreamReader reader, TextWriter target)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line == Handover)
                return true;
            await target.WriteLineAsync(line);
        }
        return false;
    }
}
