using System.Globalization;
using System.Text.Json;

namespace Mcpx.Watchdog.Tests.Support;

/// <summary>
/// As much of a Kubernetes API server as a Deployment's rollout needs, with the documents' real shapes; no cluster runs here. Each read of
/// the Deployment after a change brings the rollout one step on.
/// </summary>
internal sealed class Cluster : IAsyncDisposable
{
    public const string Old = "registry.example.com/portal-api:v1.9.0";
    private const string Deployment = "/apis/apps/v1/namespaces/portal/deployments/api";
    private readonly List<(string Image, string? Key)> _sets = [(Old, null)];
    private int _step;

    public Cluster() => Server = new(Answer);

    public ApiServer Server { get; }

    /// <summary>Decides before the cluster does; null leaves it to it.</summary>
    public Func<ApiCall, ApiReply?> First { get; set; } = _ => null;

    /// <summary>How many looks a rollout takes; a rollout that never ends is out of time after them.</summary>
    public int Looks { get; set; } = 3;

    /// <summary>Whether new pods ever start.</summary>
    public bool Starts { get; set; } = true;

    public bool Paused { get; set; }

    /// <summary>The patches that were not only tried.</summary>
    public IReadOnlyList<ApiCall> Patches =>
        [.. Server.Acts.Where(call => !call.Path.Contains("dryRun=All", StringComparison.Ordinal))];

    /// <summary>Somebody else changes the image.</summary>
    public void Deploy(string image, string? key = null)
    {
        _sets.Add((image, key));
        _step = 0;
    }

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    /// <summary>A kubeconfig that leads here.</summary>
    public string KubeConfig(Folder folder) =>
        folder.File(
            "kubeconfig",
            $$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: here, cluster: {server: "{{{Server.Address}}}"}}]
            users: [{name: watchdog, user: {token: not-a-secret}}]
            contexts: [{name: here, context: {cluster: here, user: watchdog}}]
            current-context: here
            """
        );

    private ApiReply Answer(ApiCall call) =>
        First(call)
        ?? (
            call.Path.Split('?')[0] switch
            {
                Deployment when call.Method == "PATCH" => Patch(call),
                Deployment => ApiReply.Json(Document(Math.Min(_step++, Looks))),
                "/apis/apps/v1/namespaces/portal/replicasets" => ApiReply.Json(
                    $$"""{"kind":"ReplicaSetList","apiVersion":"apps/v1","items":[{{string.Join(
                        ',',
                        _sets.Select(set => $$"""{"metadata":{"name":"api-x"},"spec":{"template":{{Template(set)}} } }""")
                    )}}]}"""
                ),
                "/api/v1/namespaces/portal/pods" => ApiReply.Json(
                    $$"""{"kind":"PodList","apiVersion":"v1","items":[{{string.Join(',', Pods())}}]}"""
                ),
                _ => new(
                    404,
                    """{"kind":"Status","message":"the server could not find the requested resource","code":404}"""
                ),
            }
        );

    private ApiReply Patch(ApiCall call)
    {
        using var patch = JsonDocument.Parse(call.Body);
        var template = patch.RootElement.GetProperty("spec").GetProperty("template");
        if (!call.Path.Contains("dryRun=All", StringComparison.Ordinal))
        {
            Deploy(
                template.GetProperty("spec").GetProperty("containers")[0].GetProperty("image").GetString()!,
                template.GetProperty("metadata").GetProperty("annotations").GetProperty("mcpx.io/step-key").GetString()
            );
        }

        return ApiReply.Json(Document(0));
    }

    private string Document(int step)
    {
        var isNew = _sets.Count > 1;
        var updated = !isNew || step >= Looks ? 2 : Math.Min(step, 1);
        var available = Starts || !isNew ? updated : 0;
        var outOfTime = isNew && !Starts && step >= Looks;
        var progress = outOfTime
            ? """{"type":"Progressing","status":"False","reason":"ProgressDeadlineExceeded","message":"ReplicaSet \"api-x\" has timed out progressing."}"""
            : """{"type":"Progressing","status":"True","reason":"ReplicaSetUpdated"}""";
        return string.Create(
            CultureInfo.InvariantCulture,
            $$"""
            {"kind":"Deployment","apiVersion":"apps/v1",
             "metadata":{"name":"api","namespace":"portal","generation":{{_sets.Count}}},
             "spec":{"replicas":2,"paused":{{(Paused ? "true" : "false")}},
               "selector":{"matchLabels":{"app":"api"},"matchExpressions":[{"key":"tier","operator":"In","values":["back"]}]},
               "template":{{Template(_sets[^1])}}},
             "status":{"observedGeneration":{{(isNew && step == 0 ? _sets.Count - 1 : _sets.Count)}},"replicas":2,
               "updatedReplicas":{{updated}},"availableReplicas":{{available}},"conditions":[{{progress}}]} }
            """
        );
    }

    private IEnumerable<string> Pods()
    {
        var updated = _sets.Count > 1 ? (_step > Looks ? 2 : Math.Min(_step, 1)) : 0;
        for (var i = 0; i < 2; i++)
        {
            var isNew = i < updated;
            var image = isNew || _sets.Count == 1 ? _sets[^1].Image : _sets[^2].Image;
            var ready = !isNew || Starts;
            var state = ready
                ? """{"running":{}}"""
                : """{"waiting":{"reason":"ImagePullBackOff","message":"manifest unknown"}}""";
            yield return $$"""
                {"metadata":{"name":"api-{{i + 1}}","labels":{"app.kubernetes.io/version":"label"} },
                 "spec":{"containers":[{"name":"proxy","image":"envoy:1"},{"name":"api","image":"{{image}}"}]},
                 "status":{"phase":"Running","conditions":[{"type":"Ready","status":"{{(ready ? "True" : "False")}}"}],
                   "containerStatuses":[{"name":"api","ready":{{(
                    ready ? "true" : "false"
                )}},"restartCount":0,"image":"x","imageID":"x","state":{{state}} }]} }
                """;
        }

        yield return """{"metadata":{"name":"api-0","deletionTimestamp":"2026-11-01T09:00:00Z"},"spec":{"containers":[{"name":"api","image":"x:v0"}]}}""";
    }

    private static string Template((string Image, string? Key) set) =>
        $$"""
            {"metadata":{"annotations":{{(set.Key is null ? "null" : $$"""{"mcpx.io/step-key":"{{set.Key}}"}""")}} },
             "spec":{"containers":[{"name":"proxy","image":"envoy:1"},{"name":"api","image":"{{set.Image}}"}]} }
            """;
}
