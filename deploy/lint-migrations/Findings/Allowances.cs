using Mcpx.LintMigrations.Files;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Findings;

/// <summary>
/// What a file's authors allowed, each for one statement: the one that follows the comment's line, or the one on that line when
/// the comment stands behind it. An allowance without a reason, of an unknown rule or of nothing is itself a finding.
/// </summary>
internal sealed class Allowances
{
    private readonly List<(Allowance Written, Stretch Lines)> _allowed = [];
    private readonly Dictionary<string, Ranges<Allowance>> _byRule = new(StringComparer.Ordinal);
    private readonly HashSet<(Allowance, string)> _used = [];
    private readonly List<Finding> _wrong = [];

    public Allowances(SqlFile file, IReadOnlySet<string> known)
    {
        var statements = file.All<TSqlStatement>().OrderBy(statement => statement.StartOffset).ToList();
        foreach (var token in file.Script.ScriptTokenStream)
        {
            if (Allowance.Of(file.Name, token) is not { } written)
            {
                continue;
            }

            if (Problem(written, known) is { } problem)
            {
                _wrong.Add(new(FileRules.Allowance, Severity.Error, written.At, "", problem));
            }
            else if (Covered(written, statements) is { } lines)
            {
                _allowed.Add((written, lines));
            }
            else
            {
                _wrong.Add(
                    new(FileRules.Allowance, Severity.Error, written.At, "", "No statement follows this allowance.")
                );
            }
        }

        foreach (var rule in _allowed.SelectMany(allowed => allowed.Written.Rules).Distinct(StringComparer.Ordinal))
        {
            _byRule[rule] = new(
                _allowed
                    .Where(allowed => allowed.Written.Rules.Contains(rule))
                    .Select(allowed => (allowed.Lines, allowed.Written))
            );
        }
    }

    /// <summary>The finding, with the reason when it is allowed.</summary>
    public Finding Judge(Finding finding)
    {
        if (_byRule.GetValueOrDefault(finding.Rule.Id)?.Around(finding.At.Line) is not { } written)
        {
            return finding;
        }

        _used.Add((written, finding.Rule.Id));
        return finding with { AllowedBecause = written.Reason };
    }

    /// <summary>What is wrong with the allowances themselves; to be asked once everything was judged.</summary>
    /// <param name="idle">Whether a rule had its say at all: one that was not asked leaves its allowances alone.</param>
    public IEnumerable<Finding> Wrong(Func<string, bool> idle) =>
        _wrong.Concat(
            from allowed in _allowed
            from rule in allowed.Written.Rules
            where !_used.Contains((allowed.Written, rule)) && !idle(rule)
            select new Finding(
                FileRules.Allowance,
                Severity.Warning,
                allowed.Written.At,
                "",
                $"Nothing in the statement below breaks {rule}."
            )
        );

    private static string? Problem(Allowance written, IReadOnlySet<string> known) =>
        written.Rules.Count == 0 ? "This comment allows nothing: it must read 'lint: allow MIG004 reason'."
        : written.Rules.FirstOrDefault(rule => !known.Contains(rule)) is { } unknown ? $"{unknown} is no rule."
        : written.Reason.Any(char.IsLetter) ? null
        : $"{string.Join(", ", written.Rules)} is allowed without a reason.";

    private static Stretch? Covered(Allowance written, List<TSqlStatement> statements)
    {
        var (low, high) = (0, statements.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = statements[middle].StartOffset < written.Offset ? (middle + 1, high) : (low, middle);
        }

        var target =
            low > 0 && statements[low - 1].StartLine == written.At.Line ? statements[low - 1]
            : low < statements.Count ? statements[low]
            : null;
        return target is null ? null : new(target.StartLine, target.ScriptTokenStream[target.LastTokenIndex].Line);
    }
}
