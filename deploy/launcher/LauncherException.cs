namespace Mcpx.Launcher;

/// <summary>Ends the launcher with one clear message on stderr instead of a stack trace.</summary>
/// <param name="exitCode">1: it could not be done now. 2: the arguments or the machine's state must change first.</param>
/// <param name="message">What is wrong, naming key and value.</param>
internal sealed class LauncherException(int exitCode, string message) : Exception(message)
{
    /// <summary>The process's exit code, 1 or 2.</summary>
    public int ExitCode { get; } = exitCode;
}
