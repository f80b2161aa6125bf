using Microsoft.Data.SqlClient;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>The numbers our procedures and triggers throw (docs/sql-server.md).</summary>
internal static class StoreErrors
{
    /// <summary>A stream has moved on: the message is the expected version, the actual one and the stream.</summary>
    public const int Conflict = 51000;

    /// <summary>Does it; what a rule of the store refuses is told as that.</summary>
    /// <exception cref="StoreRefusedException">A rule of the store refused.</exception>
    public static T Typed<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (SqlException refused) when (Refusal(refused.Number) is { } reason)
        {
            throw new StoreRefusedException(reason, refused);
        }
    }

    private static StoreRefusal? Refusal(int number) =>
        number switch
        {
            51001 => StoreRefusal.Busy,
            51002 => StoreRefusal.AppendOnly,
            51003 => StoreRefusal.TooYoung,
            51004 => StoreRefusal.Sealed,
            51005 => StoreRefusal.OtherBodies,
            _ => null,
        };
}
