namespace Mcpx.Domain.Comms;

/// <summary>One message to the channels.</summary>
/// <param name="Kind">One of <see cref="Silences.MessageKinds"/>.</param>
/// <param name="Text">What it says.</param>
public sealed record TellingLine(string Kind, string Text)
{
    /// <summary>Whether it is one of the moments that everybody reads, and no line for who follows the run.</summary>
    public bool IsBig => Kind != Silences.MessageKinds.Step;

    /// <summary>Whom it calls by <c>@name</c> beside who leads the incident, whatever the hour. Default nobody.</summary>
    public IReadOnlyList<string> Called { get; init; } = [];

    /// <summary>Incident and plan that a person may answer right there; null where there is nothing to answer.</summary>
    public PlanQuestion? Question { get; init; }
}

/// <summary>What a person is asked.</summary>
/// <param name="Incident">The incident.</param>
/// <param name="PlanHash">The plan that they would approve or reject.</param>
public sealed record PlanQuestion(string Incident, string PlanHash);
