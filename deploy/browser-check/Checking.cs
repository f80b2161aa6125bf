using System.Diagnostics;
using Microsoft.Playwright;

namespace Mcpx.BrowserCheck;

/// <summary>Runs one check in its time and ends every process of it, whatever a page does.</summary>
internal static class Checking
{
    private const string Temporary = "mcpx-browser-check-";

    /// <param name="request">What is looked at.</param>
    /// <param name="stop">Ends it early.</param>
    public static async Task<CheckResult> RunAsync(CheckRequest request, CancellationToken stop)
    {
        var begun = Stopwatch.GetTimestamp();
        var redaction = new Redaction(request.SignIn?.Password);
        var (overheard, pictures) = (new Overheard(redaction), new Pictures(request));
        var visit = new Visit(request, redaction, overheard, pictures);
        Descendants.Adopt();
        string? broke;
        string? temporary = null;
        try
        {
            temporary = TakeTemporary();
            Directory.CreateDirectory(request.Folder);
            broke = await VisitAsync(visit, request, redaction, stop);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            broke = redaction.Clean(problem.Message);
        }
        finally
        {
            await Descendants.EndAsync();
            if (temporary is not null)
            {
                Delete(temporary);
            }
        }

        var steps = Complete(visit, request, broke);
        var ran = visit.Begun && !stop.IsCancellationRequested;
        return new(
            !ran ? Outcome.NotRun
                : steps.All(step => step.Passed) ? Outcome.Passed
                : Outcome.Failed,
            ran ? null
                : stop.IsCancellationRequested ? "it was stopped"
                : broke ?? "the browser started too late",
            request.Base.GetLeftPart(UriPartial.Authority),
            request.Environment,
            visit.Browser,
            (long)Stopwatch.GetElapsedTime(begun).TotalMilliseconds,
            steps,
            overheard.Heard,
            pictures.Taken
        );
    }

    /// <returns>Why it did not come to its end; null when it did.</returns>
    private static async Task<string?> VisitAsync(
        Visit visit,
        CheckRequest request,
        Redaction redaction,
        CancellationToken stop
    )
    {
        var visiting = Task.Run(
            async () =>
            {
                using var playwright = await Playwright.CreateAsync();
                await visit.RunAsync(playwright);
            },
            CancellationToken.None
        );
        try
        {
            // The visit keeps its own time; this is for a browser that does not answer any more.
            await visiting.WaitAsync(request.Timeout + TimeSpan.FromSeconds(1), stop);
            return null;
        }
        catch (TimeoutException)
        {
            return visit.Browser is null ? "the browser did not start in time" : "the browser hangs";
        }
        catch (OperationCanceledException)
        {
            return "it was stopped";
        }
        catch (Exception problem) when (problem is PlaywrightException or IOException or UnauthorizedAccessException)
        {
            return redaction.Clean(problem.Message.Split('\n', 2)[0]);
        }
    }

    /// <summary>Every planned step, those that were not done as failed: what nobody saw did not pass.</summary>
    private static IReadOnlyList<Step> Complete(Visit visit, CheckRequest request, string? broke)
    {
        var done = visit.Steps;
        return !visit.Begun
            ? []
            :
            [
                .. visit.Planned.Select(
                    (name, i) =>
                        i < done.Count
                            ? done[i]
                            : new Step(name, Passed: false, name == visit.UnderWay ? broke ?? "no end" : "not reached")
                ),
            ];
    }

    /// <summary>A folder for the browser's own files. What an earlier run had to leave behind is cleared away.</summary>
    private static string TakeTemporary()
    {
        foreach (var left in Directory.EnumerateDirectories(Path.GetTempPath(), $"{Temporary}*"))
        {
            if (DateTime.UtcNow - Directory.GetCreationTimeUtc(left) > TimeSpan.FromHours(1))
            {
                Delete(left);
            }
        }

        var folder = Directory.CreateTempSubdirectory(Temporary).FullName;
        Environment.SetEnvironmentVariable("TMPDIR", folder);
        Environment.SetEnvironmentVariable("NODE_OPTIONS", "--max-old-space-size=512");
        return folder;
    }

    private static void Delete(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            // The next run tries again.
        }
    }
}
