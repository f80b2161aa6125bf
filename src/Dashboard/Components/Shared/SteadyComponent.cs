using Microsoft.AspNetCore.Components;

namespace Mcpx.Dashboard.Components.Shared;

/// <summary>
/// A component that only draws what it is given, and again only when it is given something else: its parameters are values or
/// lists that nobody changes. What follows from the clock must not be one.
/// </summary>
public abstract class SteadyComponent : ComponentBase
{
    private KeyValuePair<string, object?>[]? _given;

    /// <inheritdoc />
    public override Task SetParametersAsync(ParameterView parameters)
    {
        if (_given is not null && IsSame(_given, parameters))
        {
            return Task.CompletedTask;
        }

        var given = new List<KeyValuePair<string, object?>>();
        foreach (var parameter in parameters)
        {
            given.Add(new(parameter.Name, parameter.Value));
        }

        _given = [.. given];
        return base.SetParametersAsync(parameters);
    }

    private static bool IsSame(KeyValuePair<string, object?>[] given, ParameterView parameters)
    {
        var at = 0;
        foreach (var parameter in parameters)
        {
            if (at == given.Length || given[at].Key != parameter.Name || !Equals(given[at].Value, parameter.Value))
            {
                return false;
            }

            at++;
        }

        return at == given.Length;
    }
}
