namespace Mcpx.LintMigrations.Findings;

/// <summary>A place in a file, for messages that an editor can follow.</summary>
/// <param name="File">The file as it was reached from where the program was called.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1.</param>
internal readonly record struct Spot(string File, int Line, int Column)
{
    public override string ToString() => FormattableString.Invariant($"{File}:{Line}:{Column}");
}
