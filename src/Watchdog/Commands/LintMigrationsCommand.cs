using System.CommandLine;
using System.ComponentModel;
using Mcpx.Watchdog.Database;

namespace Mcpx.Watchdog.Commands;

/// <summary><c>lint-migrations</c>: hands everything on, word for word, to the linter (docs/lint-migrations.md).</summary>
internal static class LintMigrationsCommand
{
    public const string Verb = "lint-migrations";

    /// <summary>Shown in the help; run before parsing, so that every argument arrives as it was typed.</summary>
    public static Command Create() =>
        new(Verb, "Judge database migrations: add-only, and nothing that the last known good release calls.")
        {
            new Argument<string[]>("args") { Arity = ArgumentArity.ZeroOrMore },
        };

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, TextWriter error)
    {
        if (LintProgram.Find() is not { } program)
        {
            await error.WriteLineAsync(
                $"The linter is not installed: publish deploy/lint-migrations into the folder lint-migrations beside the watchdog, or name it with {LintProgram.PathVariable}."
            );
            return ExitCodes.BadInput;
        }

        try
        {
            return await LintProgram.RunAsync(program, arguments);
        }
        catch (Win32Exception problem)
        {
            await error.WriteLineAsync($"{program} could not be started: {problem.Message}");
            return ExitCodes.BadInput;
        }
    }
}
