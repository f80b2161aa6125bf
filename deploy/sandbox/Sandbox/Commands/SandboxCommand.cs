using System.CommandLine;

namespace Mcpx.Sandbox.Commands;

/// <summary>The command line: 0 done, 1 it failed, 2 bad usage or bad configuration.</summary>
internal static class SandboxCommand
{
    private const int BadUsage = 2;

    public static async Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand(
            "A stand-in for the MCPX admin portal: real processes on loopback, to watch and to break."
        )
        {
            ControlVerb.Create(),
            InstanceVerb.Create(),
            DeployerVerb.Create(),
            DeployVerb.Create(),
            BreakVerb.Create(),
            FaultVerb.Create(),
            HealVerb.Create(),
            SettingVerbs.CreateConfig(),
            SettingVerbs.CreateFlag(),
            ListVerb.Create(),
        };
        // A value may begin with @, and names no file of arguments.
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Errors.Count > 0)
        {
            await Console.Error.WriteLineAsync(string.Join(' ', parsed.Errors.Select(error => error.Message)));
            return BadUsage;
        }

        try
        {
            // Hosts end themselves on signals and need longer than the command line would give them.
            var running = new InvocationConfiguration
            {
                ProcessTerminationTimeout = null,
                EnableDefaultExceptionHandler = false,
            };
            return await parsed.InvokeAsync(running);
        }
        catch (UsageException error)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return BadUsage;
        }
        catch (Exception error) when (error is HttpRequestException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
    }
}
