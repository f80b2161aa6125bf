using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Yaml;
using YamlDotNet.RepresentationModel;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>Reads what happens in a test, and what is expected.</summary>
internal sealed class EventReader(string file, List<string> problems)
{
    public TestDeployment Deployment(YamlNode node)
    {
        var map = new YamlMap(file, node, problems, "at", "took", "component", "tag", "by", "outcome");
        map.Needed("at");
        map.Needed("component");
        var outcome = map.Text("outcome") ?? "succeeded";
        if (outcome is not ("succeeded" or "failed"))
        {
            map.Problem(map["outcome"]!, $"outcome = {outcome}: must be succeeded or failed");
        }

        return new(
            map.Duration("at") ?? default,
            map.Duration("took") ?? TimeSpan.FromMinutes(1),
            map.Name<Component>("component") ?? default,
            map.Needed("tag") ?? "",
            map.Text("by") ?? "pipeline",
            outcome == "succeeded"
        );
    }

    public (TimeSpan At, Change Change) Change(YamlNode node)
    {
        var map = new YamlMap(file, node, problems, "at", "kind", "component", "key", "before", "after", "by");
        map.Needed("at");
        map.Needed("kind");
        var at = map.Duration("at") ?? default;
        var key = map.Needed("key") ?? "";
        return (
            at,
            new(
                $"{ShortDuration.Write(at)}-{key}",
                map.Name<ChangeKind>("kind") ?? default,
                map.Name<Component>("component") ?? Component.Config,
                key,
                map.Text("before"),
                map.Text("after"),
                map.Text("by") ?? "admin",
                TestRun.Start + at
            )
        );
    }

    public Expected Expectation(YamlNode node)
    {
        var map = new YamlMap(file, node, problems, "at", "series", "state", "proposal");
        map.Needed("at");
        if (map["series"] is null && map["proposal"] is null)
        {
            map.Problem(node, "a series with its state, or a proposal, must be expected");
        }

        if (map["series"] is null != map["state"] is null)
        {
            map.Problem(node, "series and state belong together");
        }

        return new(
            Place.Of(file, node),
            map.Duration("at") ?? default,
            map.Text("series"),
            map.Name<VerdictState>("state"),
            map.Name<ProposalWord>("proposal")
        );
    }
}
