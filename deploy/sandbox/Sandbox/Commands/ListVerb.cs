using System.CommandLine;

namespace Mcpx.Sandbox.Commands;

internal static class ListVerb
{
    public static Command Create()
    {
        var command = new Command("list", "Tells the ways to break things.");
        command.SetAction(_ =>
        {
            foreach (var line in Faults.Ways())
                Console.WriteLine(line);
            return 0;
        });
        return command;
    }
}
