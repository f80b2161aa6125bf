namespace Mcpx.Domain.Rollback;

/// <summary>One call of a stored procedure of the portal, parameter by parameter as db/portal declares them.</summary>
/// <param name="Procedure">Schema and name.</param>
/// <param name="Parameters">In the procedure's order.</param>
public sealed record PortalCall(string Procedure, IReadOnlyList<PortalParameter> Parameters)
{
    /// <summary>The call as text for a query window, values quoted.</summary>
    public string Statement => $"EXEC {Procedure} {string.Join(", ", Parameters.Select(parameter => parameter.Text))};";

    /// <summary>Why it cannot be made; null when it can. A value that is too long would be cut off in silence.</summary>
    public string? Problem =>
        Parameters.Select(parameter => parameter.Problem).FirstOrDefault(text => text is not null);

    /// <summary>The same call with other values of some parameters, by name.</summary>
    /// <param name="values">The values; a parameter that is not named stays.</param>
    public PortalCall With(params IEnumerable<(string Name, string? Value)> values)
    {
        var known = values.ToDictionary(value => value.Name, value => value.Value, StringComparer.Ordinal);
        return this with
        {
            Parameters =
            [
                .. Parameters.Select(parameter =>
                    known.TryGetValue(parameter.Name, out var value)
                        ? parameter with
                        {
                            Value = value,
                            IsOpen = false,
                        }
                        : parameter
                ),
            ],
        };
    }
}

/// <summary>The types of the portal's parameters.</summary>
public enum PortalType
{
    /// <summary>Text: <c>nvarchar</c>.</summary>
    Text,

    /// <summary>On or off: <c>bit</c>.</summary>
    Bit,
}

/// <summary>One parameter and its value.</summary>
/// <param name="Name">With its <c>@</c>.</param>
/// <param name="Type">Its type.</param>
/// <param name="Size">Characters that a text may have; -1 for any number, 0 for what is no text.</param>
/// <param name="Value">The value; of a bit 1 or 0. Null is NULL.</param>
public sealed record PortalParameter(string Name, PortalType Type, int Size, string? Value)
{
    /// <summary>Any number of characters.</summary>
    public const int Max = -1;

    /// <summary>Whether the value only says what has to stand there, and is still to be filled in.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The parameter as it stands in a statement, for example <c>@Scope = N'Prod'</c>.</summary>
    public string Text =>
        $"{Name} = "
        + (
            Value is null ? "NULL"
            : Type == PortalType.Bit ? Value
            : $"N'{Value.Replace("'", "''", StringComparison.Ordinal)}'"
        );

    internal string? Problem =>
        IsOpen ? $"{Name} is not known: {Value}"
        : Type == PortalType.Bit && Value is not ("0" or "1") ? $"{Name} is neither on nor off"
        : Size > 0 && Value?.Length > Size
            ? FormattableString.Invariant($"{Name} has {Value.Length} characters; {Size} fit")
        : null;
}
