using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Tests.Incidents;

namespace Mcpx.Domain.Tests.Rca;

/// <summary>What a report is written from: a story, and what else is known of its environment.</summary>
internal static class RcaScene
{
    public static RcaFacts Facts(Story story, params Deployment[] deployments) =>
        new(
            story.State!,
            story.Entries,
            story.Environment with
            {
                Deployments = [.. deployments],
            },
            new Dictionary<string, Release>(),
            new Dictionary<string, IReadOnlyList<RcaPoint>>(),
            new(),
            ChainHolds: null
        );

    public static Deployment Deployed(double at, string tag = "v1.8.2") =>
        new($"{tag}-{at}", Component.Api, tag, "eve", Some.At(at), Some.At(at + 5), Succeeded: true);

    /// <summary>The report's only reading, from these points.</summary>
    public static RcaReading Reading(Story story, Deployment[] deployments, params RcaPoint[] points) =>
        Assert.Single(
            RcaBuilder
                .Build(
                    Facts(story, deployments) with
                    {
                        Readings = new Dictionary<string, IReadOnlyList<RcaPoint>>
                        {
                            ["error-rate/Api/api-1"] = points,
                        },
                    }
                )
                .Readings
        );
}
