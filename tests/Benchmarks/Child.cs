using System.Diagnostics;

namespace Mcpx.Benchmarks;

/// <summary>This program once more, in another process, so that each side's processor time and memory are its own.</summary>
internal sealed class Child : IDisposable
{
    private readonly Process _process;

    private Child(Process process) => _process = process;

    /// <summary>Starts it in a role.</summary>
    /// <param name="role">The role's name and its arguments.</param>
    /// <param name="settings">Environment variables.</param>
    public static Child Start(IEnumerable<string> role, params (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
        };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
        {
            start.ArgumentList.Add(typeof(Child).Assembly.Location);
        }

        foreach (var word in role)
        {
            start.ArgumentList.Add(word);
        }

        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        return new(Process.Start(start)!);
    }

    /// <summary>Everything used so far, of user and system.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory, in MiB.</summary>
    public double Resident
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64 / 1024.0 / 1024.0;
        }
    }

    /// <summary>The next line it says.</summary>
    /// <exception cref="InvalidOperationException">It ended instead.</exception>
    public string Read() =>
        _process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The child ended.");

    /// <summary>Tells it something.</summary>
    public void Tell(string line) => _process.StandardInput.WriteLine(line);

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
