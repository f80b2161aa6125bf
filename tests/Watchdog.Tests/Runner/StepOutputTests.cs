using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Runner;

namespace Mcpx.Watchdog.Tests.Runner;

public sealed class StepOutputTests : IDisposable
{
    private readonly Rig _rig = new();

    public StepOutputTests()
    {
        _rig.Approved();
        _rig.Incidents.Execute("INC-0001", new IncidentCommand.StartRun(), Actor.Watchdog);
        _rig.Incidents.Execute("INC-0001", new IncidentCommand.StartStep(1), Actor.Watchdog);
    }

    private IReadOnlyList<string> Lines => [.. _rig.Events<StepReported>().SelectMany(report => report.Lines)];

    [Fact]
    public async Task Add_Line_IsTimedRedactedAndWrittenAtTheEnd()
    {
        await using (var output = Output())
        {
            output.Add($"token {TestEnvironment.PortalToken}");
        }

        Assert.Equal(["09:06:00  token [redacted: configured secret]"], Lines);
    }

    [Fact]
    public async Task Add_AHundredThousandLines_AreBoundedAndFewEvents()
    {
        await using (var output = Output())
        {
            output.Start();
            for (var i = 0; i < 100_000; i++)
            {
                output.Add($"line {i}");
            }
        }

        Assert.Equal(2_001, Lines.Count);
        Assert.Equal("… more than 2000 lines; the rest was not kept", Lines[^1]);
        Assert.InRange(_rig.Events<StepReported>().Count, 1, 3);
    }

    [Fact]
    public async Task Add_WhileTheStepRuns_IsWrittenSoon()
    {
        await using var output = Output();
        output.Start();
        output.Add("first");

        await Wait.UntilAsync(_rig.Time, "it is written", () => Lines.Count == 1);
    }

    [Fact]
    public void Of_AllPassed_SaysHowMany() =>
        Assert.Equal(
            "1 of 1 checks passed",
            Assert.IsType<StepResult.Succeeded>(StepResult.Of([new("a", "1", "1", Passed: true)])).Summary
        );

    public void Dispose() => _rig.Dispose();

    private StepOutput Output() => new("INC-0001", 1, _rig.Incidents, _rig.Secrets, _rig.Time);
}
