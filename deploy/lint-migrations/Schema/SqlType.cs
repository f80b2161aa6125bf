using System.Globalization;
using Mcpx.LintMigrations.Files;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Schema;

/// <summary>A type as it is compared: the system's name in small letters, or the schema and name of one that was created.</summary>
/// <param name="Name">Such as <c>nvarchar</c> or <c>dbo.Key</c>.</param>
/// <param name="First">Length, precision or fractional digits; <see cref="int.MaxValue"/> for max; null when not written.</param>
/// <param name="Second">Scale; null when not written.</param>
internal sealed record SqlType(string Name, int? First, int? Second)
{
    public static readonly SqlType Unknown = new("?", null, null);

    private static readonly Dictionary<string, (int First, int? Second)> Defaults = new(StringComparer.Ordinal)
    {
        ["char"] = (1, null),
        ["varchar"] = (1, null),
        ["nchar"] = (1, null),
        ["nvarchar"] = (1, null),
        ["binary"] = (1, null),
        ["varbinary"] = (1, null),
        ["decimal"] = (18, 0),
        ["numeric"] = (18, 0),
        ["float"] = (53, null),
        ["datetime2"] = (7, null),
        ["datetimeoffset"] = (7, null),
        ["time"] = (7, null),
    };

    public static SqlType Of(DataTypeReference? type) =>
        type switch
        {
            SqlDataTypeReference system => Of(
                system.SqlDataTypeOption.ToString().ToLowerInvariant(),
                system.Parameters
            ),
            UserDataTypeReference own => new(Names.Of(own.Name), null, null),
            XmlDataTypeReference => new("xml", null, null),
            _ => Unknown,
        };

    public override string ToString() =>
        First is not { } first ? Name
        : Second is { } second and > 0 ? FormattableString.Invariant($"{Name}({first},{second})")
        : Name is "decimal" or "numeric" ? FormattableString.Invariant($"{Name}({first},0)")
        : $"{Name}({(first == int.MaxValue ? "max" : first.ToString(CultureInfo.InvariantCulture))})";

    private static SqlType Of(string name, IList<Literal> parameters)
    {
        (int? First, int? Second) usual = Defaults.TryGetValue(name, out var known) ? known : (null, null);
        var (first, second) = usual;
        if (parameters is [var one, ..])
        {
            first = one is MaxLiteral ? int.MaxValue : Number(one) ?? first;
        }

        if (parameters is [_, var two])
        {
            second = Number(two) ?? second;
        }

        return new(name, first, second);
    }

    private static int? Number(Literal literal) =>
        int.TryParse(literal.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
