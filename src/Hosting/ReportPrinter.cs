using System.ComponentModel;
using System.Diagnostics;

namespace Mcpx.Hosting;

/// <summary>A document as it was printed, or why it was not; exactly one of both.</summary>
internal sealed record Printed(byte[]? Pdf, string? Problem);

/// <summary>
/// Prints an HTML file with the installed browser. One at a time, in a folder of its own that goes with it, without any network:
/// the report needs none, and forbids itself scripts. What has not ended in time is killed with all that it started.
/// </summary>
internal sealed class ReportPrinter : IDisposable
{
    public const string NoBrowser = "no Chromium is installed here; the HTML prints the same";
    private const long LongestPdf = 32 * 1024 * 1024;
    private static readonly string[] Kept = ["PATH", "LANG", "SystemRoot", "FONTCONFIG_FILE", "FONTCONFIG_PATH"];

    private readonly SemaphoreSlim _one = new(1);
    private readonly string? _browser = Chromium.Find();

    /// <summary>Whether there is a browser.</summary>
    public bool Can => _browser is not null;

    /// <summary>How long one takes at the most. A browser starts in a second or two.</summary>
    internal TimeSpan Limit { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Its executable, where a test has another.</summary>
    internal string? Browser
    {
        get => _browser;
        init => _browser = value;
    }

    /// <summary>Prints it.</summary>
    /// <param name="html">A whole document.</param>
    /// <param name="cancellation">Ends it early.</param>
    public async Task<Printed> PrintAsync(string html, CancellationToken cancellation)
    {
        if (_browser is null)
        {
            return new(null, NoBrowser);
        }

        await _one.WaitAsync(cancellation);
        try
        {
            var folder = Directory.CreateTempSubdirectory("mcpx-report-").FullName;
            try
            {
                return await PrintAsync(_browser, folder, html, cancellation);
            }
            finally
            {
                Remove(folder);
            }
        }
        catch (Exception problem) when (problem is Win32Exception or IOException or UnauthorizedAccessException)
        {
            return new(null, $"{_browser} did not print: {problem.Message}");
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<Printed> PrintAsync(string browser, string folder, string html, CancellationToken cancellation)
    {
        var (page, pdf) = (Path.Combine(folder, "report.html"), Path.Combine(folder, "report.pdf"));
        await File.WriteAllTextAsync(page, html, cancellation);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Limit);
        using var process = Process.Start(Command(browser, folder, page, pdf))!;
        try
        {
            // Whatever it says is read, so that it never waits for a reader, and forgotten.
            await Task.WhenAll(
                process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, limit.Token),
                process.StandardError.BaseStream.CopyToAsync(Stream.Null, limit.Token),
                process.WaitForExitAsync(limit.Token)
            );
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            return new(null, $"{browser} did not end in {Limit.TotalSeconds:0} s and was killed");
        }

        return new FileInfo(pdf) switch
        {
            { Exists: true, Length: > 0 and <= LongestPdf } => new(
                await File.ReadAllBytesAsync(pdf, cancellation),
                null
            ),
            { Exists: true } file => new(null, $"{browser} printed {file.Length} bytes"),
            _ => new(null, $"{browser} ended with {process.ExitCode} and printed nothing"),
        };
    }

    private static ProcessStartInfo Command(string browser, string folder, string page, string pdf)
    {
        var command = new ProcessStartInfo(browser)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (
            var argument in (IEnumerable<string>)
                [
                    .. Chromium.Flags,
                    // It refuses to sandbox itself as root, which a container may be; nothing of the page runs anyway.
                    .. Environment.IsPrivilegedProcess ? ["--no-sandbox"] : Array.Empty<string>(),
                    "--host-resolver-rules=MAP * ~NOTFOUND",
                    "--no-pdf-header-footer",
                    $"--user-data-dir={Path.Combine(folder, "profile")}",
                    $"--print-to-pdf={pdf}",
                    new Uri(page).AbsoluteUri,
                ]
        )
        {
            command.ArgumentList.Add(argument);
        }

        foreach (var name in command.Environment.Keys.Except(Kept, StringComparer.OrdinalIgnoreCase).ToList())
        {
            command.Environment.Remove(name);
        }

        command.Environment["HOME"] = folder;
        command.Environment["TMPDIR"] = folder;
        return command;
    }

    private static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // A helper of the browser's may write for a moment yet; the system's own sweeping takes it.
        }
    }
}
