namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>What SQL Server's error numbers mean here. Pure, so that every number can be asked about.</summary>
internal static class PortalFaults
{
    /// <summary>From this number on errors are the procedures' own (THROW, RAISERROR).</summary>
    private const int OwnNumbers = 50_000;

    /// <summary>From this severity on the server ends the connection.</summary>
    private const byte Fatal = 20;

    private const int LongestMessage = 300;

    /// <summary>Finds what an error means.</summary>
    /// <param name="number">SqlException.Number.</param>
    /// <param name="severity">SqlException.Class.</param>
    /// <param name="message">What the server said.</param>
    /// <param name="connected">Whether the connection stood already.</param>
    public static PortalFault Of(int number, byte severity, string message, bool connected) =>
        new(KindOf(number, severity, connected), number, Bounded(message));

    private static PortalFaultKind KindOf(int number, byte severity, bool connected) =>
        number switch
        {
            // 18456 a login, 18452 an untrusted domain, 18486 to 18488 locked, disabled or expired, 916 and 40532 no user in the
            // database, 40615 a firewall.
            18456 or 18452 or 18470 or 18486 or 18487 or 18488 or 916 or 40532 or 40615 => PortalFaultKind.LoginRefused,
            // 4060 and 911 no such database, 40613 and 40197 Azure moves it, 942, 945 and 983 offline, damaged or not the primary.
            4060 or 911 or 40613 or 40197 or 942 or 945 or 976 or 983 => PortalFaultKind.DatabaseUnavailable,
            3906 or 3908 or 1785 or 40692 => PortalFaultKind.ReadOnly,
            229 or 230 or 262 or 297 or 300 => PortalFaultKind.Denied,
            2812 => PortalFaultKind.Missing,
            // 201 one is missing, 8144 one too many, 8145 one unknown, 8146 none wanted, 119 and 8114 another type, 8162 no OUTPUT.
            201 or 119 or 214 or 257 or 8114 or 8144 or 8145 or 8146 or 8162 => PortalFaultKind.Mismatch,
            1205 or 3960 => PortalFaultKind.Deadlock,
            10928 or 10929 or 10936 or 40501 or 49918 or 49919 or 49920 => PortalFaultKind.Busy,
            9002 or 1105 or 1101 or 40544 or 40549 or 40551 or 40552 => PortalFaultKind.Full,
            // -2 the client's own limit, 1222 a lock request's, 3617 an attention.
            -2 or 1222 or 3617 => connected ? PortalFaultKind.Timeout : PortalFaultKind.Unreachable,
            >= OwnNumbers => PortalFaultKind.Refused,
            _ when !connected => PortalFaultKind.Unreachable,
            // What the client says of the wire has no number of the server's, or a severity that ends the connection.
            _ when severity >= Fatal || number <= 0 => PortalFaultKind.Broken,
            _ => PortalFaultKind.Refused,
        };

    private static string Bounded(string message)
    {
        var line = message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
        return line.Length <= LongestMessage ? line : $"{line[..LongestMessage]}…";
    }
}
