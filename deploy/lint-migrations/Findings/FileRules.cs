namespace Mcpx.LintMigrations.Findings;

/// <summary>Rules about files as such, which no statement can break.</summary>
internal static class FileRules
{
    public static readonly RuleInfo Unreadable = new(
        "MIG001",
        "unreadable",
        Severity.Error,
        "8",
        "What cannot be read as T-SQL cannot be judged, and would fail or do something else when it runs.",
        "Save it as UTF-8 (or UTF-16 with a byte order mark), with GO between batches and without variables of SQLCMD, and split what is too large."
    );

    public static readonly RuleInfo Allowance = new(
        "MIG002",
        "allowance",
        Severity.Error,
        "8",
        "An exception without a reason cannot be reviewed, and one that no longer allows anything hides the next finding.",
        "Write '-- lint: allow MIG004 reason' on the line above the statement, with the reason a DBA reads, or take it out."
    );

    public static readonly RuleInfo Rewritten = new(
        "MIG003",
        "applied-migration-changed",
        Severity.Error,
        "8",
        "A migration that the running schema already holds never runs again: its change reaches new databases only.",
        "Leave the applied file as it is and write the change as a new migration."
    );
}
