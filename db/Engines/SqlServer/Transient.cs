using System.Data.Common;
using Microsoft.Data.SqlClient;

namespace Mcpx.Db.Engines.SqlServer;

/// <summary>Faults of a server or of the way to it that pass by themselves.</summary>
internal static class Transient
{
    /// <summary>How often something is tried.</summary>
    public const int Attempts = 4;

    // A lost or refused connection, a deadlock, a failover, a throttled or moving database of Azure.
    private static readonly HashSet<int> Numbers =
    [
        -2,
        20,
        64,
        121,
        233,
        997,
        1204,
        1205,
        1222,
        4060,
        4221,
        10053,
        10054,
        10060,
        10928,
        10929,
        11001,
        18401,
        40143,
        40197,
        40501,
        40540,
        40613,
        42108,
        42109,
        49918,
        49919,
        49920,
    ];

    /// <summary>How a connection is opened again.</summary>
    public static SqlRetryLogicBaseProvider Opening { get; } =
        SqlConfigurableRetryFactory.CreateExponentialRetryProvider(
            new()
            {
                NumberOfTries = Attempts,
                DeltaTime = TimeSpan.FromMilliseconds(200),
                MaxTimeInterval = TimeSpan.FromSeconds(3),
                TransientErrors = Numbers,
            }
        );

    /// <summary>From this class on the connection is gone, whatever number the driver has for the way it went; often it has none.</summary>
    private const byte Broken = 20;

    /// <summary>Whether it may go the next time.</summary>
    public static bool Passes(DbException problem) =>
        problem is StoreRefusedException { Reason: StoreRefusal.Busy }
        || (
            problem is SqlException told
            && told.Errors.Cast<SqlError>().Any(error => error.Class >= Broken || Numbers.Contains(error.Number))
        );

    /// <summary>Waits longer each time, and never as long as somebody else.</summary>
    public static void Wait(int attempt) =>
        Thread.Sleep(TimeSpan.FromMilliseconds((100 << attempt) + Random.Shared.Next(100)));
}
