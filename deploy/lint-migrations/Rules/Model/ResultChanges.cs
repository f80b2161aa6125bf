using Mcpx.LintMigrations.Calls;
using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Schema;

namespace Mcpx.LintMigrations.Rules.Model;

/// <summary>What changes in the columns that come back from a call.</summary>
internal static class ResultChanges
{
    public static IEnumerable<Finding> Of(CalledProcedure call, ProcedureShape? was, ProcedureShape becomes)
    {
        var read = call.Columns ?? was?.Result.Columns?.Where(column => column.Length > 0).ToList();
        if (read is null or [] || was == becomes)
        {
            yield break;
        }

        if (becomes.Result.Columns is not { } columns)
        {
            yield return Finding(
                Severity.Warning,
                $"What {becomes.Name} returns cannot be read from its text: {becomes.Result.Unknown}."
            );
            yield break;
        }

        var missing = read.Except(columns, StringComparer.OrdinalIgnoreCase).ToList();
        if (missing.Count > 0)
        {
            yield return Finding(
                Severity.Error,
                $"{becomes.Name} no longer returns {string.Join(", ", missing)}{Instead(columns)}."
            );
        }
        else if (call.Columns is null && was?.Result.Columns is { } before && !InOrder(before, columns))
        {
            yield return Finding(Severity.Warning, $"{becomes.Name} returns its columns in another order.");
        }

        Finding Finding(Severity severity, string message) =>
            new(ModelRules.ResultChanged, severity, becomes.At, becomes.Name, message);
    }

    private static string Instead(IReadOnlyList<string> columns) =>
        columns.Count == 0 ? ", nor anything else" : $" (it returns {string.Join(", ", columns)})";

    /// <summary>Whether new columns stand behind those that were there.</summary>
    private static bool InOrder(IReadOnlyList<string> before, IReadOnlyList<string> columns) =>
        columns.Take(before.Count).SequenceEqual(before, StringComparer.OrdinalIgnoreCase);
}
