using Mcpx.Db;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Runner;
using Mcpx.Watchdog.Runner.Smoke;

namespace Mcpx.Watchdog.Tests.Runner;

/// <summary>Without a browser component validation waits for a person's eyes, and takes silence for no answer.</summary>
public sealed class AttestationCheckTests : IDisposable
{
    private static readonly byte[] Png = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];

    private readonly Rig _rig = new(Asking(TimeSpan.FromMinutes(10)));
    private readonly CancellationTokenSource _stop = new();
    private StepContext? _context;

    public void Dispose()
    {
        _stop.Dispose();
        _rig.Dispose();
    }

    [Fact]
    public async Task Run_APersonSaysWell_PassesWithTheirNameAndPicture()
    {
        var looks = RunAsync();
        await AskedAsync();
        Assert.Null(Give(well: true, "all render, badge Prod", Png).Refusal);

        var check = Assert.Single(await EndAsync(looks));

        Assert.True(check.Passed);
        Assert.StartsWith(
            "ada, Incident Commander: all render, badge Prod, screenshot sha256 ",
            check.Measured,
            StringComparison.Ordinal
        );
        var picture = Assert.Single(_rig.Store.Pictures.Of(_rig.Incident.Id));
        Assert.Equal(Png, picture.Content);
        Assert.EndsWith(PlanHash.Short(picture.Sha256), check.Measured, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_APersonSaysWrong_Blocks()
    {
        var looks = RunAsync();
        await AskedAsync();
        Assert.Null(Give(well: false, "the badge reads Alpha", []).Refusal);

        var check = Assert.Single(await EndAsync(looks));

        Assert.Equal(
            (false, "ada, Incident Commander: the badge reads Alpha, no screenshot"),
            (check.Passed, check.Measured)
        );
    }

    [Fact]
    public async Task Run_NobodyAnswers_BlocksAfterTheTime()
    {
        var looks = RunAsync();
        await AskedAsync();

        var check = Assert.Single(await EndAsync(looks));

        Assert.Equal((false, "nobody looked within 10 min"), (check.Passed, check.Measured));
        Assert.Equal(_rig.Events<AttestationAsked>()[0].Until, _rig.Time.GetUtcNow(), TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task Run_TheRunIsToBeAborted_WaitsNoLonger()
    {
        var looks = RunAsync();
        await AskedAsync();
        _rig.Incidents.Execute(_rig.Incident.Id, new IncidentCommand.Abort("enough"), Some.Ic);

        var check = Assert.Single(await EndAsync(looks));

        Assert.Equal((false, "nobody looked before ada aborted the run"), (check.Passed, check.Measured));
    }

    [Fact]
    public async Task Run_AfterARestart_AsksNoSecondTime()
    {
        var first = RunAsync();
        await AskedAsync();
        var asked = _rig.Incident.NextStep!.Attestation!;
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await _stop.CancelAsync();
            await first;
        });
        Give(well: true, "all render", Png);

        using var again = new CancellationTokenSource();
        var check = Assert.Single(await EndAsync(RunAsync(again.Token)));

        Assert.True(check.Passed);
        Assert.Single(_rig.Events<AttestationAsked>());
        Assert.Equal(asked.Until, _rig.Incident.NextStep!.Attestation!.Until);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(0)]
    public async Task Run_NobodyIsToLook_AsksNobody(int? minutes)
    {
        using var rig = new Rig(Asking(minutes is { } some ? TimeSpan.FromMinutes(some) : null));

        Assert.Empty(await Check(rig).RunAsync(Validating(rig), CancellationToken.None));
        Assert.Empty(rig.Events<AttestationAsked>());
    }

    [Fact]
    public void Give_WhatIsNoPicture_IsRefusedAndNothingIsKept()
    {
        Validating(_rig);

        Assert.Equal(RefusalKind.Invalid, Give(well: true, "all render", [1, 2, 3]).Refusal!.Kind);
        Assert.Equal(RefusalKind.NotNow, Give(well: true, "nobody asked", Png).Refusal!.Kind);
        Assert.Empty(_rig.Store.Pictures.Of(_rig.Incident.Id));
    }

    private static EnvironmentOptions Asking(TimeSpan? within)
    {
        var environment = Some.Environment(
            instances:
            [
                Some.Api(new("http://127.0.0.1:9")),
                new()
                {
                    Name = "web-1",
                    Component = Component.Web,
                    Address = "http://127.0.0.1:9",
                },
            ]
        );
        return environment with { Validation = environment.Validation with { AttestWithin = within } };
    }

    private static AttestationCheck Check(Rig rig) => new(rig.Incidents, rig.Tail, rig.Time);

    /// <summary>A run whose validation has begun.</summary>
    private static StepContext Validating(Rig rig)
    {
        var incident = rig.Approved();
        Do(new IncidentCommand.StartRun());
        while (rig.Incident.NextStep is { } step)
        {
            Do(new IncidentCommand.StartStep(step.Step.Number));
            if (step.Step.Kind == StepKind.Validate)
            {
                break;
            }

            Do(new IncidentCommand.Succeed(step.Step.Number, "done", []));
        }

        var plan = rig.Incident.Proposal!.Plan;
        return new(rig.Incident, plan, rig.Incident.NextStep!.Step, rig.Environment, 1, Resumed: false, _ => { });

        void Do(IncidentCommand command) =>
            Assert.Null(rig.Incidents.Execute(incident.Id, command, Actor.Watchdog).Refusal);
    }

    private Task<IReadOnlyList<Check>> RunAsync(CancellationToken? cancellation = null) =>
        Check(_rig).RunAsync(_context ??= Validating(_rig), cancellation ?? _stop.Token);

    private Task AskedAsync() =>
        Wait.UntilAsync(_rig.Time, "asked", () => _rig.Incident.NextStep?.Attestation is not null);

    private Task<IReadOnlyList<Check>> EndAsync(Task<IReadOnlyList<Check>> looks) =>
        Wait.RunAsync(_rig.Time, looks, TimeSpan.FromSeconds(5));

    private CommandOutcome Give(bool well, string words, byte[] content) =>
        new AttestationLog(_rig.Store, _rig.Incidents).Give(_rig.Incident.Id, well, words, content, Some.Ic);
}
