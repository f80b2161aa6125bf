using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Schema;

namespace Mcpx.LintMigrations.Rules.Model;

/// <summary>References that were whole before the migrations and are not afterwards, by SQL Server's own model.</summary>
internal static class UnresolvedReferences
{
    /// <param name="known">What was unresolved before.</param>
    /// <param name="found">What is unresolved afterwards.</param>
    /// <param name="before">The running schema.</param>
    /// <param name="after">What it becomes.</param>
    /// <param name="last">Where it is said when no procedure is named: the last migration.</param>
    /// <param name="counts">Whether a procedure counts.</param>
    public static IEnumerable<Finding> Of(
        IReadOnlyList<string> known,
        IReadOnlyList<string> found,
        SchemaPicture before,
        SchemaPicture after,
        Spot last,
        Func<string, bool> counts
    )
    {
        foreach (var message in found.Except(known, StringComparer.Ordinal))
        {
            var procedure = after.Procedures.Values.FirstOrDefault(candidate =>
                message.StartsWith(
                    $"Procedure: {SchemaModel.Quoted(candidate.Name)} ",
                    StringComparison.OrdinalIgnoreCase
                )
            );
            var at = Cause(after, message) ?? procedure?.At ?? last;
            if (procedure is null)
            {
                yield return new(ModelRules.Unresolved, Severity.Error, at, "", message);
            }
            else if (!before.Procedures.ContainsKey(procedure.Name))
            {
                // A new one may refer to what the base does not tell of.
                yield return new(ModelRules.Unresolved, Severity.Warning, procedure.At, procedure.Name, message);
            }
            else if (counts(procedure.Name))
            {
                yield return new(ModelRules.Unresolved, Severity.Error, at, procedure.Name, message);
            }
        }
    }

    /// <summary>Where what is missing was dropped.</summary>
    private static Spot? Cause(SchemaPicture after, string message)
    {
        var missing = message[Math.Max(0, message.IndexOf(" reference to ", StringComparison.Ordinal))..];
        foreach (var (name, at) in after.Dropped)
        {
            if (missing.Contains($" {SchemaModel.Quoted(name)}", StringComparison.OrdinalIgnoreCase))
            {
                return at;
            }
        }

        return null;
    }
}
