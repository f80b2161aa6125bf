using System.Diagnostics;
using System.Text.Json;

namespace Mcpx.BrowserCheck.Tests;

/// <summary>One run of the program with a folder for pictures and one for temporary files of its own.</summary>
internal sealed class CheckRun : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("check-").FullName;
    private readonly Process _process;
    private readonly Task<string> _output;
    private readonly Task<string> _error;

    public CheckRun(Uri portal, params IEnumerable<string> arguments)
    {
        Directory.CreateDirectory(Temporary);
        _process = Programs.Start(
            "BrowserCheck",
            "mcpx-browser-check.dll",
            [
                "--base",
                portal.ToString(),
                "--timeout",
                "90s",
                .. arguments.Contains("--out") ? [] : new[] { "--out", Pictures },
                .. arguments,
            ],
            ("TMPDIR", Temporary)
        );
        _output = _process.StandardOutput.ReadToEndAsync();
        _error = _process.StandardError.ReadToEndAsync();
    }

    public Process Process => _process;

    public string Pictures => Path.Combine(_root, "pictures");

    private string Temporary => Path.Combine(_root, "tmp");

    public string Output => _output.Result;

    public string Error => _error.Result;

    /// <summary>Waits for the end.</summary>
    public async Task<int> EndAsync()
    {
        using var limit = new CancellationTokenSource(Programs.Deadline);
        await _process.WaitForExitAsync(limit.Token);
        await Task.WhenAll(_output, _error).WaitAsync(limit.Token);
        return _process.ExitCode;
    }

    /// <summary>Waits for the end and reads the one line.</summary>
    public async Task<(int ExitCode, JsonElement Result)> ReadAsync()
    {
        var exit = await EndAsync();
        Assert.True(Output.Length > 0, Error);
        Assert.Single(Output.TrimEnd('\n').Split('\n'));
        using var read = JsonDocument.Parse(Output);
        return (exit, read.RootElement.Clone());
    }

    /// <summary>Every process that was started with this run's folder for temporary files; our own inherit it.</summary>
    public IReadOnlyList<int> Processes() =>
        [
            .. Directory
                .EnumerateDirectories("/proc")
                .Where(folder => Path.GetFileName(folder).All(char.IsAsciiDigit) && Mentions(folder, _root))
                .Select(folder =>
                    int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture)
                ),
        ];

    /// <summary>Files and folders that were left in the folder for temporary files.</summary>
    public IReadOnlyList<string> LeftOver() => [.. Directory.EnumerateFileSystemEntries(Temporary)];

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit(10_000);
        }

        _process.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    private static bool Mentions(string process, string text)
    {
        try
        {
            return File.ReadAllText($"{process}/cmdline").Contains(text, StringComparison.Ordinal)
                || File.ReadAllText($"{process}/environ").Contains(text, StringComparison.Ordinal);
        }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }
}
