using Mcpx.LintMigrations.Findings;

namespace Mcpx.LintMigrations.Calls;

/// <summary>A procedure that the last known good release calls.</summary>
/// <param name="Name">Schema and name.</param>
/// <param name="Parameters">The parameters it hands over, with <c>@</c>; null when not told: then every one counts.</param>
/// <param name="Columns">The columns it reads; null when not told: then every one counts.</param>
/// <param name="At">Where that is written; null when it follows from the base.</param>
internal sealed record CalledProcedure(
    string Name,
    IReadOnlyList<string>? Parameters,
    IReadOnlyList<string>? Columns,
    Spot? At
);
