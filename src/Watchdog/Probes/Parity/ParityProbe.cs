using System.Collections.Concurrent;
using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Parity;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Changes;
using Mcpx.Watchdog.Probes.Security;
using Mcpx.Watchdog.Replay;

namespace Mcpx.Watchdog.Probes.Parity;

/// <summary>
/// Holds the effective configuration and flags against the expected file (runbook section 9). Every comparison is judged; a
/// report that differs from the one before it is written down.
/// </summary>
internal sealed class ParityProbe(
    SettingPolls polls,
    SecretSeals seals,
    EnvironmentLog environments,
    ConfiguredFiles files,
    Inputs inputs,
    ILogger<ParityProbe> log
) : IProbe
{
    /// <summary>What was last wrong with an environment's file: told once, not at every comparison.</summary>
    private readonly ConcurrentDictionary<string, string> _problems = new(StringComparer.Ordinal);

    public ProbeKind Kind => ProbeKind.Parity;

    public Audience Asks => Audience.Environment;

    public async Task AskAsync(ProbeTarget target, CancellationToken stopping)
    {
        var seal = seals.For(target.Options.Drift);
        if (Expected(target, seal) is not { } expected)
        {
            target.Count("parity", "bad expected file");
            return;
        }

        if (await polls.NewestAsync(target, stopping) is not { } poll)
        {
            target.Count("parity", "no answer");
            return;
        }

        // What the workflows write for themselves comes and goes.
        var report = expected
            .Without(key => files.WritesSetting(target.Environment, key))
            .Compare(poll, target.Options.Drift, seal);
        target.Count("parity", report.Critical == 0 ? "clean" : "drift");
        environments.Append(
            target.Environment,
            Actor.Watchdog,
            state =>
                state.Parity?.Differences.SequenceEqual(report.Differences) == true ? [] : [new ParityReported(report)]
        );
        inputs.Put(target.Environment, report.ToInput());
    }

    /// <summary>Read anew each time, so that a corrected file counts at once; null while it is wrong, which is no parity.</summary>
    private ExpectedSettings? Expected(ProbeTarget target, SecretSeal seal)
    {
        try
        {
            var expected = ExpectedFile.Read(
                target.Probes.Parity.ExpectedFile!,
                seal,
                target.Probes.Parity.ExpectedSha256
            );
            _problems.TryRemove(target.Environment, out _);
            return expected;
        }
        catch (BadFileException problem)
        {
            if (_problems.GetValueOrDefault(target.Environment) != problem.Message)
            {
                _problems[target.Environment] = problem.Message;
                Log.NoExpectation(log, target.Environment, problem.Message);
            }

            return null;
        }
    }
}
