using Mcpx.Db;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>The journal as another process reads and writes it.</summary>
internal sealed class JournalWindow
{
    private readonly Store _store;
    private readonly JournalTail _tail;
    private readonly IncidentLog _incidents;
    private readonly EnvironmentLog _environments;
    private readonly string _environment;

    public JournalWindow(string data, string environment)
    {
        _store = new(data);
        _tail = new(_store.Journal);
        _incidents = new(_store.Journal, _tail, TimeProvider.System);
        _environments = new(_store.Journal, _tail, TimeProvider.System);
        _environment = environment;
    }

    /// <summary>Null while there is no store.</summary>
    public Incident? Incident =>
        Migrations.Obstacle(_store.Directory) is null ? _tail.CatchUp().Incidents.Values.LastOrDefault() : null;

    public JournalState State => _tail.CatchUp();

    public string KeyOf(StepKind kind) => Incident!.Steps.First(step => step.Step.Kind == kind).Step.Key;

    public IReadOnlyList<object> Events() => [.. _store.Journal.ReadAfter(0, 10_000).Select(entry => entry.Event)];

    public IReadOnlyList<T> Events<T>() => [.. Events().OfType<T>()];

    /// <summary>What is wrong with the chain; null when it holds.</summary>
    public string? Verify() => _store.Journal.Verify();

    /// <summary>Reports a deployment, as a pipeline does through the dashboard.</summary>
    public void Report(IEvent happened) =>
        _environments.Append(_environment, new("pipeline", Role.Deployer), _ => [happened]);

    public void Approve(Actor? by = null) => Execute(new IncidentCommand.Approve(Incident!.Proposal!.PlanHash), by);

    public void Execute(IncidentCommand command, Actor? by = null) =>
        Assert.Null(_incidents.Execute(Incident!.Id, command, by ?? Some.Ic).Refusal);

    /// <summary>Says that the pages are right, with a screenshot.</summary>
    public void Attest(string words, byte[] picture) =>
        Assert.Null(
            new AttestationLog(_store, _incidents).Give(Incident!.Id, well: true, words, picture, Some.Ic).Refusal
        );

    /// <summary>The newest evidence pack.</summary>
    public Stream Evidence() => _store.Evidence.OpenNewest(Incident!.Id)!;

    /// <summary>Asks to go forward again.</summary>
    public void Undo(string reason) => Assert.Null(_incidents.Undo(Incident!.Id, reason, Some.Ic).Refusal);

    /// <summary>Waits for the proposal of a plan, and approves it.</summary>
    public async Task ApproveAsync(PlanKind kind)
    {
        await Wait.UntilAsync(
            $"{kind} is proposed",
            () => Incident is { Status: IncidentStatus.Proposed, Proposal: { } proposal } && proposal.Plan.Kind == kind,
            Stage.Patience
        );
        Approve();
    }

    public Task UntilAsync(IncidentStatus status) =>
        Wait.UntilAsync(
            $"the incident is {status}",
            () =>
            {
                var incident = Incident;
                Assert.True(
                    incident?.Status == status
                        || incident?.Status is not (IncidentStatus.Failed or IncidentStatus.Aborted),
                    $"{incident?.Status}: {incident?.NextStep?.Summary}"
                );
                return incident?.Status == status;
            },
            Stage.Patience
        );

    /// <summary>Every step of the newest plan was begun once and ended well.</summary>
    public void AssertEachStepOnce()
    {
        var steps = Incident!.Steps.Select(step => step.Step.Number).ToList();
        var all = Events();
        var events = all.Skip(all.ToList().FindLastIndex(happened => happened is RollbackProposed)).ToList();
        Assert.Empty(events.OfType<StepFailed>());
        Assert.All(steps, step => Assert.Single(events.OfType<StepStarted>(), started => started.Number == step));
        Assert.All(steps, step => Assert.Single(events.OfType<StepSucceeded>(), ended => ended.Number == step));
        Assert.Null(Verify());
    }
}
