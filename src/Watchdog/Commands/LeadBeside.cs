namespace Mcpx.Watchdog.Commands;

/// <summary>What a command that leads for a while does beside the watching.</summary>
/// <param name="Logging">Changes where and how much is logged.</param>
/// <param name="Started">Called when everything runs; again after instances came or went.</param>
internal sealed record LeadBeside(Action<ILoggingBuilder> Logging, Action Started);
