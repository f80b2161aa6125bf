using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Judging;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>Looks at an environment as outsiders do, with every check that it has.</summary>
internal sealed class ExposureProbe(
    PageReader pages,
    IEnumerable<IExposureCheck> checks,
    Inputs inputs,
    TimeProvider time
) : IProbe
{
    private readonly Dictionary<string, IExposureCheck> _checks = checks.ToDictionary(
        check => check.Name,
        StringComparer.Ordinal
    );

    private readonly LastLooks _last = new();

    public ProbeKind Kind => ProbeKind.Exposure;

    public Audience Asks => Audience.Environment;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var round = new ExposureRound(target, pages);
        await round.BeginAsync(stopping);
        await Task.WhenAll(
            SecurityChecks
                .Of(target.Options)
                .Select(check => _checks.GetValueOrDefault(check.Name))
                .OfType<IExposureCheck>()
                .Select(check => CheckAsync(round, check, stopping))
        );
    }

    private async Task CheckAsync(ExposureRound round, IExposureCheck check, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        var target = round.Target;
        var (answered, finding) = _last.Take(
            target.Environment,
            check.Name,
            check.Places(round),
            await check.LookAsync(round, stopping)
        );
        target.Count(
            "exposure",
            !answered ? "no answer"
                : finding is null ? "clean"
                : "finding"
        );
        if (answered)
        {
            inputs.Put(target.Environment, new SecurityChecked(at, check.Name, finding));
        }
    }
}
