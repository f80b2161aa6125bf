namespace Mcpx.Db;

/// <summary>Something only one process at a time may have.</summary>
public interface ILease : IDisposable
{
    /// <summary>Whether it is ours, asked where it lies.</summary>
    bool IsHeld();
}
