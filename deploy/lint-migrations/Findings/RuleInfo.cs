namespace Mcpx.LintMigrations.Findings;

/// <summary>What a rule is called and what it stands for.</summary>
/// <param name="Id">Stable identity, <c>MIG001</c> and up; allowances and code scanning refer to it.</param>
/// <param name="Name">A few words in kebab case.</param>
/// <param name="Severity">What a finding weighs unless the rule says otherwise.</param>
/// <param name="Runbook">The runbook's section it stands on.</param>
/// <param name="Why">What goes wrong.</param>
/// <param name="Instead">The add-only alternative.</param>
internal sealed record RuleInfo(string Id, string Name, Severity Severity, string Runbook, string Why, string Instead);
