using System.Data.Common;

namespace Mcpx.Db;

/// <summary>What a store that is away, full, locked or broken throws: whoever looks again later goes on.</summary>
public static class StoreFault
{
    /// <summary>Whether it is one.</summary>
    public static bool Is(Exception problem) => problem is DbException or IOException or TimeoutException;
}
