namespace Mcpx.Watchdog.Commands.Rollback;

/// <summary>Where a command reads and writes.</summary>
/// <param name="Output">What is reported.</param>
/// <param name="Error">What is wrong.</param>
/// <param name="Input">A person's answers; null where no person sits at a terminal.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, TextReader? Input)
{
    /// <summary>The process's own.</summary>
    public static Terminal Own() => new(Console.Out, Console.Error, Console.IsInputRedirected ? null : Console.In);
}
