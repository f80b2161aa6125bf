using Mcpx.LintMigrations.Schema;

namespace Mcpx.LintMigrations.Tests;

/// <summary>A test with SQL Server's model; visibly skipped where the machine has no cultures for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ModelFactAttribute : FactAttribute
{
    public ModelFactAttribute() => Skip = SchemaModel.Missing;
}

/// <summary>The same for a table of cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class ModelTheoryAttribute : TheoryAttribute
{
    public ModelTheoryAttribute() => Skip = SchemaModel.Missing;
}
