using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

public sealed class PublicHostTests
{
    [Fact]
    public void Tick_PublicNameFails_BreachesByItselfWhileTheInstancesAreWell()
    {
        var judge = new EnvironmentJudge(
            "Prod",
            Some.Environment() with
            {
                PublicAddress = "https://admin.example.com",
            }
        );

        for (var second = 0; second <= 400; second += 5)
        {
            judge.Take(Probe(second, "api-1", Fault.None), Some.At(second));
            judge.Take(Probe(second, PublicHost.Name, Fault.Refused), Some.At(second));
            judge.Tick(Some.At(second));
        }

        var health = judge.Verdicts().Where(verdict => verdict.Trigger == TriggerNames.Availability).ToList();
        Assert.Equal(VerdictState.Breached, health.Single(verdict => verdict.Instance == PublicHost.Name).State);
        Assert.Equal(
            VerdictState.Healthy,
            health.Single(verdict => verdict is { Instance: "api-1", Part: "/healthz" }).State
        );
    }

    [Fact]
    public void Tick_NoPublicAddress_KnowsNoSuchSeries()
    {
        var judge = new EnvironmentJudge("Prod", Some.Environment());

        judge.Take(Probe(0, PublicHost.Name, Fault.Refused), Some.At(0));
        judge.Tick(Some.At(0));

        Assert.DoesNotContain(judge.Verdicts(), verdict => verdict.Instance == PublicHost.Name);
    }

    private static HealthProbed Probe(int second, string instance, Fault fault) =>
        new(Some.At(second), instance, HealthEndpoint.Healthz, fault, fault == Fault.None ? 200 : 0, 1_000);
}
