using Mcpx.Domain.Incidents;
using Mcpx.Domain.Live;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Releases;

public sealed class BakeSightTests
{
    private readonly Targets _targets = new();
    private List<LiveInstance> _instances =
    [
        new("api-1", Component.Api, "v1.8.2", Some.At(99)),
        new("api-2", Component.Api, "v1.8.2", Some.At(99)),
        new("web-1", Component.Web, "v1.8.2", Some.At(99)),
    ];

    private List<Verdict> _verdicts =
    [
        Healthy("api-1"),
        Healthy("api-2"),
        Healthy("api-1") with
        {
            Trigger = TriggerNames.Latency,
            State = VerdictState.NotEnoughSamples,
        },
    ];

    [Fact]
    public void Of_EveryInstanceRunsItAndAllIsMeasured_IsWell() =>
        Assert.Equal(new(SightKind.Well, "v1.8.2", ""), Look());

    [Fact]
    public void Of_IncidentOpen_IsBroken()
    {
        _targets.Happen(new IncidentBegan("INC-0004"));

        Is(SightKind.Broken, "INC-0004 is open");
    }

    [Fact]
    public void Of_BreachAnywhereInTheEnvironment_IsBroken()
    {
        _verdicts.Add(Healthy("web-1") with { Component = Component.Web, State = VerdictState.Breached });

        Assert.Equal(SightKind.Broken, Look().Kind);
    }

    [Fact]
    public void Of_QuarantinedOrPastThePolicy_IsBroken()
    {
        _targets.Happen(new PromotionBypassed("d1", Component.Api, "v1.8.2", "never deployed to Beta"));
        Is(SightKind.Broken, "v1.8.2 came past the promotion policy and nobody settled it");

        _targets.Happen(new ReleaseQuarantined(Component.Api, "v1.8.2", "INC-0001"));
        Is(SightKind.Broken, "v1.8.2 was rolled back from Api");
    }

    [Theory]
    [InlineData(VerdictState.NoData)]
    [InlineData(VerdictState.ProbeError)]
    [InlineData(VerdictState.Deploying)]
    [InlineData(VerdictState.Pending)]
    public void Of_OneSeriesNotHealthy_IsBlind(VerdictState state)
    {
        _verdicts[1] = _verdicts[1] with { State = state };

        Is(SightKind.Blind, $"error-rate/Api/api-2 is not healthy: {state}");
    }

    [Fact]
    public void Of_OnlyTooLittleTraffic_IsNotWell()
    {
        _verdicts = [_verdicts[2]];

        Is(SightKind.Blind, "nothing of Api is measured");
    }

    [Fact]
    public void Of_InstanceThatDoesNotAnswer_IsBlind()
    {
        _instances[1] = _instances[1] with { Tag = null };
        Is(SightKind.Blind, "api-2 does not say what it runs");

        _instances[1] = new("api-2", Component.Api, "v1.8.2", Some.At(99).AddHours(-1));
        Is(SightKind.Blind, "api-2 does not say what it runs");

        _instances.RemoveAt(1);
        Is(SightKind.Blind, "api-2 does not say what it runs");
    }

    [Fact]
    public void Of_HalfwayThroughARollout_IsBlind()
    {
        _instances[1] = _instances[1] with { Tag = "v1.8.1" };

        Is(SightKind.Blind, "Api runs v1.8.1 and v1.8.2");
    }

    [Fact]
    public void Of_PictureIsOldOrMissing_IsBlind()
    {
        _targets.Second = 111;
        Is(SightKind.Blind, "nothing is judged");
        Assert.Equal(
            SightKind.Blind,
            BakeSight.Of(_targets.State, null, _targets.Options, "Prod", Component.Api, _targets.Now).Kind
        );
    }

    private void Is(SightKind kind, string why) => Assert.Equal(new(kind, null, why), Look());

    private BakeSight Look() =>
        BakeSight.Of(
            _targets.State,
            new LivePicture("Prod", Some.At(100), 1, _verdicts, _instances),
            _targets.Options,
            "Prod",
            Component.Api,
            _targets.Now
        );

    private static Verdict Healthy(string instance) =>
        Some.Verdict(instance: instance, state: VerdictState.Healthy, value: 0) with
        {
            Onset = null,
        };
}
