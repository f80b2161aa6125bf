namespace Mcpx.Watchdog.Deployers;

/// <summary>How services that deploy for us are called: no redirect is followed, no cookie kept, no answer kept that is too long.</summary>
internal static class ServiceHttp
{
    /// <summary>The longest answer.</summary>
    public const int LongestAnswer = 4 * 1024 * 1024;

    /// <summary>A client without a time limit of its own: every call brings one.</summary>
    public static HttpClient Client() =>
        new(Handler()) { Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = LongestAnswer };

    /// <summary>The handler under it.</summary>
    public static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        };
}
