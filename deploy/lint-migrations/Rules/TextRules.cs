namespace Mcpx.LintMigrations.Rules;

/// <summary>Every rule on the text.</summary>
internal static class TextRules
{
    /// <param name="baseIsKnown">Whether the schema judges altered columns.</param>
    public static IReadOnlyList<TextRule> All(bool baseIsKnown) =>
        [
            new DropTable(),
            new DropColumn(),
            new DropConstraint(),
            new DropRoutine(),
            new EmptyTable(),
            new EveryRow(),
            new AlterColumn(baseIsKnown),
            new Rename(),
            new AddNotNull(),
            new AddConstraint(),
            new Grant(),
            new Revoke(),
            new ExecuteAs(),
            new OutOfTheDatabase(),
            new DynamicSql(),
            new Disable(),
        ];
}
