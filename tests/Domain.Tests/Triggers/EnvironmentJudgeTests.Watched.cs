using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;

namespace Mcpx.Domain.Tests.Triggers;

/// <summary>What is watched in which environment, and that what arrives gets there.</summary>
public sealed class EnvironmentJudgeWatchedTests
{
    private static readonly string[] Origins = ["https://a", "https://b"];

    private EnvironmentOptions _options = WithCors();
    private EnvironmentJudge _judge = new("Prod", WithCors());

    [Theory]
    [InlineData("RTM", "expected.json", true)]
    [InlineData("RTM", null, false)]
    [InlineData("Prod", "expected.json", false)]
    public void Verdicts_ParityReport_IsWatchedInRtmWhereConfigured(string environment, string? file, bool watched)
    {
        _judge = new(
            environment,
            Some.Environment() with
            {
                Probes = new() { Parity = new() { ExpectedFile = file } },
            }
        );
        _judge.Take(new ParityCompared(Some.At(0), Critical: 1, Differences: 1, "x"), Some.At(0));
        _judge.Tick(Some.At(0));

        VerdictState[] expected = watched ? [VerdictState.Breached] : [];
        Assert.Equal(
            expected,
            _judge.Verdicts().Where(verdict => verdict.Part == "/report").Select(verdict => verdict.State)
        );
    }

    [Theory]
    [InlineData("Prod", true, true)]
    [InlineData("Prod", false, false)]
    [InlineData("Alpha", true, false)]
    public void Verdicts_Promotion_IsWatchedWhereThePolicyHoldsAndIsEnforced(
        string environment,
        bool enforced,
        bool watched
    )
    {
        _judge = new(environment, Some.Environment() with { Promotion = new() { Enforced = enforced } });

        Assert.Equal(watched, _judge.Verdicts().Any(verdict => verdict.Part == "/promotion"));
    }

    [Fact]
    public void Take_PromotionBypassed_Breaches()
    {
        var scene = new PortalScene();
        scene.Go(10);
        scene.Happened(new PromotionBypassed("d1", Component.Api, "v2", "v2 was never in Beta"));
        scene.Judge.Tick(scene.Now);

        Assert.Equal(VerdictState.Breached, scene["parity/Api/all/promotion"].State);
    }

    [Fact]
    public void Take_PreflightsRefused_BreachesCors()
    {
        foreach (var second in (int[])[0, 1])
        {
            Ask(second, "api-1", PreflightAnswer.Forbidden);
        }

        _judge.Tick(Some.At(1));

        Assert.Equal(VerdictState.Breached, Cors.State);
    }

    [Theory]
    [InlineData(109, VerdictState.NoData)]
    [InlineData(110, VerdictState.Breached)]
    [InlineData(111, VerdictState.Breached)]
    public void Take_RefusalsCountedDuringADeployment_AreNotHeldAgainstIt(int second, VerdictState expected)
    {
        _judge = new("Prod", WithCors() with { Deploying = new() { Settle = Some.Seconds(10) } });
        Count(90, "api-1", 0);
        var ended = new DeploymentEnded("d", Component.Api, "v2", Succeeded: true, "");
        _judge.Take(new JournalFact(Some.Entry(ended, at: 100)), Some.At(100));
        _judge.Tick(Some.At(100));
        _judge.Tick(Some.At(110));

        foreach (var origin in Origins)
        {
            _judge.Take(new RefusalsCounted(Some.At(second), "api-1", origin, 50), Some.At(112));
        }

        _judge.Tick(Some.At(112));

        Assert.Equal(expected, Cors.State);
    }

    [Theory]
    [InlineData(109, VerdictState.NoData)]
    [InlineData(110, VerdictState.Breached)]
    public void Take_PreflightsInTheTickThatEndsADeployment_CountFromItsEnd(int second, VerdictState expected)
    {
        Deploy();
        // The tick's first answer of an instance is what ends the cover.
        _judge.Take(new HealthProbed(Some.At(110), "api-1", HealthEndpoint.Ready, Fault.None, 200, 900), Some.At(112));
        foreach (var (instance, origin) in Origins.SelectMany(origin => new[] { ("api-1", origin), ("api-2", origin) }))
        {
            _judge.Take(new Preflighted(Some.At(second), instance, origin, PreflightAnswer.Forbidden), Some.At(112));
        }

        _judge.Tick(Some.At(112));

        Assert.Equal(expected, Cors.State);
    }

    [Fact]
    public void Take_PreflightsFirstInTheTickThatEndsADeployment_AreNotSweptOutWithIt()
    {
        Deploy();
        foreach (var (instance, origin) in Origins.SelectMany(origin => new[] { ("api-1", origin), ("api-2", origin) }))
        {
            _judge.Take(new Preflighted(Some.At(111), instance, origin, PreflightAnswer.Forbidden), Some.At(112));
        }

        _judge.Tick(Some.At(112));

        Assert.Equal(VerdictState.Breached, Cors.State);
    }

    [Theory]
    [InlineData(109, VerdictState.NoData)]
    [InlineData(110, VerdictState.Breached)]
    public void Take_WalksInTheTickThatEndsADeployment_CountFromItsEnd(int second, VerdictState expected)
    {
        _options = WithCors() with
        {
            Probes = new() { Workflows = new() { Files = ["/workflows/jobs.yaml"] } },
            Triggers = new() { Business = new() { FailuresInRow = 1 } },
        };
        Deploy();
        _judge.Take(new HealthProbed(Some.At(110), "api-1", HealthEndpoint.Ready, Fault.None, 200, 900), Some.At(112));
        _judge.Take(new WorkflowWalked(Some.At(second), "jobs", "a step of it failed"), Some.At(112));

        _judge.Tick(Some.At(112));

        Assert.Equal(expected, _judge.Verdicts().Single(verdict => verdict.Part == "/jobs").State);
    }

    [Fact]
    public void Take_AllInstancesAskedAtTheirPace_FitIntoTheWindow()
    {
        for (var second = 0; second <= 60; second += 5)
        {
            foreach (var instance in (string[])["api-1", "api-2", "web-1"])
            {
                Count(second, instance, second / 5);
                if (second % 10 == 5)
                {
                    Ask(
                        second,
                        instance,
                        second == 5 && instance == "api-1" ? PreflightAnswer.Allowed : PreflightAnswer.Forbidden
                    );
                }
            }
        }

        _judge.Tick(Some.At(60));

        // The one answer that let both through is the oldest of the window.
        Assert.Equal(VerdictState.Healthy, Cors.State);
        Assert.Contains("36 refusals of https://a", Cors.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_ManyMoreProbesThanThePace_KeepsHalfAsManyAgainAsItBrings()
    {
        for (var second = 1; second <= 59; second++)
        {
            _judge.Take(
                new HealthProbed(Some.At(second), "api-1", HealthEndpoint.Ready, Fault.None, 200, 900),
                Some.At(second)
            );
        }

        _judge.Tick(Some.At(59));

        // Twelve come in a minute, one every five seconds; two are to spare.
        Assert.Equal(20, _judge.Verdicts().Single(verdict => verdict.Series == "availability/Api/api-1/ready").Total);
    }

    /// <summary>A deployment that covers the time from 100 to 110.</summary>
    private void Deploy()
    {
        _judge = new("Prod", _options with { Deploying = new() { Settle = Some.Seconds(10) } });
        var ended = new DeploymentEnded("d", Component.Api, "v2", Succeeded: true, "");
        _judge.Take(new JournalFact(Some.Entry(ended, at: 100)), Some.At(100));
        _judge.Tick(Some.At(100));
        _judge.Tick(Some.At(109.9));
    }

    private Verdict Cors => _judge.Verdicts().Single(verdict => verdict.Trigger == TriggerNames.Cors);

    private static EnvironmentOptions WithCors() =>
        Some.Environment() with
        {
            Probes = new() { Cors = new() { IntendedOrigins = Origins } },
        };

    private void Ask(int second, string instance, PreflightAnswer answer)
    {
        foreach (var origin in Origins)
        {
            _judge.Take(new Preflighted(Some.At(second), instance, origin, answer), Some.At(second));
        }
    }

    private void Count(int second, string instance, long refused)
    {
        foreach (var origin in Origins)
        {
            _judge.Take(new RefusalsCounted(Some.At(second), instance, origin, refused), Some.At(second));
        }
    }
}
