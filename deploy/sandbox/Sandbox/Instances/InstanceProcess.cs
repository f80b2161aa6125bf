using System.Diagnostics;
using System.Globalization;
using Mcpx.Sandbox.Shelf;

namespace Mcpx.Sandbox.Instances;

/// <summary>One child process that runs a portal instance. It ends when the pipe to its standard input closes.</summary>
internal sealed class InstanceProcess : IDisposable
{
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(3);

    private readonly Process _process;
    private readonly StreamWriter _log;

    private InstanceProcess(Process process, StreamWriter log)
    {
        _process = process;
        _log = log;
        StartedAt = process.StartTime.ToUniversalTime();
    }

    public int Id => _process.Id;

    public DateTime StartedAt { get; }

    public bool HasExited => _process.HasExited;

    public static InstanceProcess Start(
        InstanceSpec spec,
        string tag,
        string database,
        ReleaseShelf shelf,
        string logFile
    )
    {
        if (shelf.Refusal(tag, spec.Component) is { } refusal)
            throw new InvalidDataException(refusal);
        Directory.CreateDirectory(Path.GetDirectoryName(logFile)!);
        // A log of many days is of no use here; it begins anew with the process once it is large.
        var append = new FileInfo(logFile) is not { Exists: true, Length: > 4 * 1024 * 1024 };
        var log = new StreamWriter(logFile, append) { AutoFlush = true };
        var process = new Process { StartInfo = StartInfo(spec, tag, database, shelf) };
        process.OutputDataReceived += (_, line) => Write(log, line.Data);
        process.ErrorDataReceived += (_, line) => Write(log, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new InstanceProcess(process, log);
    }

    public async Task<int> WaitForExitAsync()
    {
        await _process.WaitForExitAsync();
        return _process.ExitCode;
    }

    public void Freeze() => ProcessFreezer.Freeze(_process);

    public void Thaw() => ProcessFreezer.Thaw(_process);

    /// <summary>Asks the process to end and kills it when it does not: a frozen one cannot hear.</summary>
    public async Task EndAsync(bool frozen)
    {
        if (frozen)
            _process.Kill();
        else
            _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(EndTime);
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }
    }

    public void Dispose()
    {
        _process.Dispose();
        _log.Dispose();
    }

    private static ProcessStartInfo StartInfo(InstanceSpec spec, string tag, string database, ReleaseShelf shelf)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine(AppContext.BaseDirectory, "Mcpx.Sandbox.dll"),
            "instance",
            "--environment",
            spec.Environment,
            "--name",
            spec.Name,
            "--component",
            spec.Component.ToString(),
            "--port",
            spec.Port.ToString(CultureInfo.InvariantCulture),
            "--release",
            shelf.Folder(tag),
            "--database",
            database,
            .. spec.ApiAddresses.SelectMany(address => new[] { "--api", address.ToString() }),
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return start;
    }

    private static void Write(StreamWriter log, string? line)
    {
        // Both output streams share the file. The last lines may come when it is closed already.
        lock (log)
            if (line is not null && log.BaseStream is { CanWrite: true })
                log.WriteLine(line);
    }
}
