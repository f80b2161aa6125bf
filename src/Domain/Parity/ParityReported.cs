using Mcpx.Domain.Journal;

namespace Mcpx.Domain.Parity;

/// <summary>A comparison found something else than the one before it (runbook section 9: "generate parity report").</summary>
public sealed record ParityReported(ParityReport Report) : IEvent;
