using Mcpx.Domain.Configuration;

namespace Mcpx.Watchdog.Commands;

/// <summary>Says everything that is wrong with a configuration in one message.</summary>
internal static class ConfigurationReport
{
    /// <summary>Says it.</summary>
    /// <returns>The exit code of what only a person mends.</returns>
    public static int Refuse(IReadOnlyList<ConfigurationError> errors)
    {
        Console.Error.WriteLine(
            $"The configuration has {errors.Count} error{(errors.Count == 1 ? "" : "s")}; nothing was started."
        );
        foreach (var error in errors)
        {
            Console.Error.WriteLine($"  {error}");
        }

        return ExitCodes.BadInput;
    }
}
