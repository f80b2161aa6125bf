using System.Collections.Concurrent;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>
/// As much of a storage account's Blob service as a site needs, and the site that it serves; Azure itself is not asked.
/// </summary>
internal sealed class BlobServer : IAsyncDisposable
{
    private const string Container = "/$web";
    private readonly ConcurrentDictionary<string, string> _blobs = new(StringComparer.Ordinal);
    private Dictionary<string, string> _metadata = new(StringComparer.OrdinalIgnoreCase) { ["owner"] = "portal team" };

    public BlobServer()
    {
        Account = new(Answer);
        Site = new(call => _blobs.TryGetValue(call.Path, out var blob) ? new(200, blob, Type: "text/plain") : new(404));
    }

    public ApiServer Account { get; }

    public ApiServer Site { get; }

    public IReadOnlyDictionary<string, string> Blobs => _blobs;

    public IReadOnlyDictionary<string, string> Metadata => _metadata;

    /// <summary>Decides before the service does; null leaves it to it.</summary>
    public Func<ApiCall, ApiReply?> First { get; set; } = _ => null;

    /// <summary>Blobs in the order in which they were put.</summary>
    public IReadOnlyList<ApiCall> Puts =>
        [.. Account.Acts.Where(call => !call.Path.Contains("comp=metadata", StringComparison.Ordinal))];

    public void Write(string name, string value) => _metadata[name] = value;

    public async ValueTask DisposeAsync()
    {
        await Account.DisposeAsync();
        await Site.DisposeAsync();
    }

    private ApiReply Answer(ApiCall call)
    {
        if (First(call) is { } reply)
        {
            return reply;
        }

        if (call.Authorization != "Bearer azure-token" || call.Header("x-ms-version") is null)
        {
            return new(401, Headers: "x-ms-error-code: NoAuthenticationInformation\r\n");
        }

        switch (call.Method, call.Path)
        {
            case ("GET", Container + "?restype=container"):
                return new(
                    200,
                    Headers: string.Concat(_metadata.Select(one => $"x-ms-meta-{one.Key}: {one.Value}\r\n"))
                );
            case ("PUT", Container + "?restype=container&comp=metadata"):
                _metadata = call
                    .Head.Where(line => line.StartsWith("x-ms-meta-", StringComparison.OrdinalIgnoreCase))
                    .Select(line => line["x-ms-meta-".Length..].Split(": ", 2))
                    .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
                return new(200);
            case ("PUT", var path) when call.Header("x-ms-blob-type") == "BlockBlob":
                _blobs[path[Container.Length..]] = call.Body;
                return new(201);
            default:
                return new(400, Headers: "x-ms-error-code: InvalidUri\r\n");
        }
    }
}
