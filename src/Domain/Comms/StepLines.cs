using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Silences;

namespace Mcpx.Domain.Comms;

/// <summary>
/// A line per step, so that people can follow a run when the dashboard's host is down: started, done, failed with its reason.
/// </summary>
internal static class StepLines
{
    /// <summary>Null when the event is none of these, or says nothing that another message does not.</summary>
    public static TellingLine? Of(Voice voice, JournalEntry entry, string channel) =>
        entry.Event switch
        {
            // A dry run walks through all of them in a second.
            StepStarted or StepSucceeded when voice.Incident.Proposal!.Plan.Execution != Execution.On => null,
            StepStarted e => Started(voice, At(voice, e.Number)),
            StepTakenUp e => Line(
                $"The watchdog was restarted: {Of(voice, e.Number).ToLowerInvariant()} is taken up again where it was. {voice.Page}"
            ),
            StepSucceeded e => Done(voice, At(voice, e.Number), e, channel),
            StepFailed e => Failed(voice, At(voice, e.Number), e),
            StepRetried e => Line($"{Of(voice, e.Number)} is tried again, by {Telling.Who(entry.Actor)}."),
            StepSkipped e => Line(
                $"{Of(voice, e.Number)} left out by {Telling.Who(entry.Actor)}: {voice.Reason(e.Reason)}."
            ),
            StepDoneByHand e => Line(
                $"{Of(voice, e.Number)} done by hand by {Telling.Who(entry.Actor)}: {voice.Reason(e.How)}."
            ),
            CancelAsked e => Line(
                $"{Of(voice, e.Number)} is to be cancelled, says {Telling.Who(entry.Actor)}: {voice.Reason(e.Reason)}."
            ),
            AttestationAsked e => Line(
                $"{Of(voice, e.Number)} waits until {Words.Time(e.Until)} for a person to look at the pages: {voice.Page}"
            ),
            AttestationGiven e => Line(
                $"{Telling.Who(entry.Actor)} looked at the pages: they are {(e.Well ? "right" : "not right")}."
            ),
            _ => null,
        };

    private static TellingLine? Started(Voice voice, StepState step) =>
        // The messages of start and success say it, and come at the same moment.
        step is { Step.Kind: StepKind.Freeze or StepKind.Announce, Attempt: 1 }
            ? null
        : step.ByHand is { } hand
            ? Line($"{Of(voice, step.Step.Number)} is looked at, as {hand.By.Name} did it by hand.")
        : Line(
            $"{Of(voice, step.Step.Number)} started: {voice.Title(step.Step)}"
                + (step.Attempt > 1 ? FormattableString.Invariant($", attempt {step.Attempt}.") : ".")
        );

    private static TellingLine? Done(Voice voice, StepState step, StepSucceeded e, string channel)
    {
        var incident = voice.Incident;
        switch (step.Step.Kind)
        {
            case StepKind.Freeze when !Telling.WasTold(incident, MessageKinds.Start, channel):
                return new(MessageKinds.Start, RunMessages.Start(incident, voice.Roster));
            case StepKind.Freeze:
                return Line(
                    $"{Of(voice, e.Number)} done: deploys to {voice.Where} are refused until {voice.Incident.Id} is over."
                );
            case StepKind.Announce:
                var kind = RunMessages.OutcomeKind(incident);
                return Telling.WasTold(incident, kind, channel) ? null : new(kind, RunMessages.Outcome(incident));
            default:
                var took = step is { BegunAt: { } from, EndedAt: { } to } ? $" after {Words.Duration(to - from)}" : "";
                return Line(
                    voice.IsRestrained
                        ? $"{Of(voice, e.Number)} done{took}."
                        : $"{Of(voice, e.Number)} done{took}: {voice.Reason(e.Summary)}."
                );
        }
    }

    private static TellingLine Failed(Voice voice, StepState step, StepFailed e)
    {
        var incident = voice.Incident;
        var plan = incident.Proposal!.Plan;
        var isPart = RestoredParts.IsPart(incident);
        var how = e.Unknown
            ? $"nobody can say whether step {Place(voice, e.Number)} acted"
            : $"step {Place(voice, e.Number)} failed";
        return new(
            isPart ? MessageKinds.Partial : MessageKinds.Failure,
            $"{RunMessages.Capital(RunMessages.Word(plan))} stopped in {voice.Where}: {how}, {voice.Title(step.Step)}. "
                + $"{RunMessages.Capital(voice.Reason(e.Reason))}. "
                + (isPart ? $"{RestoredParts.Sentence(incident, voice.IsRestrained)} " : "")
                + $"Nothing further is done until a person decides. {voice.Leaders} {voice.Page}"
        );
    }

    private static StepState At(Voice voice, int number) => voice.Incident.Steps[number - 1];

    private static string Of(Voice voice, int number) => $"Step {Place(voice, number)}";

    private static string Place(Voice voice, int number) =>
        FormattableString.Invariant($"{number} of {voice.Incident.Steps.Count}");

    private static TellingLine Line(string text) => new(MessageKinds.Step, text);
}
