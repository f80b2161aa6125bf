using System.Globalization;
using k8s;
using k8s.Autorest;
using k8s.Exceptions;
using YamlDotNet.Core;

namespace Mcpx.Watchdog.Deployers.Kubernetes;

/// <summary>Asks the API server; whatever goes wrong comes out as one kind of exception, with the status where there was one.</summary>
internal sealed class KubernetesApi(string? kubeConfig, TimeProvider time) : IDisposable
{
    private const int MostReads = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private k8s.Kubernetes? _client;

    /// <summary>Reads, and waits as told at 429 and 503.</summary>
    /// <exception cref="DeployerUnavailableException">No answer that can be used.</exception>
    public async Task<T> ReadAsync<T>(
        Func<k8s.Kubernetes, CancellationToken, Task<T>> call,
        CancellationToken cancellation
    )
    {
        for (var reads = 1; ; reads++)
        {
            try
            {
                return await ActAsync(call, cancellation);
            }
            catch (DeployerUnavailableException problem) when (problem.Status is 429 or 503 && reads < MostReads)
            {
                await Task.Delay(
                    Http.JsonApi.Bounded(problem.RetryAfter ?? TimeSpan.FromSeconds(2 * reads)),
                    time,
                    cancellation
                );
            }
        }
    }

    /// <summary>Asks once.</summary>
    /// <exception cref="DeployerUnavailableException">No answer that can be used.</exception>
    public async Task<T> ActAsync<T>(
        Func<k8s.Kubernetes, CancellationToken, Task<T>> call,
        CancellationToken cancellation
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        try
        {
            _client ??= new(Configuration(), new BoundedHandler());
            return await call(_client, limit.Token);
        }
        catch (HttpOperationException problem)
        {
            throw Refused(problem);
        }
        catch (HttpRequestException problem)
        {
            throw new DeployerUnavailableException($"the API server gave no answer: {problem.Message}", problem)
            {
                NothingSent =
                    problem.HttpRequestError
                        is HttpRequestError.ConnectionError
                            or HttpRequestError.NameResolutionError
                            or HttpRequestError.SecureConnectionError,
            };
        }
        catch (Exception problem)
            when (problem is KubeConfigException or KubernetesClientException or YamlException or IOException)
        {
            throw new DeployerUnavailableException($"the API server cannot be asked: {problem.Message}", problem);
        }
        catch (Exception problem) when (problem is System.Text.Json.JsonException or NotSupportedException)
        {
            throw new DeployerUnavailableException("the API server's answer is not what was asked for", problem);
        }
        catch (OperationCanceledException problem) when (!cancellation.IsCancellationRequested)
        {
            throw new DeployerUnavailableException(
                $"the API server gave no answer within {Patience.TotalSeconds:0} s",
                problem
            );
        }
    }

    public void Dispose() => _client?.Dispose();

    private KubernetesClientConfiguration Configuration() =>
        kubeConfig is { } file
            ? KubernetesClientConfiguration.BuildConfigFromConfigFile(file)
            : KubernetesClientConfiguration.InClusterConfig();

    /// <summary>An answer like <c>{"kind":"Status","message":"deployments.apps \"api\" is forbidden: …","code":403}</c>.</summary>
    private static DeployerUnavailableException Refused(HttpOperationException problem)
    {
        var status = (int)problem.Response.StatusCode;
        var answer = new Http.ApiAnswer(
            status,
            problem.Response.Content ?? "",
            new Dictionary<string, string>(),
            RetryAfter: null
        );
        var message =
            answer.Json() is { } json && Http.ApiAnswer.Text(json, "message") is { } text
                ? $"{status}: {text}"
                : answer.Words;
        return new($"the API server answered {message}", problem)
        {
            Status = status,
            RetryAfter =
                problem.Response.Headers?.TryGetValue("Retry-After", out var values) == true
                && int.TryParse(values.FirstOrDefault(), CultureInfo.InvariantCulture, out var seconds)
                    ? TimeSpan.FromSeconds(seconds)
                    : null,
        };
    }
}
