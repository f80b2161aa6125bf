using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>An incident told by commands, one second apart; a command that is refused fails the test.</summary>
internal sealed class Story
{
    private readonly Func<int, Plan> _plan;
    private double _second;

    public Story(
        Execution execution = Execution.On,
        int required = 1,
        string? causedBy = "gh-actions",
        Func<Plan, Plan>? change = null
    )
        : this(version => (change ?? (plan => plan))(Some.Plan(execution, required, version)), causedBy) { }

    /// <summary>With plans of its own, by their number.</summary>
    public Story(Func<int, Plan> plan, string? causedBy = "gh-actions") => (_plan, CausedBy) = (plan, causedBy);

    /// <summary>The first plan.</summary>
    public Plan Plan => _plan(1);

    public string? CausedBy { get; }

    /// <summary>The hash of the standing proposal, or of the first plan before there is one.</summary>
    public string Hash => State?.Proposal?.PlanHash ?? PlanHash.Of(Plan);

    public Incident? State { get; private set; }

    public EnvironmentState Environment { get; private set; } = Some.State();

    public List<JournalEntry> Entries { get; } = [];

    public DateTimeOffset Now => Some.At(_second);

    /// <summary>The plan whose turn it is, as a proposal.</summary>
    public IncidentCommand.Propose Proposal =>
        new(_plan((State?.Plans ?? 0) + 1), "Since the deploy: errors", [], CausedBy);

    public static Story Opened() => new Story().Then(new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()));

    public Story Open() => Then(new IncidentCommand.Open("INC-0001", "Prod", Some.Verdict()));

    public Story Proposed() => Open().Then(Proposal);

    public Story Approved() => Proposed().Then(new IncidentCommand.Approve(Hash), Some.Ic);

    public Story Running() => Approved().Then(new IncidentCommand.StartRun());

    public Story Step(int number) =>
        Then(new IncidentCommand.StartStep(number)).Then(new IncidentCommand.Succeed(number, "done", []));

    public Story AllSteps() => Running().RunSteps();

    /// <summary>Every step of the plan that is running.</summary>
    public Story RunSteps() => State!.Steps.Aggregate(this, (story, step) => story.Step(step.Step.Number));

    public Story Stabilising() => AllSteps().Then(new IncidentCommand.FinishRun());

    public Story Failed(bool unknown = false) =>
        Running().Then(new IncidentCommand.StartStep(1)).Then(new IncidentCommand.Fail(1, "it did not", [], unknown));

    public Story Wait(double seconds)
    {
        _second += seconds;
        return this;
    }

    public Story Then(IncidentCommand command, Actor? by = null)
    {
        var decided = Try(command, by);
        Assert.Null(decided.Refusal);
        return this;
    }

    /// <summary>Decides, and takes what was decided.</summary>
    public Decided Try(IncidentCommand command, Actor? by = null)
    {
        _second++;
        var decided = IncidentDecision.Decide(State, command, by ?? Actor.Watchdog, Now);
        foreach (var happened in decided.Events)
        {
            Take(happened, by ?? Actor.Watchdog);
        }

        return decided;
    }

    /// <summary>What happened to the environment beside the incident.</summary>
    public Story Happened(IEvent happened, Actor by)
    {
        var version = Environment.Version + 1;
        Environment = Environment.Evolve(new(version, "environment/Prod", version, Now, by, happened));
        return this;
    }

    /// <summary>What is written down beside commands.</summary>
    public Story Happened(IEvent happened) => Noted(happened, Actor.Watchdog);

    /// <summary>What a person writes down beside commands.</summary>
    public Story Noted(IEvent happened, Actor by)
    {
        _second++;
        Take(happened, by);
        return this;
    }

    private void Take(IEvent happened, Actor by)
    {
        foreach (var effect in EnvironmentEffects.Of(Environment, State, happened))
        {
            var version = Environment.Version + 1;
            Environment = Environment.Evolve(new(version, "environment/Prod", version, Now, by, effect));
        }

        var entry = new JournalEntry(Entries.Count + 1, "incident/INC-0001", Entries.Count + 1, Now, by, happened);
        Entries.Add(entry);
        State = IncidentFold.Evolve(State, entry);
    }
}
