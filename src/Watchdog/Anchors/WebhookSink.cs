using System.Net.Http.Headers;
using Mcpx.Db;
using Mcpx.Db.Proof;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Wire;

namespace Mcpx.Watchdog.Anchors;

/// <summary>Posts anchors to the configured address, signed where there is a key. Retries and time limits are the client's.</summary>
internal sealed class WebhookSink(WatchdogOptions options, IHttpClientFactory clients) : IAnchorSink
{
    public const string Client = "anchor";

    public string Name => "webhook";

    public bool IsWanted => options.Journal.Anchor is { Webhook: not null } or { WebhookVariable: not null };

    public async Task<string?> KeepAsync(ChainHead head, DateTimeOffset at, CancellationToken cancellation)
    {
        var anchor = options.Journal.Anchor;
        var address = anchor.Webhook ?? Secrets.Read(anchor.WebhookVariable!);
        if (!Uri.TryCreate(address, UriKind.Absolute, out var target))
        {
            return "there is no address to post to";
        }

        AnchorKey? key = null;
        if (anchor.KeyVariable is { } variable && !AnchorKey.TryRead(variable, out key, out var problem))
        {
            return $"{variable} {problem}";
        }

        using (key)
        {
            return await PostAsync(
                target,
                new AnchorLine(head.Position, head.Hash, at, Previous: null).Write(key),
                cancellation
            );
        }
    }

    private async Task<string?> PostAsync(Uri target, byte[] line, CancellationToken cancellation)
    {
        using var content = new ByteArrayContent(line);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return await clients.PostAsync(Client, target, content, cancellation);
    }
}
