using Mcpx.Domain.Triggers;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>One trigger of one environment in the overview.</summary>
/// <param name="Name">Trigger name, "sse-heartbeat".</param>
/// <param name="State">Its verdict; null when the trigger is not watched here.</param>
/// <param name="Reading">Reading with its word, cut to 17 characters: "Breached 48 s", "0 refused".</param>
/// <param name="Sentence">The whole reading with limit, for tooltip and screen reader; empty repeats <paramref name="Reading"/>.</param>
/// <param name="Href">Where its evidence is.</param>
public sealed record TriggerChipModel(string Name, VerdictState? State, string Reading, string Sentence, string Href)
{
    /// <summary>Characters a chip has room for at every width.</summary>
    public const int MostCharacters = 17;

    /// <summary>The reading as drawn: longer ones end in an ellipsis, and the sentence has the rest.</summary>
    public string ShortReading =>
        Reading.Length <= MostCharacters ? Reading : Reading[..(MostCharacters - 1)].TrimEnd() + "…";

    /// <summary>
    /// What is drawn, word for word, so that who speaks it can ask for it, then what only the icon says, then the sentence:
    /// "availability 3 of 3 ready. Healthy. /ready answers on api-1".
    /// </summary>
    public string AccessibleName
    {
        get
        {
            var word = StatePresentation.Of(State).Word;
            string[] parts = Reading.StartsWith(word, StringComparison.Ordinal)
                ? [$"{Name} {ShortReading}", Sentence]
                : [$"{Name} {ShortReading}", word, Sentence];
            return string.Join(". ", parts.Where(part => part.Length > 0));
        }
    }
}
