using System.Net.Http.Headers;
using Microsoft.AspNetCore.StaticFiles;

namespace Mcpx.Watchdog.Deployers.Sites;

/// <summary>
/// The few calls of the Blob service's REST API that a site needs. Each may be repeated: the same bytes under the same name, the same words
/// about the container.
/// </summary>
/// <param name="http">Follows no redirect and keeps a bounded answer only.</param>
/// <param name="address">The container's own address.</param>
/// <param name="timeout">For one complete answer.</param>
/// <param name="token">The bearer token.</param>
/// <param name="time">Whose time.</param>
internal sealed class BlobContainer(
    HttpClient http,
    Uri address,
    TimeSpan timeout,
    Func<CancellationToken, ValueTask<string?>> token,
    TimeProvider time
)
{
    /// <summary>The oldest version of the service that knows bearer tokens and everything used here.</summary>
    private const string Version = "2021-12-02";
    private const string Meta = "x-ms-meta-";
    private const int Attempts = 4;

    private static readonly FileExtensionContentTypeProvider Types = new();

    /// <summary>What is written about the container.</summary>
    /// <exception cref="DeployerUnavailableException">It cannot be read.</exception>
    public async Task<Dictionary<string, string>> MetadataAsync(CancellationToken cancellation)
    {
        using var answer = await SendAsync(
            () => new(HttpMethod.Get, new Uri($"{address}?restype=container")),
            "read",
            cancellation
        );
        return answer
            .Headers.NonValidated.Where(header => header.Key.StartsWith(Meta, StringComparison.OrdinalIgnoreCase))
            .ToDictionary(
                header => header.Key[Meta.Length..],
                header => header.Value.ToString(),
                StringComparer.OrdinalIgnoreCase
            );
    }

    /// <summary>Writes it, all of it.</summary>
    /// <exception cref="DeployerUnavailableException">Nobody can say whether it was written.</exception>
    public async Task WriteMetadataAsync(IReadOnlyDictionary<string, string> metadata, CancellationToken cancellation)
    {
        using var answer = await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(
                    HttpMethod.Put,
                    new Uri($"{address}?restype=container&comp=metadata")
                )
                {
                    Content = new ByteArrayContent([]),
                };
                foreach (var (name, value) in metadata)
                {
                    request.Headers.TryAddWithoutValidation(Meta + name, value);
                }

                return request;
            },
            "written",
            cancellation
        );
    }

    /// <summary>Puts a file in place of what is there, if anything is.</summary>
    /// <param name="name">Its path in the container, with slashes.</param>
    /// <param name="file">Where it lies.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="DeployerUnavailableException">Nobody can say whether it is there.</exception>
    public async Task PutAsync(string name, string file, CancellationToken cancellation)
    {
        using var answer = await SendAsync(
            () =>
            {
                var request = new HttpRequestMessage(HttpMethod.Put, AddressOf(name))
                {
                    Content = new StreamContent(File.OpenRead(file)),
                };
                request.Headers.Add("x-ms-blob-type", "BlockBlob");
                if (IsPage(name))
                {
                    request.Headers.Add("x-ms-blob-cache-control", "no-cache");
                }

                request.Content.Headers.ContentType = new(
                    Types.TryGetContentType(name, out var type) ? type : "application/octet-stream"
                );
                return request;
            },
            "uploaded",
            cancellation
        );
    }

    /// <summary>Creates a blob where there is none.</summary>
    /// <param name="name">Its path in the container, with slashes.</param>
    /// <param name="open">Opens what it is to hold, as often as it is sent.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>Null when it was created; else why not, for example because there is one.</returns>
    public async Task<string?> CreateAsync(string name, Func<Stream> open, CancellationToken cancellation)
    {
        try
        {
            using var answer = await SendAsync(
                () =>
                {
                    var request = new HttpRequestMessage(HttpMethod.Put, AddressOf(name))
                    {
                        Content = new StreamContent(open()),
                    };
                    request.Headers.Add("x-ms-blob-type", "BlockBlob");
                    request.Headers.TryAddWithoutValidation("If-None-Match", "*");
                    request.Content.Headers.ContentType = new("application/zip");
                    return request;
                },
                "created",
                cancellation
            );
            return null;
        }
        catch (DeployerUnavailableException problem)
        {
            return problem.Message;
        }
    }

    /// <summary>SHA-256 of what a blob holds, read as it comes; null when there is none.</summary>
    /// <exception cref="DeployerUnavailableException">It cannot be read.</exception>
    public async Task<string?> DigestAsync(string name, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, AddressOf(name));
            request.Headers.Add("x-ms-version", Version);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(limit.Token));
            using var answer = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            await Task.Yield();
            if (answer.StatusCode == System.Net.HttpStatusCode.NotFound)
            {
                return null;
            }

            answer.EnsureSuccessStatusCode();
            await using var content = await answer.Content.ReadAsStreamAsync(limit.Token);
            return Convert.ToHexStringLower(
                await System.Security.Cryptography.SHA256.HashDataAsync(content, limit.Token)
            );
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            throw new DeployerUnavailableException($"{name} could not be read back: {problem.Message}", problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new DeployerUnavailableException(
                $"{name} could not be read back: no answer within {timeout.TotalSeconds:0.#} s",
                problem
            );
        }
    }

    private Uri AddressOf(string name) =>
        new($"{address}/{string.Join('/', name.Split('/').Select(Uri.EscapeDataString))}");

    /// <summary>Whether readers come by this name, so that it is put in place last and never kept in a cache.</summary>
    public static bool IsPage(string name) => Path.GetExtension(name) is ".html" or ".json";

    private async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> make,
        string what,
        CancellationToken cancellation
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            using var request = make();
            request.Headers.Add("x-ms-version", Version);
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await token(cancellation));
            var (answer, problem) = await TryAsync(request, cancellation);
            if (answer is { IsSuccessStatusCode: true })
            {
                return answer;
            }

            var refused = answer is not null && (int)answer.StatusCode is not (429 or >= 500);
            var wait = answer?.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(attempt);
            if (answer is not null)
            {
                var code = answer.Headers.TryGetValues("x-ms-error-code", out var codes) ? $" {codes.First()}" : "";
                problem = new HttpRequestException($"it answers {(int)answer.StatusCode}{code}");
                answer.Dispose();
            }

            if (refused || attempt == Attempts)
            {
                throw new DeployerUnavailableException(
                    $"{request.RequestUri!.Host}{request.RequestUri.AbsolutePath} could not be {what}: {problem!.Message}",
                    problem
                );
            }

            await Task.Delay(Http.JsonApi.Bounded(wait), time, cancellation);
        }
    }

    private async Task<(HttpResponseMessage? Answer, Exception? Problem)> TryAsync(
        HttpRequestMessage request,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(timeout);
        try
        {
            var answer = await http.SendAsync(request, limit.Token);
            // The answer arrives on the socket's own thread, and what comes next may take its time.
            await Task.Yield();
            return (answer, null);
        }
        catch (Exception problem) when (problem is HttpRequestException or IOException)
        {
            return (null, problem);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return (null, new TimeoutException($"no answer within {timeout.TotalSeconds:0.#} s"));
        }
    }
}
