using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Comms;

/// <summary>What stakeholders are told of.</summary>
public enum StatusKind
{
    /// <summary>A rollback was approved.</summary>
    Approved,

    /// <summary>It stopped.</summary>
    Failed,

    /// <summary>It is done.</summary>
    Restored,

    /// <summary>The incident is over.</summary>
    Closed,

    /// <summary>It was ended before its end.</summary>
    Aborted,

    /// <summary>It is done, and what failed fails on.</summary>
    NotCured,
}

/// <summary>A moment that is told.</summary>
/// <param name="Key">Unique in the incident.</param>
/// <param name="Kind">What happened.</param>
/// <param name="At">When.</param>
public sealed record StatusMoment(string Key, StatusKind Kind, DateTimeOffset At);

/// <summary>A status note went out to the stakeholders, or did not.</summary>
/// <param name="Key">As in <see cref="StatusMoment"/>.</param>
/// <param name="Kind">What it tells of.</param>
/// <param name="Recipients">To how many.</param>
/// <param name="Text">What it said.</param>
/// <param name="Fault">Why it did not arrive; null when it did.</param>
/// <param name="Again">Whether it is tried again.</param>
public sealed record StatusNoteSent(
    string Key,
    StatusKind Kind,
    int Recipients,
    string Text,
    string? Fault,
    bool Again = false
) : IEvent;

/// <summary>How far a note got.</summary>
/// <param name="Tries">How often it was tried.</param>
/// <param name="At">When it was tried last.</param>
/// <param name="Again">Whether it is tried again.</param>
public sealed record StatusNoteState(int Tries, DateTimeOffset At, bool Again);
