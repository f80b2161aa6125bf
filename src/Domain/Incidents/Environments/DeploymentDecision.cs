using Mcpx.Domain.Journal;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Incidents;

/// <summary>How far a reported deployment is.</summary>
public enum DeploymentPhase
{
    /// <summary>It begins.</summary>
    Started,

    /// <summary>It is in place.</summary>
    Finished,

    /// <summary>It did not come to its end.</summary>
    Failed,
}

/// <summary>What somebody says of a deployment of one component.</summary>
/// <param name="Id">The same for every phase.</param>
/// <param name="Component">What is replaced.</param>
/// <param name="Tag">With which release.</param>
/// <param name="Phase">How far it is.</param>
/// <param name="By">Who triggered it.</param>
/// <param name="Detail">What else is worth keeping; may be empty.</param>
public sealed record DeploymentSaid(
    string Id,
    Component Component,
    string Tag,
    DeploymentPhase Phase,
    string By,
    string Detail
);

/// <summary>
/// Decides what a report adds to what is known. A report and a tag that is seen are one deployment, in either order: what was
/// seen first, by nobody known, gets who it was when they say so.
/// </summary>
public static class DeploymentDecision
{
    /// <summary>Decides; the same report again changes nothing.</summary>
    /// <param name="environment">Where.</param>
    /// <param name="said">What is said.</param>
    /// <param name="within">How long after a tag was seen a report is still taken for it.</param>
    /// <param name="now">When it is said.</param>
    public static Decided Report(EnvironmentState environment, DeploymentSaid said, TimeSpan within, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(environment);
        ArgumentNullException.ThrowIfNull(said);
        var known = environment.Deployments.LastOrDefault(deployment => deployment.Is(said.Id));
        if (known is not null && (known.Tag != said.Tag || known.Component != said.Component))
        {
            return Decided.Refuse(
                RefusalKind.NotNow,
                $"{said.Id} is {known.Tag} on {known.Component}; a deployment's id cannot mean another one."
            );
        }

        var seen = known is null ? Seen(environment, said, within, now) : null;
        var id = known?.Id ?? seen?.Id ?? said.Id;
        IEvent started = new DeploymentStarted(id, said.Component, said.Tag, said.By)
        {
            ReportedAs = seen is null ? null : said.Id,
        };
        if (said.Phase == DeploymentPhase.Started)
        {
            return known is null ? Decided.Accept(started) : Decided.Already;
        }

        var succeeded = said.Phase == DeploymentPhase.Finished;
        var ended = new DeploymentEnded(id, said.Component, said.Tag, succeeded, said.Detail);
        return known switch
        {
            // A finish without a start: both were now, and excuse nothing that was before.
            null => Decided.Accept(started, ended),
            { EndedAt: null } => Decided.Accept(ended),
            _ when known.Succeeded == succeeded => Decided.Already,
            _ => Decided.Refuse(
                RefusalKind.NotNow,
                $"{said.Id} {(known.Succeeded == true ? "finished" : "failed")} already."
            ),
        };
    }

    private static Deployment? Seen(
        EnvironmentState environment,
        DeploymentSaid said,
        TimeSpan within,
        DateTimeOffset now
    ) =>
        environment.Deployments.LastOrDefault(known => known.Component == said.Component) is { } newest
        && newest is { By: Deployment.UnknownDeployer, ReportedAs: null }
        && newest.Tag == said.Tag
        && now - newest.StartedAt <= within
            ? newest
            : null;
}
