using Mcpx.LintMigrations.Findings;

namespace Mcpx.LintMigrations.Rules.Model;

/// <summary>Rules that compare the running schema with what it becomes.</summary>
internal static class ModelRules
{
    private const string Callers = "The last known good release calls it as it was, and fails.";

    public static readonly RuleInfo Gone = new(
        "MIG020",
        "procedure-gone",
        Severity.Error,
        "8",
        Callers,
        "Keep the procedure; it may call the new one."
    );

    public static readonly RuleInfo ParameterGone = new(
        "MIG021",
        "parameter-gone",
        Severity.Error,
        "8",
        "A call that names a parameter which is not there is refused.",
        "Keep the parameter, even when its value is no longer used, and add the new one beside it with a default."
    );

    public static readonly RuleInfo ParameterChanged = new(
        "MIG022",
        "parameter-changed",
        Severity.Error,
        "8",
        "Values that the last known good release hands over are cut or refused, or it reads something else from what comes back.",
        "Keep the parameter's type and add a parameter of the wanted type with a default."
    );

    public static readonly RuleInfo ParameterRequired = new(
        "MIG023",
        "parameter-required",
        Severity.Error,
        "8",
        "The last known good release does not hand it over, and its calls are refused.",
        "Give the new parameter a default that means: as before."
    );

    public static readonly RuleInfo ResultChanged = new(
        "MIG024",
        "result-changed",
        Severity.Error,
        "8",
        "The last known good release reads a column by its name and does not find it.",
        "Keep the columns in their order and add new ones behind them; for another result, add another procedure."
    );

    public static readonly RuleInfo GrantLost = new(
        "MIG025",
        "grant-lost",
        Severity.Error,
        "8",
        "A procedure that is dropped takes its grants along, and the API's calls are refused.",
        "Grant EXECUTE again in the same file, to whom it was granted."
    );

    public static readonly RuleInfo Unresolved = new(
        "MIG026",
        "unresolved",
        Severity.Error,
        "8",
        "What refers to something that is not there fails when it is called, not when it is created.",
        "Keep what is referred to, or change what refers to it in the same migration."
    );

    public static IReadOnlyList<RuleInfo> All { get; } =
    [Gone, ParameterGone, ParameterChanged, ParameterRequired, ResultChanged, GrantLost, Unresolved];
}
