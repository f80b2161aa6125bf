using Azure.Core;
using Azure.Identity;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Deployers;
using Mcpx.Watchdog.Deployers.Azure;

namespace Mcpx.Watchdog.Evidence.Copies;

/// <summary>The place that is configured for second copies.</summary>
internal sealed class CopyPlaces(WatchdogOptions options, TimeProvider time) : IDisposable
{
    /// <summary>Whom a token for blobs is for, whichever account.</summary>
    private const string Storage = "https://storage.azure.com";

    private readonly HttpClient _http = ServiceHttp.Client();

    /// <summary>Who we are to Azure: what the machine offers, a managed identity for example.</summary>
    public Func<TokenCredential> Credential { get; init; } = () => new DefaultAzureCredential();

    /// <summary>The place; null where none is configured.</summary>
    public ICopyPlace? Find()
    {
        if (options.Evidence.CopyFolder is { } folder)
        {
            return new FolderPlace(folder);
        }

        if (options.Evidence.CopyContainer is not { } container)
        {
            return null;
        }

        var address = new Uri($"{container.Account.TrimEnd('/')}/{container.Container}");
        return new ContainerPlace(
            new(_http, address, container.RequestTimeout, new AzureToken(Credential(), Storage).ReadAsync, time),
            address.ToString()
        );
    }

    public void Dispose() => _http.Dispose();
}
