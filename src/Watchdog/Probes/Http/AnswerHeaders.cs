namespace Mcpx.Watchdog.Probes.Http;

/// <summary>The headers of an answer, for whoever asked to be told: set it as an option of the request.</summary>
internal sealed class AnswerHeaders
{
    public static readonly HttpRequestOptionsKey<AnswerHeaders> Key = new("mcpx-answer-headers");

    /// <summary>By name in any case, several values of one joined by commas; bounded, as the client bounds what it reads.</summary>
    public IReadOnlyDictionary<string, string> ByName { get; private set; } =
        new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Keeps the headers of every answer whose request asks for them.</summary>
    public static IServiceCollection AddTo(IServiceCollection services)
    {
        services.AddHttpClient(PortalHttp.Probes).AddHttpMessageHandler(() => new Keeper());
        return services;
    }

    private sealed class Keeper : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request,
            CancellationToken cancellationToken
        )
        {
            var response = await base.SendAsync(request, cancellationToken);
            if (request.Options.TryGetValue(Key, out var headers))
            {
                headers.ByName = response
                    .Headers.NonValidated.Concat(response.Content.Headers.NonValidated)
                    .GroupBy(header => header.Key, StringComparer.OrdinalIgnoreCase)
                    .ToDictionary(
                        header => header.Key,
                        header => string.Join(", ", header.SelectMany(one => one.Value)),
                        StringComparer.OrdinalIgnoreCase
                    );
            }

            return response;
        }
    }
}
