using System.Text.Json;
using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Http;

namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>
/// Holds the effective configuration and flags against the expected file (runbook section 9). Every comparison is judged; a
/// report that differs from the one before it is written down.
/// </summary>
internal sealed class ParityProbe(
    PortalClient portal,
    EnvironmentLog environments,
    ConfiguredFiles files,
    Inputs inputs,
    TimeProvider time
) : IProbe
{
    private const string ConfigPath = "/api/config/effective";
    private const string FlagsPath = "/api/flags";

    public ProbeKind Kind => ProbeKind.Parity;

    public Audience Asks => Audience.Environment;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var at = time.GetUtcNow();
        if (await EffectiveAsync(target, stopping) is not { } effective)
        {
            target.Count("parity", "no answer");
            return;
        }

        if (Expected(target.Probes.Parity.ExpectedFile!) is not { } expected)
        {
            target.Count("parity", "no expected file");
            return;
        }

        // What the workflows write for themselves comes and goes; it is nobody's drift.
        foreach (var key in effective.Keys.Where(key => IsOwn(target, key)).ToList())
        {
            effective.Remove(key);
            expected.Remove(key);
        }

        var report = ParityComparison.Compare(expected, effective, target.Options.Drift, at);
        target.Count("parity", report.Critical == 0 ? "clean" : "drift");
        environments.Append(
            target.Environment,
            Actor.Watchdog,
            state =>
                state.Parity?.Differences.SequenceEqual(report.Differences) == true ? [] : [new ParityReported(report)]
        );
        inputs.Put(target.Environment, report.ToInput());
    }

    private bool IsOwn(ProbeTarget target, string key) =>
        files.Writes(target.Environment, key) || files.Writes(target.Environment, $"config:{key}");

    /// <summary>The expected values; null while the file cannot be read, which is no parity.</summary>
    internal static Dictionary<string, string>? Expected(string file)
    {
        try
        {
            return JsonSerializer.Deserialize<Dictionary<string, string>>(File.ReadAllBytes(file));
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    private async Task<Dictionary<string, string>?> EffectiveAsync(ProbeTarget target, CancellationToken stopping)
    {
        foreach (var api in target.Apis)
        {
            var config = await GetAsync(target, api, ConfigPath, stopping);
            var flags = await GetAsync(target, api, FlagsPath, stopping);
            if (
                config.Fault == Fault.None
                && flags.Fault == Fault.None
                && EffectiveValues.Read(config.Body, flags.Body) is { } values
            )
            {
                return values;
            }
        }

        return null;
    }

    private Task<PortalAnswer> GetAsync(
        ProbeTarget target,
        InstanceOptions api,
        string path,
        CancellationToken stopping
    ) =>
        portal.GetAsync(
            ProbeTarget.At(api, path),
            target.Token,
            target.Probes.Timeout,
            PortalClient.LargeBody,
            stopping
        );
}
