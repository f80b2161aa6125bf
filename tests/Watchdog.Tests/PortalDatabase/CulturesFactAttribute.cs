using Mcpx.Db.Engines.SqlServer;

namespace Mcpx.Watchdog.Tests.PortalDatabase;

/// <summary>A test with Microsoft's SQL client; visibly skipped where the machine has no cultures for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CulturesFactAttribute : FactAttribute
{
    public CulturesFactAttribute(bool onUnix = false) =>
        Skip = onUnix && OperatingSystem.IsWindows() ? "needs the signals of a Unix" : Cultures.Missing;
}

/// <summary>The same for a table of cases.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CulturesTheoryAttribute : TheoryAttribute
{
    public CulturesTheoryAttribute() => Skip = Cultures.Missing;
}
