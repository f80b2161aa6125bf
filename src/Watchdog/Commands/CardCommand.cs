using System.CommandLine;
using Mcpx.Domain;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Releases;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Paging;

namespace Mcpx.Watchdog.Commands;

/// <summary>
/// <c>card</c>: the rollback by hand on one page, to be printed while all is well: exact commands, tags and people for the night on
/// which nothing of ours answers.
/// </summary>
internal static class CardCommand
{
    /// <summary>Stands where an incident's number would: every key on the card says that no watchdog ran it.</summary>
    private const string Incident = "BY-HAND";

    public static Command Create()
    {
        var config = Options.Config();
        var environment = new Option<string>("--env")
        {
            Description = "The environment, for example Prod.",
            Required = true,
        };
        var command = new Command("card", "Print the rollback by hand: exact commands, tags and people.")
        {
            config,
            environment,
        };
        command.SetAction(parsed =>
            Print(
                parsed.GetValue(config),
                parsed.GetValue(environment)!,
                DateTimeOffset.UtcNow,
                Console.Out,
                Console.Error
            )
        );
        return command;
    }

    internal static int Print(string? file, string name, DateTimeOffset now, TextWriter output, TextWriter error)
    {
        var loaded = LoadedConfiguration.Load(file);
        if (loaded.Errors.Count > 0)
        {
            return ConfigurationReport.Refuse(loaded.Errors);
        }

        if (!loaded.Options.Environments.TryGetValue(name, out var environment))
        {
            error.WriteLine(
                $"--env {name}: not configured; known are {string.Join(", ", loaded.Options.Environments.Keys)}."
            );
            return ExitCodes.BadInput;
        }

        var releases = new ReleaseFolder(loaded.Options.ReleaseFolder).Read().Releases;
        var known = JournalAtHand.Of(loaded.Options.Place());
        // Where the journal points counts; before it points anywhere, the configuration does.
        var lkg = known.Environment(name).Lkg is { Count: > 0 } pointers ? pointers : environment.Lkg;
        var on = OnNow.Of(loaded.Options, name, known, now);
        var roster = loaded.Options.Roster.With(on.People);
        output.WriteLine($"ROLLBACK CARD  {name}  printed {now.UtcDateTime:yyyy-MM-dd} {Words.Time(now)}");
        output.WriteLine($"People         {on.Sentence}");
        if (on.Passes)
        {
            output.WriteLine(
                "               Others may be on when you read this: the rota says, or check-config does."
            );
        }

        output.WriteLine(
            "Clock          30 minutes from the declaration. In doubt roll back first, investigate after."
        );
        output.WriteLine(
            "Never          drop, narrow or rename anything in the database: the schema stays, a hotfix goes forward."
        );
        output.WriteLine(
            "Which          config or flag changed: set it back. Only the Web is wrong: Web. Otherwise: API, and Web where releases are coupled."
        );
        output.WriteLine();
        var restorable = new[] { Component.Api, Component.Web }
            .Where(component => lkg.ContainsKey(component))
            .Select(component => Target(component, lkg[component], releases))
            .ToList();
        if (restorable.Count == 0)
        {
            output.WriteLine("NO LKG: nothing is known to go back to.");
            return ExitCodes.Failed;
        }

        foreach (var target in restorable)
        {
            Write(output, [target], name, environment, roster);
        }

        if (restorable.Count > 1)
        {
            Write(output, restorable, name, environment, roster);
        }

        return ExitCodes.Ok;
    }

    private static PlanTarget Target(Component component, string tag, IReadOnlyDictionary<string, Release> releases) =>
        new(
            component,
            "the failing release",
            tag,
            releases.GetValueOrDefault(tag)?.Artifacts.GetValueOrDefault(component)?.Sha256
                ?? "unknown: the manifest is not in the release folder"
        );

    private static void Write(
        TextWriter output,
        IReadOnlyList<PlanTarget> targets,
        string name,
        EnvironmentOptions environment,
        RosterOptions roster
    )
    {
        var plan = PlanBuilder.Build(version: 0, Incident, name, targets, schema: null, environment);
        output.WriteLine(
            $"== {plan.Components} back to {string.Join(" and ", targets.Select(target => target.TargetTag).Distinct())}, about {Words.Duration(plan.Expected)}"
        );
        foreach (var step in plan.Steps)
        {
            output.WriteLine($"{step.Number}. {step.Title}");
            foreach (var line in ManualSteps.Of(plan, step, environment, "{reason}", roster))
            {
                output.WriteLine($"   {line}");
            }
        }

        output.WriteLine();
    }
}
