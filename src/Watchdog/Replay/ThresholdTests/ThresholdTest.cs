using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Signals;
using Mcpx.Domain.Triggers;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Replay.ThresholdTests;

/// <summary>A file of tests, read and found right.</summary>
/// <param name="Environment">The environment's name.</param>
/// <param name="Releases">Releases known beside those that the tests name.</param>
/// <param name="Tests">The tests, in their order.</param>
internal sealed record ThresholdTestFile(
    string Environment,
    IReadOnlyDictionary<string, Release> Releases,
    IReadOnlyList<ThresholdTest> Tests
)
{
    /// <summary>All expectations.</summary>
    public int Expectations => Tests.Sum(test => test.Expected.Count);
}

/// <summary>One test.</summary>
/// <param name="Name">What it is about.</param>
/// <param name="Interval">From one sample to the next.</param>
/// <param name="Options">The environment as this test has it.</param>
/// <param name="Series">What is measured.</param>
/// <param name="Deployments">What is deployed meanwhile.</param>
/// <param name="Changes">What else is changed meanwhile, by the time since the test's begin.</param>
/// <param name="Expected">What must be seen, in the order of time.</param>
internal sealed record ThresholdTest(
    string Name,
    TimeSpan Interval,
    EnvironmentOptions Options,
    IReadOnlyList<TestSeries> Series,
    IReadOnlyList<TestDeployment> Deployments,
    IReadOnlyList<(TimeSpan At, Change Change)> Changes,
    IReadOnlyList<Expected> Expected
);

/// <summary>One series.</summary>
/// <param name="Name">As it stands in the file, for example <c>ready api-2</c>.</param>
/// <param name="Feed">What it measures.</param>
/// <param name="Runs">Its samples.</param>
internal sealed record TestSeries(string Name, Feed Feed, IReadOnlyList<SampleRun> Runs);

/// <summary>One deployment.</summary>
internal sealed record TestDeployment(
    TimeSpan At,
    TimeSpan Took,
    Component Component,
    string Tag,
    string By,
    bool Succeeded
);

/// <summary>What must be seen at one time.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="At">Since the test's begin.</param>
/// <param name="Series">The series meant; null where only the proposal counts.</param>
/// <param name="State">Its word.</param>
/// <param name="Proposal">What is proposed; null where only the series counts.</param>
internal sealed record Expected(Place Place, TimeSpan At, string? Series, VerdictState? State, ProposalWord? Proposal);

/// <summary>What people are asked for.</summary>
internal enum ProposalWord
{
    /// <summary>For nothing: no incident is open, or its facts are still gathered.</summary>
    None,

    /// <summary>To look.</summary>
    Investigate,

    /// <summary>To approve a revert, rollback or hotfix.</summary>
    Rollback,
}

/// <summary>An expectation that does not hold.</summary>
/// <param name="Place">Where it stands.</param>
/// <param name="Test">In which test.</param>
/// <param name="Text">What was seen instead.</param>
internal sealed record Unmet(Place Place, string Test, string Text)
{
    public override string ToString() => $"{Place}: {Test}: {Text}";
}
