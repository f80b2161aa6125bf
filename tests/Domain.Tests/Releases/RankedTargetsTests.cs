using CsCheck;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Releases;

public sealed class RankedTargetsTests
{
    [Fact]
    public void Of_Others_AreRankedByFitnessThenByHowTheyFaredHere()
    {
        var targets = new Targets();
        foreach (var tag in (string[])["v1.5.0", "v1.6.0", "v1.7.0", "v1.7.1"])
        {
            targets.Register(Some.Release(tag));
        }

        Baked(targets, "v1.5.0").Deploy(Component.Api, "v1.5.0", 30);
        Baked(targets, "v1.6.0").Deploy(Component.Api, "v1.6.0", 40);
        Baked(targets, "v1.7.0").Deploy(Component.Api, "v1.7.0", 60);
        targets.Happen(Streams.Incident("INC-0003"), new IncidentOpened("INC-0003", "Prod", Some.Verdict()), at: 65);
        Baked(targets, "v1.7.1").Deploy(Component.Api, "v1.8.2", 80);
        targets.Happen(new ReleaseQuarantined(Component.Api, "v1.5.0", "INC-0001"));

        var ranked = RankedTargets.Of(targets.Facts, Component.Api);

        Assert.Equal(["v1.6.0", "v1.7.1", "v1.7.0", "v1.8.0", "v1.5.0"], ranked.Select(one => one.Tag));
        Assert.Equal([true, true, true, false, false], ranked.Select(one => one.Ready));
        Assert.StartsWith(
            "ran here from 1 Nov 09:00 UTC to 1 Nov 09:01 UTC without incident; artifact present",
            ranked[0].Reason,
            StringComparison.Ordinal
        );
        Assert.StartsWith("never ran here, as far as is known; ", ranked[1].Reason, StringComparison.Ordinal);
        Assert.Contains("with INC-0003", ranked[2].Reason, StringComparison.Ordinal);
        Assert.Contains("bake of 24 h not lived through", ranked[3].Reason, StringComparison.Ordinal);
        Assert.Contains("rolled back from here", ranked[4].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_ReleaseWithoutTheComponent_IsNoTarget()
    {
        var web = Some.Release("v1.7.0") with
        {
            Artifacts = new Dictionary<Component, Artifact> { [Component.Web] = new("web", "ab") },
        };

        Assert.DoesNotContain(
            RankedTargets.Of(new Targets().Register(web).Facts, Component.Api),
            target => target.Tag == "v1.7.0"
        );
    }

    /// <summary>Advice is written down when its words change, so that they must not change with the clock.</summary>
    [Fact]
    public void Of_LaterAndInAnotherOrder_ReadsTheSame() =>
        Gen.Shuffle((string[])["v1.5.0", "v1.6.0", "v1.7.0"])
            .Sample(tags =>
            {
                var targets = new Targets();
                foreach (var tag in tags)
                {
                    targets.Register(Some.Release(tag));
                }

                var before = RankedTargets
                    .Of(targets.Facts, Component.Api)
                    .Select(one => (one.Tag, one.Reason))
                    .ToList();
                targets.Second += 86_400;

                Assert.Equal(["v1.5.0", "v1.6.0", "v1.7.0", "v1.8.0"], before.Select(one => one.Tag));
                Assert.Equal(
                    before,
                    RankedTargets.Of(targets.Facts, Component.Api).Select(one => (one.Tag, one.Reason))
                );
            });

    [Fact]
    public void Of_Many_NamesTen()
    {
        var targets = new Targets();
        for (var i = 0; i < 30; i++)
        {
            targets.Register(Some.Release($"v0.{i}"));
        }

        Assert.Equal(RankedTargets.Most, RankedTargets.Of(targets.Facts, Component.Api).Count);
    }

    private static Targets Baked(Targets targets, string tag) =>
        targets.Happen(new BakeMarked(Component.Api, tag, Some.At(0), Some.Seconds(1), BakeProgress.Done));
}
