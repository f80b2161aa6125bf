namespace Mcpx.Dashboard.Components.Shared;

/// <summary>One branch of the decision tree, taken or refused, with the fact that decided.</summary>
/// <param name="Word">"Start", "Taken", "Refused", "Proposal": what happened here, in the margin.</param>
/// <param name="Question">"3. API regression, contract break or SSE failure?"</param>
/// <param name="Fact">What was looked at, and what it said. Never in a tooltip.</param>
/// <param name="Taken">Filled when taken, hollow when refused.</param>
/// <param name="Sub">Questions that only arise under this one.</param>
public sealed record DecisionNode(
    string Word,
    string Question,
    string Fact,
    bool Taken,
    IReadOnlyList<DecisionNode>? Sub = null
);
