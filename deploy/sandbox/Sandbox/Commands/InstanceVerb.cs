using System.CommandLine;
using Mcpx.Sandbox.Instances;

namespace Mcpx.Sandbox.Commands;

internal static class InstanceVerb
{
    public static Command Create()
    {
        var environment = SharedOptions.Required<string>("--environment", "Environment.");
        var name = SharedOptions.Required<string>("--name", "The instance's name.");
        var component = SharedOptions.Component("Api or Web.", required: true);
        var port = SharedOptions.Required<int>("--port", "Port on 127.0.0.1.");
        var release = SharedOptions.Required<string>("--release", "Folder of the release.");
        var database = SharedOptions.Required<string>("--database", "The environment's database.");
        var api = new Option<string[]>("--api") { Description = "Address of an API instance that a web asks." };
        var command = new Command("instance", "Runs one portal instance; the control starts it.")
        {
            environment,
            name,
            component,
            port,
            release,
            database,
            api,
        };
        command.Hidden = true;
        command.SetAction(
            async (parsed, _) =>
            {
                await PortalInstance.RunAsync(
                    new(
                        parsed.GetValue(environment)!,
                        parsed.GetValue(name)!,
                        parsed.GetValue(component)!.Value,
                        parsed.GetValue(port),
                        parsed.GetValue(release)!,
                        parsed.GetValue(database)!,
                        [.. parsed.GetValue(api)?.Select(address => new Uri(address)) ?? []]
                    )
                );
                return 0;
            }
        );
        return command;
    }
}
