using Mcpx.LintMigrations.Files;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace Mcpx.LintMigrations.Rules;

/// <summary>The words of GRANT, DENY and REVOKE.</summary>
internal static class Rights
{
    public const string Execute = "EXECUTE";

    /// <summary>A permission in capitals; <c>EXEC</c> is spelt out.</summary>
    public static string Name(Permission permission)
    {
        var name = string.Join(' ', permission.Identifiers.Select(part => part.Value)).ToUpperInvariant();
        return name == "EXEC" ? Execute : name;
    }

    public static string Name(SecurityPrincipal principal) =>
        principal.PrincipalType == PrincipalType.Public ? "public" : principal.Identifier?.Value ?? "somebody";

    /// <summary>What it is about, as it is shown; empty for the whole database.</summary>
    public static string Target(SecurityStatement statement) =>
        statement.SecurityTargetObject is not { } target ? ""
        : IsObject(target) ? Names.Of(target.ObjectName?.MultiPartIdentifier)
        : $"{target.ObjectKind} {string.Join('.', target.ObjectName?.MultiPartIdentifier?.Identifiers.Select(part => part.Value) ?? [])}";

    /// <summary>Whether it is about one table, view or procedure, not a schema, type or database.</summary>
    public static bool IsObject(SecurityTargetObject target) =>
        target.ObjectKind is SecurityObjectKind.NotSpecified or SecurityObjectKind.Object;
}
