namespace Mcpx.Domain.Configuration;

/// <summary>The form of names that reach the portal's database.</summary>
internal static class PortalNames
{
    /// <summary>Whether this can be the name of an environment variable, rather than what one holds.</summary>
    public static bool IsVariable(string name) =>
        name.Length is > 0 and <= 128 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');

    /// <summary>A schema and a name, both without brackets: nothing else is ever called.</summary>
    public static bool IsProcedure(string name) =>
        name.Split('.') is [var schema, var own] && IsPlain(schema) && IsPlain(own);

    private static bool IsPlain(string part) =>
        part.Length is > 0 and <= 128
        && (char.IsAsciiLetter(part[0]) || part[0] == '_')
        && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_');
}
