using System.Collections.Concurrent;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Browser;

/// <summary>Looks at an address with the program, one look at a time in an environment, and keeps what was seen.</summary>
internal sealed class BrowserCheck(
    BrowserProgram program,
    BrowserArchive archive,
    Secrets secrets,
    TimeProvider time,
    ILogger<BrowserCheck> log
)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _turns = new(StringComparer.Ordinal);

    /// <summary>Looks once. Nothing that the portal or the program does makes it throw.</summary>
    public async Task<BrowserLook> LookAsync(
        string environment,
        BrowserPlace place,
        BrowserCheckOptions options,
        CancellationToken stopping
    )
    {
        var turn = _turns.GetOrAdd(environment, _ => new(1, 1));
        await turn.WaitAsync(stopping);
        try
        {
            var look = await InTurnAsync(environment, place, options, stopping);
            archive.Tell(environment, look.CouldNot);
            if (look.CouldNot is { } why)
            {
                Log.CouldNotRun(log, environment, place.Name, why);
            }

            return look;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<BrowserLook> InTurnAsync(
        string environment,
        BrowserPlace place,
        BrowserCheckOptions options,
        CancellationToken stopping
    )
    {
        var at = time.GetUtcNow();
        var folder = archive.Begin(environment);
        try
        {
            var end = await program.RunAsync(environment, place, folder, options, stopping);
            if (end.Problem is { } problem)
            {
                return BrowserLook.None(place.Name, secrets.Redact(problem));
            }

            var (answer, all) = BrowserAnswer.Read(end.Printed, secrets);
            if (Unusable(answer, end.ExitCode, options) is { } why)
            {
                return BrowserLook.None(place.Name, why);
            }

            if (archive.Keep(environment, folder, at, place.Name, answer!, all!) is { } lost)
            {
                Log.NotKept(log, environment, lost);
            }

            return new(place.Name, null, answer!.Steps);
        }
        finally
        {
            archive.Clear(environment);
        }
    }

    /// <summary>Why an answer says nothing about the portal; null when it does. Exit code, outcome and steps must tell the same.</summary>
    private static string? Unusable(BrowserAnswer? answer, int exitCode, BrowserCheckOptions options)
    {
        if (answer is null)
        {
            return "the program's result cannot be read";
        }

        if (answer.Outcome == BrowserOutcome.NotRun)
        {
            return answer.Why ?? "the program does not say why";
        }

        var passed = answer.Outcome == BrowserOutcome.Passed;
        if (exitCode != (passed ? 0 : 1) || passed != answer.Steps.All(step => step.Passed))
        {
            return $"the program contradicts itself: {answer.Outcome}, exit code {exitCode}";
        }

        return options.EffectivePages.FirstOrDefault(page => answer.Steps.All(step => step.Name != page)) is { } unseen
            ? $"the program did not look at {unseen}"
            : null;
    }
}
