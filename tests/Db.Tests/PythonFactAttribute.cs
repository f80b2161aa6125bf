namespace Mcpx.Db.Tests;

/// <summary>A test that needs Python; visibly skipped without it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PythonFactAttribute : FactAttribute
{
    public const string Program = "/usr/bin/python3";

    public PythonFactAttribute()
    {
        if (!File.Exists(Program))
        {
            Skip = $"{Program} is not there.";
        }
    }
}
