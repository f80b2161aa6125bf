using System.CommandLine;

namespace Mcpx.Sandbox.Commands;

internal static class HealVerb
{
    public static Command Create()
    {
        var environment = new Argument<string?>("environment")
        {
            Description = "Environment to heal; default: all.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var control = SharedOptions.Control();
        var command = new Command("heal", "Undoes every break and fault; releases and settings stay as they are.")
        {
            environment,
            control,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                using var http = new HttpClient();
                var asked = parsed.GetValue(environment);
                await new ControlClient(parsed.GetValue(control)!, http).HealAsync(new(asked), ct);
                Console.WriteLine($"{asked ?? "Every environment"} is healed.");
                return 0;
            }
        );
        return command;
    }
}
