using Mcpx.Domain;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Probes.Parity;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Runner.Smoke;

/// <summary>
/// Parity once more, until nothing critical is left (runbook section 9): after what is expected was written, and after an LKG where
/// parity was among what breached. It blocks.
/// </summary>
internal sealed class ParitySmoke(SettingReader reader, SecretSeals seals, ConfiguredFiles files, TimeProvider time)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);

    /// <returns>The check; none where parity is not at issue.</returns>
    public async Task<IReadOnlyList<Check>> RunAsync(StepContext context, CancellationToken cancellation)
    {
        var parity = context.Options.Probes.Parity;
        if (!parity.IsWatched || !IsAsked(context))
        {
            return [];
        }

        // Instances may take a moment to see what was written.
        var until = time.GetUtcNow() + Within;
        while (true)
        {
            var (report, said) = await CompareAsync(context, cancellation);
            if (report is { Critical: 0 } || time.GetUtcNow() >= until)
            {
                context.Report($"parity    {said}");
                return [new("Parity", said, "0 critical", report is { Critical: 0 })];
            }

            await Task.Delay(Poll, time, cancellation);
        }
    }

    private static bool IsAsked(StepContext context) =>
        context.Plan.Kind == PlanKind.ParityReapply
        || context.Incident.Breaches.Exists(breach => breach.Trigger == TriggerNames.Parity);

    private async Task<(ParityReport? Report, string Said)> CompareAsync(
        StepContext context,
        CancellationToken cancellation
    )
    {
        var (options, environment) = (context.Options, context.Plan.Environment);
        var seal = seals.For(options.Drift);
        ExpectedSettings expected;
        try
        {
            var parity = options.Probes.Parity;
            expected = ExpectedFile.Read(parity.ExpectedFile!, seal, parity.ExpectedSha256);
        }
        catch (BadFileException problem)
        {
            return (null, $"not measured: {problem.Message}");
        }

        var (poll, why) = await reader.ReadAsync(options, Secrets.Read(options.Probes.TokenVariable), cancellation);
        if (poll is null)
        {
            return (null, $"not measured: {why}");
        }

        var own = (string key) => files.WritesSetting(environment, key);
        var report = expected.Without(own).Compare(poll.Without(own), options.Drift, seal);
        return (
            report,
            $"{report.Sentence}, {Path.GetFileName(options.Probes.Parity.ExpectedFile)} {PlanHash.Short(expected.Sha256)}"
        );
    }
}
