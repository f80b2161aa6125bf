namespace Mcpx.Dashboard.Tests.Pipelines;

/// <summary>A theory that needs bash and curl.</summary>
internal sealed class UnixTheoryAttribute : TheoryAttribute
{
    public UnixTheoryAttribute()
    {
        if (OperatingSystem.IsWindows())
        {
            Skip = "needs a Unix shell";
        }
    }
}
