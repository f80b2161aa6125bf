using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>The product's programs as real processes, from the build output beside the tests'.</summary>
internal sealed class RunningProgram : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _output = new();
    private readonly StringBuilder _error = new();

    private RunningProgram(
        string name,
        IReadOnlyList<string> arguments,
        params IEnumerable<(string Name, string Value)> variables
    )
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (variable, value) in variables)
        {
            start.Environment[variable] = value;
        }

        start.ArgumentList.Add(Dll(name));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Add(_output, line.Data);
        _process.ErrorDataReceived += (_, line) => Add(_error, line.Data);
        _process.Start();
        _process.StandardInput.Close();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public string Output => Text(_output);

    public string Error => Text(_error);

    public bool HasExited => _process.HasExited;

    public int ExitCode => _process.ExitCode;

    public static RunningProgram Watchdog(params string[] arguments) => new("Watchdog", arguments);

    public static RunningProgram Watchdog(
        IReadOnlyList<string> arguments,
        params IEnumerable<(string Name, string Value)> variables
    ) => new("Watchdog", arguments, variables);

    public static RunningProgram Dashboard(
        IReadOnlyList<string> arguments,
        params IEnumerable<(string Name, string Value)> variables
    ) => new("Dashboard", arguments, variables);

    public static RunningProgram Sandbox(params string[] arguments) => new("Sandbox", arguments);

    /// <summary>The file that says how a program is started.</summary>
    public static string RuntimeConfiguration(string name) => Path.ChangeExtension(Dll(name), "runtimeconfig.json");

    /// <summary>Waits for its end.</summary>
    public async Task<int> EndAsync(TimeSpan? deadline = null)
    {
        using var limit = new CancellationTokenSource(deadline ?? Wait.Deadline);
        await _process.WaitForExitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Asks it to end, as a service manager does.</summary>
    public async Task<int> TerminateAsync(TimeSpan deadline)
    {
        using (var kill = Process.Start("kill", ["-TERM", _process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync();
        }

        return await EndAsync(deadline);
    }

    /// <summary>Ends it without giving it a chance; its children live on.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await EndAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await TerminateAsync(Wait.Deadline);
        }

        _process.Dispose();
    }

    private static string Dll(string name) =>
        Path.GetFullPath(
            Path.Combine(
                AppContext.BaseDirectory,
                "..",
                "..",
                name,
                Path.GetFileName(AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar)),
                $"Mcpx.{name}.dll"
            )
        );

    private static void Add(StringBuilder text, string? line)
    {
        lock (text)
        {
            text.AppendLine(line);
        }
    }

    private static string Text(StringBuilder text)
    {
        lock (text)
        {
            return text.ToString();
        }
    }
}
