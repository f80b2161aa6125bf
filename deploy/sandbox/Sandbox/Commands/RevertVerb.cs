using System.CommandLine;
using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Operations;

namespace Mcpx.Sandbox.Commands;

/// <summary>Writes one key or flag back for other programs; the same key never acts twice.</summary>
internal static class RevertVerb
{
    public static Command Create()
    {
        var control = SharedOptions.Control();
        var environment = SharedOptions.Required<string>("--environment", "Environment.");
        var kind = SharedOptions.Named<SettingKind>("--kind", "Config, Flag or AllowList.", required: true);
        var name = SharedOptions.Required<string>("--name", "The key or flag.");
        var value = SharedOptions.Required<string>("--value", "What it shall be; a flag is on, off or 'on for ROLE'.");
        var key = SharedOptions.Required<string>("--key", "Key of the operation; the same key never acts twice.");
        var command = new Command("revert", "Writes one key or flag back and waits for the end.")
        {
            control,
            environment,
            kind,
            name,
            value,
            key,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient();
                var setting = new Setting(parsed.GetValue(kind)!.Value, parsed.GetValue(name), parsed.GetValue(value));
                var operation = await new ControlClient(parsed.GetValue(control)!, http).FollowAsync(
                    parsed.GetValue(key)!,
                    new OperationRequest(parsed.GetValue(environment), Component: null, Tag: null, setting),
                    Console.Out.WriteLine,
                    ct
                );
                return operation.State == OperationState.Finished ? 0 : 1;
            }
        );
        return command;
    }
}
