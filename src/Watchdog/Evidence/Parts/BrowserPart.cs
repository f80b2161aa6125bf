using Mcpx.Domain.Configuration;
using Mcpx.Domain.Evidence;
using Mcpx.Watchdog.Browser;

namespace Mcpx.Watchdog.Evidence.Parts;

/// <summary>What a real browser saw: the newest look that failed around the incident, and the newest that passed.</summary>
internal sealed class BrowserPart(WatchdogOptions options, BrowserArchive archive) : IEvidencePart
{
    public IReadOnlyList<string> Lines => [EvidenceLines.Browser];

    public bool IsMeasured => true;

    public void Add(string line, EvidencePack pack, EvidenceCase about)
    {
        var name = about.Incident.Environment;
        if (
            options.Environments.GetValueOrDefault(name) is not { } environment
            || (environment.Probes.Workflows.Browser ?? environment.Validation.Browser) is null
        )
        {
            pack.None(line, "not configured");
            return;
        }

        var failed = archive.Newest(name, passed: false);
        var passed = archive.Newest(name, passed: true);
        if (failed?.At >= about.From)
        {
            AddLook(pack, "failed", failed.Value);
        }

        if (passed is { } good)
        {
            AddLook(pack, "passed", good);
        }

        if (archive.Problem(name) is { } problem)
        {
            pack.Miss(line, $"the newest is missing; the browser check could not run: {problem}");
        }
        else if (failed is null && passed is null)
        {
            pack.Miss(line, "none has ended yet");
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
                EvidenceLines.Browser,
                $"browser/{outcome}/{file}",
                FormattableString.Invariant($"browser check of {look.At:yyyy-MM-dd HH:mm:ss} UTC"),
                bytes
            );
        }
    }
}
