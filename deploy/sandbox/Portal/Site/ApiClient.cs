using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Mcpx.Sandbox.Portal.Site;

/// <summary>Asks the environment's API for what a page shows.</summary>
internal sealed class ApiClient(HttpClient http, PortalSettings settings, ILogger logger)
{
    /// <summary>The first answer of an API instance; null when none serves the path, which a page must say.</summary>
    public async Task<JsonElement?> GetAsync(string path, CancellationToken cancellationToken)
    {
        foreach (var address in settings.ApiAddresses)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, path));
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", settings.Token);
            try
            {
                using var response = await http.SendAsync(request, cancellationToken);
                response.EnsureSuccessStatusCode();
                using var body = await JsonDocument.ParseAsync(
                    await response.Content.ReadAsStreamAsync(cancellationToken),
                    default,
                    cancellationToken
                );
                return body.RootElement.Clone();
            }
            catch (Exception error)
                when (error is HttpRequestException or JsonException
                    || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
                )
            {
                Log.ApiUnavailable(logger, address, path, error.Message);
            }
        }

        return null;
    }
}
