using System.CommandLine;
using System.Text.Json;
using Mcpx.Sandbox.Operations;

namespace Mcpx.Sandbox.Commands;

/// <summary>The deployer as other programs call it: deploy or revert under a key, find a key, observe what runs.</summary>
internal static class DeployerVerb
{
    public static Command Create() =>
        new("deployer", "Deploys for other programs: an operation has a key and happens once.")
        {
            CreateDeploy(),
            RevertVerb.Create(),
            CreateFind(),
            CreateObserve(),
        };

    private static Command CreateDeploy()
    {
        var control = SharedOptions.Control();
        var environment = SharedOptions.Required<string>("--environment", "Environment.");
        var component = SharedOptions.Component("Api or Web.", required: true);
        var tag = SharedOptions.Required<string>("--tag", "Release to put there.");
        var key = SharedOptions.Required<string>("--key", "Key of the operation; the same key never acts twice.");
        var command = new Command("deploy", "Puts a release on a component and waits for the end.")
        {
            control,
            environment,
            component,
            tag,
            key,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient();
                var request = new OperationRequest(
                    parsed.GetValue(environment),
                    parsed.GetValue(component),
                    parsed.GetValue(tag)
                );
                var operation = await new ControlClient(parsed.GetValue(control)!, http).FollowAsync(
                    parsed.GetValue(key)!,
                    request,
                    Console.Out.WriteLine,
                    ct
                );
                return operation.State == OperationState.Finished ? 0 : 1;
            }
        );
        return command;
    }

    private static Command CreateFind()
    {
        var control = SharedOptions.Control();
        var key = SharedOptions.Required<string>("--key", "Key of the operation.");
        var command = new Command("find", "Tells how far the operation of a key is, as one line of JSON.")
        {
            control,
            key,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient();
                var found = await new ControlClient(parsed.GetValue(control)!, http).FindAsync(
                    parsed.GetValue(key)!,
                    ct
                );
                Print(
                    new
                    {
                        found.Key,
                        found.State,
                        found.Detail,
                    }
                );
                return 0;
            }
        );
        return command;
    }

    private static Command CreateObserve()
    {
        var control = SharedOptions.Control();
        var environment = SharedOptions.Required<string>("--environment", "Environment.");
        var component = SharedOptions.Named<Observed>("--component", "Api, Web or Config.", required: true);
        var command = new Command("observe", "Tells what each instance runs, as one line of JSON.")
        {
            control,
            environment,
            component,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient();
                var client = new ControlClient(parsed.GetValue(control)!, http);
                Print(
                    await Observation.TakeAsync(
                        client,
                        parsed.GetValue(environment)!,
                        parsed.GetValue(component)!.Value,
                        ct
                    )
                );
                return 0;
            }
        );
        return command;
    }

    private static void Print(object answer) =>
        Console.Out.WriteLine(JsonSerializer.Serialize(answer, SandboxJson.Options));
}
