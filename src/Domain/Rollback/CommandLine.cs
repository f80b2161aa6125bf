using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Rollback;

/// <summary>Fills a deployer's arguments. Each stays one argument, whatever it contains: nothing passes through a shell.</summary>
public static class CommandLine
{
    /// <summary>Replaces <c>{environment}</c>, <c>{component}</c>, <c>{tag}</c> and <c>{key}</c> in every argument.</summary>
    public static IReadOnlyList<string> Fill(
        IReadOnlyList<string> template,
        string environment,
        Component component,
        string tag = "",
        string key = ""
    ) =>
        [
            .. template.Select(argument =>
                argument
                    .Replace("{environment}", environment, StringComparison.Ordinal)
                    .Replace("{component}", component.ToString(), StringComparison.Ordinal)
                    .Replace("{tag}", tag, StringComparison.Ordinal)
                    .Replace("{key}", key, StringComparison.Ordinal)
            ),
        ];

    /// <summary>
    /// Fills in one key or flag to write back: also <c>{name}</c>, <c>{kind}</c>, <c>{role}</c> (empty for everybody) and, last, so that nothing in it is
    /// replaced, <c>{value}</c>.
    /// </summary>
    public static IReadOnlyList<string> Fill(
        IReadOnlyList<string> template,
        string environment,
        PlanRevert revert,
        string key
    ) =>
        [
            .. Fill(template, environment, Component.Config, key: key)
                .Select(argument =>
                    argument
                        .Replace("{kind}", revert.Kind.ToString(), StringComparison.Ordinal)
                        .Replace("{role}", revert.TargetRole ?? "", StringComparison.Ordinal)
                        .Replace("{name}", revert.Key, StringComparison.Ordinal)
                        .Replace("{value}", revert.Value, StringComparison.Ordinal)
                ),
        ];
}
