using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Watchdog.Browser;

namespace Mcpx.Watchdog.Evidence;

/// <summary>What a real browser saw: the newest look that failed around the incident, and the newest that passed.</summary>
internal sealed class BrowserEvidence(WatchdogOptions options, BrowserArchive archive)
{
    private const string What = "Look in a real browser";

    public void Add(EvidencePack pack, Incident incident)
    {
        var name = incident.Environment;
        if (
            options.Environments.GetValueOrDefault(name) is not { } environment
            || (environment.Probes.Workflows.Browser ?? environment.Validation.Browser) is null
        )
        {
            pack.Miss(What, "not configured");
            return;
        }

        var failed = archive.Newest(name, passed: false);
        var passed = archive.Newest(name, passed: true);
        if (failed?.At >= incident.Onset - RcaBuilder.Before)
        {
            AddLook(pack, "failed", failed.Value);
        }

        if (passed is { } good)
        {
            AddLook(pack, "passed", good);
        }

        if (archive.Problem(name) is { } problem)
        {
            pack.Miss($"{What}, the newest", $"browser check could not run: {problem}");
        }
        else if (failed is null && passed is null)
        {
            pack.Miss(What, "none has ended yet");
        }
    }

    private static void AddLook(
        EvidencePack pack,
        string outcome,
        (DateTimeOffset At, IReadOnlyDictionary<string, byte[]> Files) look
    )
    {
        foreach (var (file, bytes) in look.Files)
        {
            pack.AddBytes(
                $"browser/{outcome}/{file}",
                bytes,
                FormattableString.Invariant($"browser check of {look.At:yyyy-MM-dd HH:mm:ss} UTC")
            );
        }
    }
}
