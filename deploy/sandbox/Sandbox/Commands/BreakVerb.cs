using System.CommandLine;
using Mcpx.Sandbox.Control;
using Mcpx.Sandbox.Instances;

namespace Mcpx.Sandbox.Commands;

internal static class BreakVerb
{
    public static Command Create()
    {
        var environment = new Argument<string>("environment") { Description = "Environment, for example Prod." };
        var instance = new Argument<string>("instance") { Description = "Instance, for example api-1." };
        var kind = new Argument<BreakKind?>("kind")
        {
            Description = "stop ends its process; freeze lets it hang.",
            CustomParser = result => SharedOptions.Parse<BreakKind>(result, "kind"),
        };
        var control = SharedOptions.Control();
        var command = new Command("break", "Breaks one instance.\n\n" + string.Join('\n', Faults.Ways()))
        {
            environment,
            instance,
            kind,
            control,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient();
                var request = new BreakRequest(
                    parsed.GetValue(environment),
                    parsed.GetValue(instance),
                    parsed.GetValue(kind)!.Value
                );
                await new ControlClient(parsed.GetValue(control)!, http).BreakAsync(request, ct);
                Console.WriteLine(
                    $"{request.Environment}/{request.Instance} is {(request.Kind == BreakKind.Stop ? "stopped" : "frozen")}."
                );
                return 0;
            }
        );
        return command;
    }
}
