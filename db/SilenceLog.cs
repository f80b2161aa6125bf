using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Silences;

namespace Mcpx.Db;

/// <summary>What came of setting or ending a silence.</summary>
/// <param name="Silence">As it stands now; null when refused.</param>
/// <param name="Refusal">Null when it was done, or was so already.</param>
public sealed record SilenceOutcome(Silence? Silence, Refusal? Refusal);

/// <summary>Sets and ends silences; the domain decides, with the rules of the configuration in effect.</summary>
public sealed class SilenceLog(EnvironmentLog environments, JournalTail tail, TimeProvider time)
{
    /// <summary>Sets one.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="request">What is wanted.</param>
    /// <param name="by">By whom.</param>
    public SilenceOutcome Set(string environment, SilenceRequest request, Actor by)
    {
        string? id = null;
        return Append(
            environment,
            by,
            (state, approval, now) =>
            {
                id = state.Silences.NextId;
                return SilenceDecision.Set(state.Silences, request, by, approval, Options, now);
            },
            () => id
        );
    }

    /// <summary>Ends one early; one that is over stays as it is.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="id">Which.</param>
    /// <param name="by">By whom.</param>
    public SilenceOutcome End(string environment, string id, Actor by) =>
        Append(
            environment,
            by,
            (state, approval, now) => SilenceDecision.End(state.Silences, id, by, approval, now),
            () => id
        );

    private SilenceOptions Options => tail.Current.Configuration?.Options.Silences ?? new();

    private SilenceOutcome Append(
        string name,
        Actor by,
        Func<EnvironmentState, ApprovalOptions, DateTimeOffset, Decided> decide,
        Func<string?> which
    )
    {
        if (tail.CatchUp().OptionsOf(name) is not { } options)
        {
            return new(null, new(RefusalKind.Unknown, $"There is no environment {name}."));
        }

        Refusal? refusal = null;
        var after = environments.Append(
            name,
            by,
            state =>
            {
                var decided = decide(state, options.Approval, time.GetUtcNow());
                refusal = decided.Refusal;
                return decided.Events;
            }
        );
        return new(refusal is null ? after.Silences.All.Find(silence => silence.Id == which()) : null, refusal);
    }
}
