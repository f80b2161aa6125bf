using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>A rule that needs nothing but the file: it looks at what stands there, not at what the schema is.</summary>
/// <param name="info">What it is called.</param>
internal abstract class TextRule(RuleInfo info)
{
    public RuleInfo Info { get; } = info;

    /// <summary>Everything in the file that breaks it.</summary>
    public abstract IEnumerable<Finding> Check(SqlFile file);

    /// <summary>A finding where this fragment begins.</summary>
    protected Finding Found(SqlFile file, TSqlFragment at, string name, string message, Severity? severity = null) =>
        new(Info, severity ?? Info.Severity, file.At(at), name, message);
}
