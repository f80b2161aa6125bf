using Mcpx.LintMigrations.Files;

namespace Mcpx.LintMigrations.Tests;

/// <summary>Runs the linter as its command line does, without the process.</summary>
internal static class Lint
{
    public static LintResult Run(LintRequest request) => DeepStack.Run(() => Linting.Run(request));

    /// <summary>Judges one text on its own.</summary>
    public static LintResult Text(string sql)
    {
        using var folder = new Folder();
        folder.File("0001.sql", sql);
        return Run(new(folder.Path));
    }

    public static SqlReading Read(string sql) => DeepStack.Run(() => SqlReader.Parse("x.sql", sql));

    public static (int Code, string Output, string Error) Command(params string[] arguments)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var error = new StringWriter { NewLine = "\n" };
        var code = LintCommand.Create().Run(arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }
}
