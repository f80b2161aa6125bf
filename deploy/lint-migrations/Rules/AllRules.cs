using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Rules.Model;

namespace Mcpx.LintMigrations.Rules;

/// <summary>Every rule there is, by identity.</summary>
internal static class AllRules
{
    public static IReadOnlyList<RuleInfo> Infos { get; } =
    [
        FileRules.Unreadable,
        FileRules.Allowance,
        FileRules.Rewritten,
        .. TextRules.All(baseIsKnown: false).Select(rule => rule.Info),
        .. ModelRules.All,
    ];

    public static IReadOnlySet<string> Ids { get; } =
        Infos.Select(info => info.Id).ToHashSet(StringComparer.OrdinalIgnoreCase);
}
