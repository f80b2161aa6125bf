namespace Mcpx.Domain.Signals;

/// <summary>
/// How an answer failed. A target that refuses, stalls or answers garbage is a reading that fails, never missing data.
/// </summary>
public enum Fault
{
    /// <summary>A good answer.</summary>
    None,

    /// <summary>The name did not resolve.</summary>
    Dns,

    /// <summary>Nobody listens at the address.</summary>
    Refused,

    /// <summary>The TLS handshake failed.</summary>
    Tls,

    /// <summary>No complete answer within the probe's timeout.</summary>
    Timeout,

    /// <summary>The connection ended before the answer was complete.</summary>
    Closed,

    /// <summary>A complete answer with a status that is not success; redirects count, since they are not followed.</summary>
    Status,

    /// <summary>An answer that is too long or cannot be read.</summary>
    Body,
}
