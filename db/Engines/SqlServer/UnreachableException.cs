using System.Data.Common;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>
/// No connection was made, for a reason that is none of the server's: the pool is used up, or no identity was given a token. It is a
/// fault of the store like any other.
/// </summary>
internal sealed class UnreachableException(string message, Exception reason) : DbException(message, reason);
