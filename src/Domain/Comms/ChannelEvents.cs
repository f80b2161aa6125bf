using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Comms;

/// <summary>A person wants to see whether messages arrive; the watchdog sends one to every channel.</summary>
/// <param name="Id">Unique, for example <c>TEST-0001</c>.</param>
public sealed record ChannelTestAsked(string Id) : IEvent;

/// <summary>The watchdog sent them.</summary>
/// <param name="Id">As in <see cref="ChannelTestAsked"/>.</param>
/// <param name="Answers">How it went, a line a channel.</param>
public sealed record ChannelTestHeld(string Id, IReadOnlyList<ChannelAnswer> Answers) : IEvent;

/// <summary>Whether a message reached a channel.</summary>
/// <param name="Channel">Which.</param>
/// <param name="Fault">Why it did not; null when it did.</param>
public sealed record ChannelAnswer(string Channel, string? Fault);
