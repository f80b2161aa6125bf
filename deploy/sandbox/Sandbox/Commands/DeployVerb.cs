using System.CommandLine;
using Mcpx.Sandbox.Operations;
using Mcpx.Sandbox.Shelf;

namespace Mcpx.Sandbox.Commands;

/// <summary>Deploys as a pipeline would: asks the gate, deploys, and reports each phase to the dashboard.</summary>
internal static class DeployVerb
{
    public static Command Create()
    {
        var environment = new Argument<string>("environment") { Description = "Environment, for example Prod." };
        var tag = new Argument<string>("tag") { Description = "Release, for example v1.9.0-sse-stall." };
        var component = SharedOptions.Component("Api or Web only; default: all the release carries.", required: false);
        var force = new Option<bool>("--force")
        {
            Description = "Deploy even though the gate is closed or does not answer.",
        };
        var control = SharedOptions.Control();
        var dashboard = SharedOptions.Dashboard();
        var command = new Command("deploy", "Deploys a release to an environment as a pipeline would.")
        {
            environment,
            tag,
            component,
            force,
            control,
            dashboard,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(30) };
                var pipeline = new Pipeline(
                    new ControlClient(parsed.GetValue(control)!, http),
                    new DashboardClient(parsed.GetValue(dashboard)!, http)
                );
                var name = parsed.GetValue(environment)!;
                var components = Components(parsed.GetValue(tag)!, parsed.GetValue(component));
                await pipeline.CheckEnvironmentAsync(name, ct);
                foreach (var one in components)
                    if (!await pipeline.DeployAsync(new(name, one, parsed.GetValue(tag)), parsed.GetValue(force), ct))
                        return 1;
                return 0;
            }
        );
        return command;
    }

    private static IReadOnlyList<PortalComponent> Components(string tag, PortalComponent? asked)
    {
        var releases = ReleaseCatalog.Read();
        var release =
            releases.FirstOrDefault(note => string.Equals(note.Tag, tag, StringComparison.Ordinal))
            ?? throw new UsageException(
                $"There is no release '{tag}', only {string.Join(", ", releases.Select(note => note.Tag))}."
            );
        if (asked is not { } component)
            return release.Components;
        return release.Components.Contains(component)
            ? [component]
            : throw new UsageException(
                $"{tag} carries no {component} artifact, only {string.Join(", ", release.Components)}."
            );
    }
}
