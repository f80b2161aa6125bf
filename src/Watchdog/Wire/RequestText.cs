using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Mcpx.Watchdog.Wire;

/// <summary>Writes requests, for example <c>GET /healthz HTTP/1.1\r\nHost: api-1:8080\r\n…</c>.</summary>
internal static class RequestText
{
    /// <summary>Who we say we are.</summary>
    public const string Product = "mcpx-watchdog";

    /// <summary>Of which version.</summary>
    public const string Version = "0.1";

    /// <summary>The header that carries every cookie in one line.</summary>
    public const string CookieHeader = "Cookie";

    /// <summary>What goes into <see cref="CookieHeader"/>: the address's pin and a call's own cookies; null without any.</summary>
    public static string? CookieOf(Uri address, string? own) =>
        Pin.Of(address) is not { } pin ? own
        : own is null ? pin.ToString()
        : $"{pin}; {own}";

    /// <summary>A GET without a body.</summary>
    /// <exception cref="FormatException">A value would break out of its line.</exception>
    public static byte[] Get(Uri address, string? token, params ReadOnlySpan<(string Name, string Value)> headers)
    {
        var text = Begin("GET", address, cookies: null);
        if (token is not null)
        {
            Add(text, "Authorization", $"Bearer {token}");
        }

        foreach (var (name, value) in headers)
        {
            Add(text, name, value);
        }

        return End(text, []);
    }

    /// <summary>Any request.</summary>
    /// <exception cref="FormatException">A value would break out of its line.</exception>
    public static async Task<byte[]> OfAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        var body = request.Content is { } content ? await content.ReadAsByteArrayAsync(cancellation) : [];
        request.Headers.NonValidated.TryGetValues(CookieHeader, out var cookies);
        var text = Begin(request.Method.Method, request.RequestUri!, cookies.Count > 0 ? cookies.ToString() : null);
        Add(text, request.Headers);
        if (request.Content is not null)
        {
            Add(text, request.Content.Headers);
        }

        if (body.Length > 0 || request.Method == HttpMethod.Post || request.Method == HttpMethod.Put)
        {
            Add(text, "Content-Length", body.Length.ToString(CultureInfo.InvariantCulture));
        }

        return End(text, body);
    }

    private static StringBuilder Begin(string method, Uri address, string? cookies)
    {
        var text = new StringBuilder(256)
            .Append(method)
            .Append(' ')
            .Append(address.PathAndQuery)
            .Append(" HTTP/1.1\r\n");
        Add(text, "Host", Authority.Of(address).ToString());
        Add(text, "User-Agent", $"{Product}/{Version}");
        if (CookieOf(address, cookies) is { } all)
        {
            Add(text, CookieHeader, all);
        }

        return text;
    }

    private static void Add(StringBuilder text, HttpHeaders headers)
    {
        foreach (var (name, values) in headers.NonValidated)
        {
            if (
                !name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)
                && !name.Equals(CookieHeader, StringComparison.OrdinalIgnoreCase)
            )
            {
                Add(text, name, values.ToString());
            }
        }
    }

    private static void Add(StringBuilder text, string name, string value)
    {
        if (value.AsSpan().IndexOfAny('\r', '\n', '\0') >= 0)
        {
            throw new FormatException($"The value of {name} has a line break.");
        }

        text.Append(name).Append(": ").Append(value).Append("\r\n");
    }

    private static byte[] End(StringBuilder text, byte[] body)
    {
        var head = Encoding.UTF8.GetBytes(text.Append("\r\n").ToString());
        return body.Length == 0 ? head : [.. head, .. body];
    }
}
