namespace Mcpx.LintMigrations;

/// <summary>What the program ends with.</summary>
internal static class ExitCodes
{
    /// <summary>No error; warnings are allowed.</summary>
    public const int Clean = 0;

    /// <summary>At least one error, or with <c>--strict</c> a warning.</summary>
    public const int Found = 1;

    /// <summary>Nothing was judged: bad usage, no files, an unreadable base.</summary>
    public const int BadInput = 2;
}
