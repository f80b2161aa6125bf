using System.Text.Json;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>As much of GitHub's REST API as a dispatched workflow needs, with the documents' real shapes.</summary>
internal sealed class GitHubServer : IAsyncDisposable
{
    private const string Workflow = "/repos/example/portal/actions/workflows/rollback.yml";
    private readonly List<(long Id, string Title)> _runs = [];
    private int _looks;

    public GitHubServer() => Server = new(Answer);

    public ApiServer Server { get; }

    /// <summary>Decides before GitHub does; null leaves it to it.</summary>
    public Func<ApiCall, ApiReply?> First { get; set; } = _ => null;

    /// <summary>The workflow's state.</summary>
    public string State { get; set; } = "active";

    /// <summary>How a run ends after three looks; null when it never does.</summary>
    public string? Conclusion { get; set; } = "success";

    /// <summary>How many looks pass before a new run is listed.</summary>
    public int Late { get; set; }

    /// <summary>What it says of how many runs there are; null for the truth.</summary>
    public int? Total { get; set; }

    public IReadOnlyList<ApiCall> Dispatches =>
        [.. Server.Acts.Where(call => call.Path.EndsWith("/dispatches", StringComparison.Ordinal))];

    public void Run(long id, string title) => _runs.Add((id, title));

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    private ApiReply Answer(ApiCall call)
    {
        if (First(call) is { } reply)
        {
            return reply;
        }

        var path = call.Path.Split('?')[0];
        return path switch
        {
            Workflow + "/dispatches" => Dispatch(call),
            Workflow => ApiReply.Json(
                $$"""{"id":161335,"name":"Rollback","path":".github/workflows/rollback.yml","state":"{{State}}"}"""
            ),
            Workflow + "/runs" => Runs(),
            _ when path.EndsWith("/jobs", StringComparison.Ordinal) => ApiReply.Json(
                """{"total_count":2,"jobs":[{"id":1,"name":"build","status":"completed","conclusion":"success"},{"id":2,"name":"deploy","status":"in_progress","conclusion":null}]}"""
            ),
            _ when path.EndsWith("/cancel", StringComparison.Ordinal) => new(202, "{}"),
            _ => new(404, """{"message":"Not Found","documentation_url":"https://docs.github.com/rest"}"""),
        };
    }

    private ApiReply Dispatch(ApiCall call)
    {
        using var body = JsonDocument.Parse(call.Body);
        _runs.Add(
            (100 + _runs.Count, $"Rollback {body.RootElement.GetProperty("inputs").GetProperty("key").GetString()}")
        );
        _looks = 0;
        return new(204);
    }

    private ApiReply Runs()
    {
        var listed = ++_looks > Late ? _runs : [];
        var ended = Conclusion is not null && _looks > Late + 3;
        var runs = listed.Select(run =>
            $$"""
                {"id":{{run.Id}},"name":"Rollback","display_title":"{{run.Title}}","event":"workflow_dispatch","run_number":1,
                 "status":"{{(ended ? "completed" : "in_progress")}}","conclusion":{{(
                    ended ? $"\"{Conclusion}\"" : "null"
                )}},
                 "html_url":"https://github.com/example/portal/actions/runs/{{run.Id}}","created_at":"2026-11-01T09:00:00Z"}
                """
        );
        return ApiReply.Json(
            $$"""{"total_count":{{Total ?? listed.Count}},"workflow_runs":[{{string.Join(',', runs)}}]}"""
        );
    }
}
