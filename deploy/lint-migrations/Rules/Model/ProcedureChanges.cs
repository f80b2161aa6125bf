using Mcpx.LintMigrations.Calls;
using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Findings;
using Mcpx.LintMigrations.Schema;

namespace Mcpx.LintMigrations.Rules.Model;

/// <summary>What changes under a call of the last known good release.</summary>
internal sealed class ProcedureChanges(SchemaPicture before, SchemaPicture after)
{
    public IEnumerable<Finding> Of(CalledProcedure call)
    {
        var was = before.Procedures.GetValueOrDefault(call.Name);
        if (!after.Procedures.TryGetValue(call.Name, out var becomes))
        {
            return [Gone(call, was)];
        }

        return Parameters(call, was, becomes).Concat(ResultChanges.Of(call, was, becomes)).Concat(GrantLost(becomes));
    }

    private Finding Gone(CalledProcedure call, ProcedureShape? was) =>
        new(
            ModelRules.Gone,
            Severity.Error,
            after.Dropped.TryGetValue(call.Name, out var dropped) ? dropped : call.At ?? was!.At,
            call.Name,
            was is null
                ? $"Procedure {call.Name} is called, and neither the base nor a migration has it."
                : $"Procedure {call.Name} is called, and is not there after the migrations."
        );

    private IEnumerable<Finding> Parameters(CalledProcedure call, ProcedureShape? was, ProcedureShape becomes)
    {
        var handedOver = call.Parameters ?? was?.Parameters.Select(parameter => parameter.Name).ToList() ?? [];
        foreach (var name in handedOver)
        {
            if (Find(becomes, name) is not { } now)
            {
                yield return Finding(
                    ModelRules.ParameterGone,
                    becomes,
                    $"Parameter {name} of {becomes.Name} is gone{Renamed(was, becomes, name)}."
                );
            }
            else if (was is not null && Find(was, name) is { } then && Changed(then, now) is { } how)
            {
                yield return Finding(
                    ModelRules.ParameterChanged,
                    becomes,
                    $"Parameter {name} of {becomes.Name} {how}."
                );
            }
        }

        foreach (var now in becomes.Parameters.Where(parameter => !parameter.HasDefault))
        {
            // What was required before is required of the release as it runs now; only what changes counts.
            var wasRequired = was is not null && Find(was, now.Name) is { HasDefault: false };
            if (!wasRequired && !handedOver.Contains(now.Name, StringComparer.OrdinalIgnoreCase))
            {
                yield return Finding(
                    ModelRules.ParameterRequired,
                    becomes,
                    $"Parameter {now.Name} of {becomes.Name} has no default, and no call hands it over."
                );
            }
            else if (call.Parameters is null && was is not null && Find(was, now.Name) is { HasDefault: true })
            {
                yield return Finding(
                    ModelRules.ParameterRequired,
                    becomes,
                    $"Parameter {now.Name} of {becomes.Name} had a default and has none now."
                );
            }
        }
    }

    private IEnumerable<Finding> GrantLost(ProcedureShape becomes)
    {
        if (
            before.Grants.TryGetValue(becomes.Name, out var granted)
            && !after.Grants.ContainsKey(becomes.Name)
            && after.Dropped.ContainsKey(becomes.Name)
        )
        {
            yield return Finding(
                ModelRules.GrantLost,
                becomes,
                $"Procedure {becomes.Name} is created anew without its grant: {string.Join(' ', granted)}"
            );
        }
    }

    private string? Changed(ParameterShape then, ParameterShape now)
    {
        if (then.IsOutput && !now.IsOutput)
        {
            return "no longer hands a value back";
        }

        var change = TypeChanges.Of(before.Resolve(then.Type), after.Resolve(now.Type));
        return change == TypeChange.Narrower || (then.IsOutput && change != TypeChange.None)
            ? $"was {then.Type} and is {now.Type}"
            : null;
    }

    /// <summary>Where one is gone and a new one stands in its place, it was probably renamed.</summary>
    private static string Renamed(ProcedureShape? was, ProcedureShape becomes, string name)
    {
        var index = was?.Parameters.ToList().FindIndex(parameter => Names.Same(parameter.Name, name)) ?? -1;
        return index >= 0 && index < becomes.Parameters.Count && Find(was!, becomes.Parameters[index].Name) is null
            ? $"; {becomes.Parameters[index].Name} stands in its place"
            : "";
    }

    private static ParameterShape? Find(ProcedureShape procedure, string name) =>
        procedure.Parameters.FirstOrDefault(parameter => Names.Same(parameter.Name, name));

    private static Finding Finding(RuleInfo rule, ProcedureShape procedure, string message) =>
        new(rule, rule.Severity, procedure.At, procedure.Name, message);
}
