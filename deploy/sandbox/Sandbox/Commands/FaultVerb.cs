using System.CommandLine;
using Mcpx.Sandbox.Control;

namespace Mcpx.Sandbox.Commands;

/// <summary>Makes something of an environment go wrong, whatever release it runs.</summary>
internal static class FaultVerb
{
    public static Command Create()
    {
        var environment = new Argument<string>("environment") { Description = "Environment, for example Prod." };
        var kind = new Argument<FaultKind?>("fault")
        {
            Description = "stall, procedure or audit.",
            CustomParser = result => SharedOptions.Parse<FaultKind>(result, "fault"),
        };
        var instance = new Argument<string?>("instance")
        {
            Description = "With stall: the API instance, for example api-1.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var control = SharedOptions.Control();
        var command = new Command(
            "fault",
            "Makes something go wrong that is no release's fault.\n\n" + string.Join('\n', Faults.Ways())
        )
        {
            environment,
            kind,
            instance,
            control,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient();
                var request = new FaultRequest(
                    parsed.GetValue(environment),
                    parsed.GetValue(kind)!.Value,
                    parsed.GetValue(instance)
                );
                await new ControlClient(parsed.GetValue(control)!, http).FaultAsync(request, ct);
                Console.WriteLine(
                    request.Kind switch
                    {
                        FaultKind.Stall => $"The event streams of {request.Environment}/{request.Instance} are silent.",
                        FaultKind.Procedure => $"Nothing can be written to keys and flags of {request.Environment}.",
                        _ => $"What is written to keys and flags of {request.Environment} leaves no audit event.",
                    }
                );
                return 0;
            }
        );
        return command;
    }
}
