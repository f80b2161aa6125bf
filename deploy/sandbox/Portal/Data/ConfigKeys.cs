namespace Mcpx.Sandbox.Portal.Data;

/// <summary>Configuration keys the portal's code reads.</summary>
public static class ConfigKeys
{
    /// <summary>Seconds between two keep-alive comments of an event stream; 1 in the sandbox, 10 in a real portal.</summary>
    public const string SseKeepAliveSeconds = "Network:SseKeepAliveSeconds";

    /// <summary>Comma-separated browser origins that may call the API.</summary>
    public const string AllowedOrigins = "Cors:AllowedOrigins";
}
