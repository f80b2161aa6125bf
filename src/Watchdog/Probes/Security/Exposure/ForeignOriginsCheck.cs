using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Probes.Cors;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Security.Exposure;

/// <summary>
/// Origins that nobody intends must not be allowed to call: one made up, one that only begins like an intended one, and the
/// origin of a page from nowhere.
/// </summary>
internal sealed class ForeignOriginsCheck(PortalClient portal) : IExposureCheck
{
    /// <summary>A name that belongs to nobody, by its ending.</summary>
    private const string Nobody = "mcpx-watchdog.invalid";

    public string Name => SecurityChecks.ForeignOrigins;

    public IEnumerable<string> Places(ExposureRound round) => round.Apis.Select(api => api.Name);

    public async Task<IReadOnlyList<Look>> LookAsync(ExposureRound round, CancellationToken stopping) =>
        [.. (await Task.WhenAll(round.Target.Apis.Select(api => LookAsync(round, api, stopping)))).OfType<Look>()];

    private async Task<Look?> LookAsync(ExposureRound round, InstanceOptions api, CancellationToken stopping)
    {
        var intended = round.Target.Probes.Cors.IntendedOrigins;
        string[] origins = [$"https://{Nobody}", $"{intended[0]}.{Nobody}", "null"];
        var answers = await Task.WhenAll(
            origins.Select(origin => Preflight.AskAsync(portal, round.Target, api, origin, stopping))
        );
        var allowed = Array.FindIndex(
            [.. answers.Zip(origins, Preflight.Read)],
            said => said == PreflightAnswer.Allowed
        );
        if (allowed >= 0)
        {
            return new(api.Name, $"{api.Name} lets the foreign origin {origins[allowed]} call");
        }

        // An answer that does not speak of the origin is what browsers refuse; none at all is no refusal.
        return Array.Exists(answers, answer => answer.StatusCode == 0) ? null : new(api.Name, Finding: null);
    }
}
