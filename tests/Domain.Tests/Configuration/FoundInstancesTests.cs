using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Configuration;

/// <summary>What is watched after the sources were asked: a failed answer never takes an instance away.</summary>
public sealed class FoundInstancesTests
{
    private static readonly SourceOptions Pods = new()
    {
        Kubernetes = new() { Namespace = "portal", Service = "api" },
    };
    private static readonly SourceOptions Names = new()
    {
        Dns = new() { Name = "api.internal", Port = 8080 },
        Least = 2,
    };
    private static readonly InstanceOptions Configured = new() { Name = "web-1", Component = Component.Web };

    [Fact]
    public void Of_GoodAnswers_WatchesWhatIsConfiguredAndThenWhatWasFoundByName()
    {
        var found = FoundInstances.Of(
            [Configured, Of(Pods, "gone")],
            [new(Pods, [Of(Pods, "b"), Of(Pods, "a")], Problem: null)]
        );

        Assert.Equal(["web-1", "a", "b"], found.Instances.Select(instance => instance.Name));
        Assert.Empty(found.Doubts);
        Assert.Empty(found.Missing);
    }

    [Fact]
    public void Of_FailedAnswer_KeepsTheKnownOnesOfThatSourceOnly()
    {
        var found = FoundInstances.Of(
            [Of(Pods, "a"), Of(Names, "n1"), Of(Names, "n2")],
            [new(Pods, Instances: null, "no answer"), new(Names, [Of(Names, "n2"), Of(Names, "n3")], Problem: null)]
        );

        Assert.Equal(["a", "n2", "n3"], found.Instances.Select(instance => instance.Name));
        Assert.Equal(
            "Api by Kubernetes portal/api could not be asked: no answer. The 1 known stay watched.",
            Assert.Single(found.Doubts)
        );
        Assert.Empty(found.Missing);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Of_FewerThanExpected_KeepsTheKnownOnesAndSaysSo(int named)
    {
        var answer = Enumerable.Range(0, named).Select(i => Of(Names, $"new-{i}")).ToList();

        var found = FoundInstances.Of([Of(Names, "n1"), Of(Names, "n2")], [new(Names, answer, Problem: null)]);

        Assert.Equal(["n1", "n2"], found.Instances.Select(instance => instance.Name));
        Assert.Contains(
            $"names {named}, and at least 2 are expected",
            Assert.Single(found.Doubts),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Of_FailedAnswerOfASourceNeverHeardOf_IsMissing()
    {
        var answer = new SourceAnswer(Pods, Instances: null, "no answer");

        var found = FoundInstances.Of([Configured], [answer]);

        Assert.Equal(answer, Assert.Single(found.Missing));
        Assert.EndsWith("None is known from before.", Assert.Single(found.Doubts), StringComparison.Ordinal);
    }

    [Fact]
    public void Knowing_EarlierConfiguration_TakesItsFoundInstancesOver()
    {
        var before = Options([Of(Pods, "a"), new() { Name = "once-configured" }]);

        var known = Options([Configured]).Knowing(before);

        Assert.Equal(["web-1", "a"], known.Environments["Prod"].Instances.Select(instance => instance.Name));
        Assert.Equal(
            ["web-1"],
            Options([Configured]).Knowing(before: null).Environments["Prod"].Instances.Select(one => one.Name)
        );
    }

    private static InstanceOptions Of(SourceOptions source, string name) =>
        new()
        {
            Name = name,
            Component = source.Component,
            Address = $"http://{name}",
            Source = source.Label,
        };

    private static WatchdogOptions Options(IReadOnlyList<InstanceOptions> instances) =>
        new()
        {
            Environments = new Dictionary<string, EnvironmentOptions> { ["Prod"] = new() { Instances = instances } },
        };
}
