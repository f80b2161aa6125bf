namespace Mcpx.Watchdog.PortalDatabase;

/// <summary>What is wrong when the portal's database does not do what it is asked.</summary>
public enum PortalFaultKind
{
    /// <summary>Nobody answers, or not as a database does.</summary>
    Unreachable,

    /// <summary>It does not let this principal in.</summary>
    LoginRefused,

    /// <summary>The server is there and the database is not, for now.</summary>
    DatabaseUnavailable,

    /// <summary>It takes no changes: a secondary, a restore, an ApplicationIntent.</summary>
    ReadOnly,

    /// <summary>EXECUTE is not granted.</summary>
    Denied,

    /// <summary>There is no such procedure.</summary>
    Missing,

    /// <summary>The procedure takes other parameters, or shorter ones.</summary>
    Mismatch,

    /// <summary>The procedure itself said no.</summary>
    Refused,

    /// <summary>It lost against somebody else and was undone.</summary>
    Deadlock,

    /// <summary>It has too much to do.</summary>
    Busy,

    /// <summary>It has no room left.</summary>
    Full,

    /// <summary>It answers what is not in the contract, or more than fits.</summary>
    Unreadable,

    /// <summary>It did not answer in time.</summary>
    Timeout,

    /// <summary>The connection ended in the middle.</summary>
    Broken,
}

/// <summary>Why a call did not succeed, in words for a person.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Number">SQL Server's number; 0 where it gave none.</param>
/// <param name="Message">What the server said, bounded.</param>
internal sealed record PortalFault(PortalFaultKind Kind, int Number, string Message)
{
    /// <summary>Whether it is certain that the call changed nothing.</summary>
    public bool NothingRan =>
        Kind
            is PortalFaultKind.Unreachable
                or PortalFaultKind.LoginRefused
                or PortalFaultKind.DatabaseUnavailable
                or PortalFaultKind.ReadOnly
                or PortalFaultKind.Missing
                or PortalFaultKind.Mismatch;

    /// <summary>Whether it may still be at work, so that what it changes turns up later.</summary>
    public bool MayFollow => Kind is PortalFaultKind.Timeout or PortalFaultKind.Broken;

    /// <summary>What is wrong and what to do, in two sentences; the server's own words in between.</summary>
    public string Text => $"{What}{(Message.Length > 0 ? $" ({Said})" : "")}. {Next}";

    private string Said => Number == 0 ? Message : FormattableString.Invariant($"{Number}: {Message}");

    private string What =>
        Kind switch
        {
            PortalFaultKind.Unreachable => "The portal's database cannot be reached",
            PortalFaultKind.LoginRefused => "The portal's database does not let us in",
            PortalFaultKind.DatabaseUnavailable => "The portal's database is not available now",
            PortalFaultKind.ReadOnly => "The portal's database is read-only where we reach it",
            PortalFaultKind.Denied => "The portal's database refuses it to our principal",
            PortalFaultKind.Missing => "The portal's database has no such procedure",
            PortalFaultKind.Mismatch => "The call does not fit the portal's procedure",
            PortalFaultKind.Refused => "The portal's procedure refused",
            PortalFaultKind.Deadlock => "The portal's database undid it in favour of somebody else",
            PortalFaultKind.Busy => "The portal's database has too much to do",
            PortalFaultKind.Full => "The portal's database has no room left",
            PortalFaultKind.Unreadable => "The portal's procedure answers what db/portal does not say",
            PortalFaultKind.Timeout => "The portal's database did not answer in time",
            _ => "The connection to the portal's database ended in the middle",
        };

    private string Next =>
        Kind switch
        {
            PortalFaultKind.Unreachable or PortalFaultKind.DatabaseUnavailable =>
                "Retry when it answers, or run the statement by hand",
            PortalFaultKind.LoginRefused => "Have the login looked at (docs/portal-database.md), then retry",
            PortalFaultKind.ReadOnly =>
                "Let the connection string name the primary, without ApplicationIntent, then retry",
            PortalFaultKind.Denied =>
                "Have EXECUTE on it granted, and nothing else (db/portal/0005_rights.sql), then retry",
            PortalFaultKind.Missing => "Have it deployed, or correct its name in PortalDatabase, then retry",
            PortalFaultKind.Mismatch => "Hold it against db/portal and run the statement by hand",
            PortalFaultKind.Unreadable => "Hold it against db/portal",
            PortalFaultKind.Refused => "Read why; the statement can be run by hand once that is settled",
            PortalFaultKind.Deadlock or PortalFaultKind.Busy => "Retry",
            PortalFaultKind.Full => "Have the DBA make room, then retry",
            _ => "Whether it was written is asked by its request id; a retry asks again first",
        };
}

/// <summary>A call that did not succeed.</summary>
internal sealed class PortalFaultException(PortalFault fault, Exception? inner = null) : Exception(fault.Text, inner)
{
    public PortalFault Fault => fault;
}
