using System.Text;
using Mcpx.Hosting;

namespace Mcpx.Watchdog.Tests.Evidence;

/// <summary>Reports are printed by a program that may be missing, hang or fail; none of it goes further than a reason.</summary>
public sealed class ReportPrinterTests : IDisposable
{
    private const string Page = "<!DOCTYPE html><html lang=\"en\"><title>t</title><p>INC-0001 rolled back</p></html>";
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Print_NoBrowser_SaysWhatElseThereIs()
    {
        using var printer = new ReportPrinter { Browser = null };

        Assert.False(printer.Can);
        Assert.Equal(new Printed(null, ReportPrinter.NoBrowser), await printer.PrintAsync(Page, default));
    }

    [UnixFact]
    public async Task Print_BrowserPrints_IsWhatItWroteAndLeavesNothing()
    {
        using var printer = Printer(
            """
            for one in "$@"; do case "$one" in
              --print-to-pdf=*) out="${one#--print-to-pdf=}";;
              file://*) page="${one#file://}";;
              --user-data-dir=*) echo "${one#--user-data-dir=}" > "$(dirname "$0")/profile";;
            esac; done
            env > "$(dirname "$0")/env"
            cp "$page" "$out"
            """
        );
        Environment.SetEnvironmentVariable("MCPX_TEST_PRINTER", "not for programs");

        var printed = await printer.PrintAsync(Page, default);

        Assert.Equal(Page, Encoding.UTF8.GetString(printed.Pdf!));
        var profile = (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "profile"))).Trim();
        Assert.False(Directory.Exists(Path.GetDirectoryName(profile)));
        Assert.DoesNotContain(
            "MCPX_TEST_PRINTER",
            await File.ReadAllTextAsync(Path.Combine(_folder.Path, "env")),
            StringComparison.Ordinal
        );
    }

    [UnixFact]
    public async Task Print_BrowserFails_SaysHow()
    {
        using var printer = Printer("head -c 200000 /dev/zero >&2; exit 3");

        Assert.EndsWith("ended with 3 and printed nothing", (await printer.PrintAsync(Page, default)).Problem);
    }

    [UnixFact]
    public async Task Print_BrowserHangs_IsKilledWithWhatItStarted()
    {
        using var printer = Printer("sleep 600 & echo $! > \"$(dirname \"$0\")/child\"; wait", TimeSpan.FromSeconds(1));

        Assert.EndsWith("did not end in 1 s and was killed", (await printer.PrintAsync(Page, default)).Problem);
        var child = (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "child"))).Trim();
        Assert.False(
            File.Exists($"/proc/{child}/stat")
                && !(await File.ReadAllTextAsync($"/proc/{child}/stat")).Contains(") Z ", StringComparison.Ordinal)
        );
    }

    [BrowserFact]
    public async Task Print_RealBrowser_IsAPdf()
    {
        using var printer = new ReportPrinter();

        var printed = await printer.PrintAsync(Page, default);

        Assert.Null(printed.Problem);
        Assert.Equal("%PDF-", Encoding.ASCII.GetString(printed.Pdf!, 0, 5));
    }

    private ReportPrinter Printer(string script, TimeSpan? limit = null)
    {
        var program = Path.Combine(_folder.Path, "browser");
        File.WriteAllText(program, $"#!/bin/sh\n{script}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        return new() { Browser = program, Limit = limit ?? TimeSpan.FromSeconds(30) };
    }

    /// <summary>Visibly skipped where no browser is installed.</summary>
    private sealed class BrowserFactAttribute : FactAttribute
    {
        public BrowserFactAttribute() => Skip = Chromium.Find() is null ? "needs Chromium" : null;
    }
}
