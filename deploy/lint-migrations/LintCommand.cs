using System.CommandLine;
using Mcpx.LintMigrations.Files;
using Mcpx.LintMigrations.Hotfix;
using Mcpx.LintMigrations.Reports;
using Mcpx.LintMigrations.Schema;

namespace Mcpx.LintMigrations;

/// <summary>The command line: <c>lint-migrations FOLDER</c>, or <c>--hotfix PROCEDURE --out FILE --base …</c>.</summary>
internal sealed class LintCommand
{
    private readonly Argument<string?> _folder = new("folder")
    {
        Description = "The folder with the migrations (*.sql, below it too).",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _base = new("--base")
    {
        Description = "The running schema: a dacpac, or a folder with the scripts that made it.",
    };

    private readonly Option<string?> _calls = new("--calls")
    {
        Description =
            "YAML or JSON list of the procedures that the last known good release calls; else every one counts.",
    };

    private readonly Option<bool> _json = new("--json") { Description = "Print the result as JSON." };

    private readonly Option<string?> _sarif = new("--sarif") { Description = "Write SARIF 2.1.0 to this file too." };

    private readonly Option<bool> _strict = new("--strict") { Description = "Warnings count as errors do." };

    private readonly Option<string?> _hotfix = new("--hotfix")
    {
        Description = "Write a forward hotfix that restores this procedure as --base has it, to --out.",
    };

    private readonly Option<string?> _out = new("--out") { Description = "The hotfix's file; it must not be there." };

    public static LintCommand Create() => new();

    /// <summary>Runs it; every ending is an exit code.</summary>
    public int Run(IReadOnlyList<string> arguments, TextWriter output, TextWriter error)
    {
        var root = new RootCommand(
            "Judge database migrations: add-only, and nothing that the last known good release calls."
        )
        {
            _folder,
            _base,
            _calls,
            _json,
            _sarif,
            _strict,
            _hotfix,
            _out,
        };
        root.SetAction(given => Run(Request(given), output, error));
        var parsed = root.Parse(arguments);
        foreach (var wrong in parsed.Errors)
        {
            error.WriteLine(wrong.Message);
        }

        return parsed.Errors.Count > 0
            ? ExitCodes.BadInput
            : parsed.Invoke(
                new()
                {
                    Output = output,
                    Error = error,
                    EnableDefaultExceptionHandler = false,
                }
            );
    }

    private LintRequest Request(ParseResult given) =>
        new(
            given.GetValue(_folder),
            given.GetValue(_base),
            given.GetValue(_calls),
            given.GetValue(_json),
            given.GetValue(_sarif),
            given.GetValue(_strict),
            given.GetValue(_hotfix),
            given.GetValue(_out)
        );

    internal static int Run(LintRequest request, TextWriter output, TextWriter error)
    {
        try
        {
            return DeepStack.Run(() => request.Hotfix is null ? Lint(request, output) : Write(request, output));
        }
        catch (BadFileException problem)
        {
            var problems = problem.Problems.ToList();
            if (request.Sarif is not null && Save(request.Sarif, SarifReport.OfFailure(problem.Problems)) is { } more)
            {
                problems.Add(more);
            }

            foreach (var line in problems.Distinct(StringComparer.Ordinal))
            {
                error.WriteLine(line);
            }

            return ExitCodes.BadInput;
        }
    }

    private static int Lint(LintRequest request, TextWriter output)
    {
        if (request.Folder is null)
        {
            throw new BadFileException(["Name the folder with the migrations, or --hotfix with --base and --out."]);
        }

        if (request.Out is not null)
        {
            throw new BadFileException(["--out is the hotfix's file and needs --hotfix"]);
        }

        var result = Linting.Run(request);
        if (request.Sarif is not null && Save(request.Sarif, SarifReport.Of(result)) is { } problem)
        {
            throw new BadFileException([problem]);
        }

        if (request.Json)
        {
            JsonReport.Write(output, result);
        }
        else
        {
            TextReport.Write(output, result);
        }

        return result.Passed ? ExitCodes.Clean : ExitCodes.Found;
    }

    private static int Write(LintRequest request, TextWriter output)
    {
        if (request is not { Base: { } running, Out: { } file, Folder: null, Calls: null, Sarif: null, Json: false })
        {
            throw new BadFileException(["--hotfix goes with --base and --out, and with nothing else"]);
        }

        var script = HotfixScript.Of(RunningSchema.Read(running), request.Hotfix!);
        try
        {
            using var stream = new FileStream(file, FileMode.CreateNew, FileAccess.Write);
            using var writer = new StreamWriter(stream);
            writer.Write(script);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            throw new BadFileException(file, problem.Message);
        }

        output.WriteLine(
            $"{file} gives {Names.Of(request.Hotfix!)} its body back. Fill its head in and have it reviewed."
        );
        return ExitCodes.Clean;
    }

    private static string? Save(string file, string text)
    {
        try
        {
            File.WriteAllText(file, text);
            return null;
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return $"--sarif = {file}: {problem.Message}";
        }
    }
}
