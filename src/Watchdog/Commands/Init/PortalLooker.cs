using System.Net.Http.Headers;
using System.Text.Json;

namespace Mcpx.Watchdog.Commands.Init;

/// <summary>Asks a portal for what the watchdog would watch, each once and with little patience.</summary>
/// <param name="http">With a timeout, and without following redirects.</param>
/// <param name="token">What the API is shown; null for nothing.</param>
internal sealed class PortalLooker(HttpClient http, string? token)
{
    private const int Most = 64 * 1024;
    private const int MostHops = 3;
    private Uri? _api;

    private static readonly string[] Healths = ["/healthz", "/api/healthz", "/health"];
    private static readonly string[] Readies = ["/ready", "/api/ready", "/readyz"];
    private static readonly string[] Streams = ["/api/events", "/events", "/api/stream", "/api/sse", "/sse"];

    /// <summary>Looks at everything.</summary>
    /// <param name="api">Where the API answers.</param>
    /// <param name="web">Where the pages come from.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<PortalFindings> LookAsync(Uri api, Uri web, CancellationToken cancellation)
    {
        _api = api;
        var (version, tag) = await VersionAsync(api, cancellation);
        return new(api, web)
        {
            Healthz = await FirstAsync(
                api,
                "health check",
                Healths,
                "whether an instance lives at all",
                Answers,
                cancellation
            ),
            Ready = await FirstAsync(
                api,
                "readiness",
                Readies,
                "whether an instance can serve: availability is judged by the health check alone",
                Answers,
                cancellation
            ),
            Metrics = await FirstAsync(
                api,
                "metrics",
                ["/metrics"],
                "real traffic: error rate and latency are judged by the watchdog's own calls alone",
                answer =>
                    answer.Text.Contains("# TYPE", StringComparison.Ordinal)
                        ? null
                        : "answers, but with no Prometheus metrics",
                cancellation
            ),
            Version = version,
            Stream = await FirstAsync(
                api,
                "event stream",
                Streams,
                "stalled streams: the SSE triggers see nothing",
                answer =>
                    answer.Type == "text/event-stream"
                        ? null
                        : $"answers {answer.Type ?? "no type"}, not text/event-stream",
                cancellation
            ),
            Page = await PageAsync(web, cancellation),
            Origin = await OriginAsync(api, web, cancellation),
            Tag = tag,
        };
    }

    private static string? Answers(Answer answer) => null;

    private async Task<Finding> FirstAsync(
        Uri address,
        string what,
        IReadOnlyList<string> paths,
        string without,
        Func<Answer, string?> problem,
        CancellationToken cancellation
    )
    {
        Finding? missing = null;
        foreach (var path in paths)
        {
            var answer = await AskAsync(new(HttpMethod.Get, new Uri(address, path)), cancellation);
            if (answer.Fault is null && problem(answer) is var wrong && wrong is null)
            {
                return new(what, path, $"answers {answer.Status}", without);
            }

            // A door that asks who we are is nearer to it than one that is not there.
            if (answer.IsLocked && missing is not { IsLocked: true })
            {
                missing = new(what, path, $"{path} {answer.Fault}", without) { IsLocked = true };
            }

            missing ??= new(what, null, $"{path} {answer.Fault ?? problem(answer)}", without);
        }

        return missing!;
    }

    /// <summary>The portal's first page, wherever the portal leads on its own host.</summary>
    private async Task<Finding> PageAsync(Uri web, CancellationToken cancellation)
    {
        const string what = "web page";
        const string without = "the web component: only the API can be watched";
        var at = new Uri(web, "/");
        for (var hop = 0; ; hop++)
        {
            var answer = await AskAsync(new(HttpMethod.Get, at), cancellation);
            if (answer.LeadsTo is { } next && next.Authority == web.Authority && hop < MostHops)
            {
                at = next;
                continue;
            }

            return answer is { Fault: null, Type: "text/html" }
                ? new(
                    what,
                    "/",
                    at.AbsolutePath == "/" ? $"answers {answer.Status}" : $"leads to {at.AbsolutePath}",
                    without
                )
                : new(
                    what,
                    null,
                    $"{at.AbsolutePath} {answer.Fault ?? $"answers {answer.Type ?? "no type"}, not text/html"}"
                        + (answer.LeadsTo is { } elsewhere ? $", to {elsewhere.Authority}" : ""),
                    without
                );
        }
    }

    private async Task<(Finding Finding, string? Tag)> VersionAsync(Uri api, CancellationToken cancellation)
    {
        const string path = "/api/version";
        const string without = "which release an instance runs: a deployment is known only when it is reported";
        var answer = await AskAsync(new(HttpMethod.Get, new Uri(api, path)), cancellation);
        if (answer.Fault is { } fault)
        {
            return (new("version", null, $"{path} {fault}", without), null);
        }

        return TagIn(answer.Text) is { } tag
            ? (new("version", path, $"runs {tag}", without), tag)
            : (new("version", null, $"{path} answers, but names no tag", without), null);
    }

    private async Task<Finding> OriginAsync(Uri api, Uri web, CancellationToken cancellation)
    {
        const string without = "that the allow-list lets the portal's own pages in: name the origins yourself";
        var origin = web.GetLeftPart(UriPartial.Authority);
        using var request = new HttpRequestMessage(HttpMethod.Options, new Uri(api, "/api/version"));
        request.Headers.Add("Origin", origin);
        request.Headers.Add("Access-Control-Request-Method", "GET");
        var answer = await AskAsync(request, cancellation);
        return answer.AllowedOrigin == origin || answer.AllowedOrigin == "*"
            ? new("origin", origin, $"is allowed ({answer.AllowedOrigin})", without)
            : new("origin", null, answer.Fault ?? $"{origin} is not named in a preflight's answer", without);
    }

    private async Task<Answer> AskAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
        if (token is not null && request.RequestUri!.Authority == _api?.Authority)
        {
            request.Headers.Authorization = new("Bearer", token);
        }

        try
        {
            // An event stream never ends: its headers are enough.
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            var type = response.Content.Headers.ContentType?.MediaType;
            var allowed = response.Headers.TryGetValues("Access-Control-Allow-Origin", out var origins)
                ? string.Join(",", origins)
                : null;
            var status = (int)response.StatusCode;
            return new(
                status,
                type,
                type == "text/event-stream" ? "" : await TextAsync(response, cancellation),
                allowed,
                status is >= 200 and < 300 ? null : $"answers {status}"
            )
            {
                LeadsTo = response.Headers.Location is { } location ? new Uri(request.RequestUri!, location) : null,
            };
        }
        catch (HttpRequestException problem)
        {
            return Answer.Missing($"does not answer: {problem.Message}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return Answer.Missing($"does not answer within {http.Timeout.TotalSeconds:0} s");
        }
        catch (IOException problem)
        {
            return Answer.Missing($"breaks off: {problem.Message}");
        }
    }

    private static async Task<string> TextAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        await using var body = await response.Content.ReadAsStreamAsync(cancellation);
        var bytes = new byte[Most];
        var read = await body.ReadAtLeastAsync(bytes, Most, throwOnEndOfStream: false, cancellation);
        return System.Text.Encoding.UTF8.GetString(bytes, 0, read);
    }

    private static string? TagIn(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("tag", out var tag)
                && tag.ValueKind == JsonValueKind.String
                && tag.GetString() is { Length: > 0 and <= 200 } named
                ? named
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Answer(int Status, string? Type, string Text, string? AllowedOrigin, string? Fault)
    {
        /// <summary>Where a redirect leads.</summary>
        public Uri? LeadsTo { get; init; }

        public bool IsLocked => Status is 401 or 403;

        public static Answer Missing(string fault) => new(0, null, "", null, fault);
    }
}
