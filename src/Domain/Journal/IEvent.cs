namespace Mcpx.Domain.Journal;

/// <summary>Something that happened and stays so. Corrections are new events.</summary>
public interface IEvent;
