using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;

namespace Mcpx.Watchdog.Paging;

/// <summary>Any other service: one JSON object a page, signed where there is a key (docs/paging.md).</summary>
internal sealed class WebhookPager(WatchdogOptions options, PagingHttp http, TimeProvider time) : IPager
{
    public const string Signature = "X-Mcpx-Signature";
    public const string Timestamp = "X-Mcpx-Timestamp";
    public const string Repeat = "Idempotency-Key";

    public PageWay Way => PageWay.Webhook;

    public Task<PageOutcome> SendAsync(PageMessage message, CancellationToken cancellation)
    {
        var place = options.Paging.Webhook!;
        var body = Body(message);
        var at = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var headers = new List<(string, string)> { (Repeat, message.Key), (Timestamp, at) };
        if (place.SecretVariable is { } variable)
        {
            if (Secrets.Read(variable) is not { } secret)
            {
                return Task.FromResult(new PageOutcome($"{variable} is not set"));
            }

            headers.Add((Signature, Sign(secret, at, body)));
        }

        return http.PostAsync(Secrets.Read(place.AddressVariable), body, place.RequestTimeout, headers, cancellation);
    }

    /// <summary>HMAC-SHA256 of the time, a dot and the body, so that an old page cannot be sent again by somebody else.</summary>
    internal static string Sign(string secret, string at, byte[] body)
    {
        byte[] said = [.. Encoding.UTF8.GetBytes($"{at}."), .. body];
        return $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), said))}";
    }

    internal static byte[] Body(PageMessage message) =>
        JsonSerializer.SerializeToUtf8Bytes(
            new
            {
                version = 1,
                action = message.Due.Act.ToString().ToLowerInvariant(),
                incident = message.Incident.Id,
                environment = message.Incident.Environment,
                severity = message.Incident.Severity.ToString(),
                call = message.Due.Call,
                role = message.Due.To?.ToString(),
                person = message.Due.Person.Length > 0 ? message.Due.Person : null,
                summary = message.Summary,
                text = message.Text,
                link = message.Link,
            }
        );
}
