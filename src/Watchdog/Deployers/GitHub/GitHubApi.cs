using System.Globalization;
using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Deployers.Http;
using Mcpx.Watchdog.Wire;
using Octokit;
using Octokit.Internal;

namespace Mcpx.Watchdog.Deployers.GitHub;

/// <summary>Asks GitHub; whatever goes wrong comes out as one kind of exception, with the status where there was one.</summary>
internal sealed class GitHubApi(GitHubActionsOptions options, TimeProvider time) : IDisposable
{
    private const int MostReads = 5;
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly HttpClientAdapter _http = new(() => new BoundedHandler { InnerHandler = ServiceHttp.Handler() });

    /// <summary>Reads, and waits as told where GitHub asks for a minute's patience at the most.</summary>
    /// <exception cref="DeployerUnavailableException">No answer that can be used.</exception>
    public async Task<T> ReadAsync<T>(Func<IActionsWorkflowsClient, Task<T>> call, CancellationToken cancellation)
    {
        for (var reads = 1; ; reads++)
        {
            try
            {
                return await ActAsync(call, cancellation);
            }
            catch (DeployerUnavailableException problem)
                when (problem.Status is 403 or 429 or 503 && problem.RetryAfter <= LongestWait && reads < MostReads)
            {
                await Task.Delay(JsonApi.Bounded(problem.RetryAfter.Value), time, cancellation);
            }
        }
    }

    /// <summary>Asks once.</summary>
    /// <exception cref="DeployerUnavailableException">No answer that can be used.</exception>
    public Task<T> ActAsync<T>(Func<IActionsWorkflowsClient, Task<T>> call, CancellationToken cancellation) =>
        AskAsync(connection => call(new ActionsWorkflowsClient(connection)), cancellation);

    /// <summary>Asks any part of the API once.</summary>
    /// <exception cref="DeployerUnavailableException">No answer that can be used.</exception>
    public async Task<T> AskAsync<T>(Func<IApiConnection, Task<T>> call, CancellationToken cancellation)
    {
        var token =
            Secrets.Read(options.TokenVariable)
            ?? throw new DeployerUnavailableException($"{options.TokenVariable} holds no token") { NothingSent = true };
        var connection = new Connection(
            new(RequestText.Product, RequestText.Version),
            new Uri($"{options.Address.TrimEnd('/')}/"),
            new InMemoryCredentialStore(new(token)),
            _http,
            new SimpleJsonSerializer()
        );
        try
        {
            return await call(new ApiConnection(connection)).WaitAsync(options.RequestTimeout, cancellation);
        }
        catch (ApiException problem)
        {
            throw Refused(problem);
        }
        catch (HttpRequestException problem)
        {
            throw new DeployerUnavailableException($"GitHub gave no answer: {problem.Message}", problem)
            {
                NothingSent =
                    problem.HttpRequestError
                        is HttpRequestError.ConnectionError
                            or HttpRequestError.NameResolutionError
                            or HttpRequestError.SecureConnectionError,
            };
        }
        catch (TimeoutException problem)
        {
            throw new DeployerUnavailableException(
                $"GitHub gave no answer within {options.RequestTimeout.TotalSeconds:0.#} s",
                problem
            );
        }
        catch (Exception problem)
            when (problem is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            // The library has an exception of its own for every way in which an answer cannot be read.
            throw new DeployerUnavailableException($"GitHub's answer cannot be read: {problem.Message}", problem);
        }
    }

    public void Dispose() => _http.Dispose();

    private DeployerUnavailableException Refused(ApiException problem)
    {
        var headers = problem.HttpResponse?.Headers;
        var after = headers?.FirstOrDefault(header =>
            header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)
        );
        return new($"GitHub answered {(int)problem.StatusCode}: {problem.Message}", problem)
        {
            Status = (int)problem.StatusCode,
            RetryAfter =
                problem is RateLimitExceededException limit ? limit.Reset - time.GetUtcNow()
                : int.TryParse(after?.Value, CultureInfo.InvariantCulture, out var seconds)
                    ? TimeSpan.FromSeconds(seconds)
                : null,
        };
    }
}
