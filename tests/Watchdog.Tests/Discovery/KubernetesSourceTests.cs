using Mcpx.Domain.Configuration;
using Mcpx.Watchdog.Discovery;
using Mcpx.Watchdog.Tests.Support;

namespace Mcpx.Watchdog.Tests.Discovery;

/// <summary>Held to the API's own documents by a server that speaks them; no cluster runs here.</summary>
public sealed class KubernetesSourceTests : IDisposable
{
    private const string Path =
        "/apis/discovery.k8s.io/v1/namespaces/portal/endpointslices?labelSelector=kubernetes.io%2Fservice-name%3Dapi&watch=false";

    private readonly Folder _folder = new();

    [Fact]
    public async Task Ask_SeveralSlices_NamesEveryPodThatIsNotLeavingOnce()
    {
        var moving = Endpoint("10.1.0.4", "api-7d9-a", "true");
        var found = await AskAsync(
            Slices(
                Slice(
                    "IPv4",
                    [
                        moving,
                        Endpoint("10.1.0.5", "api-7d9-b", "false"),
                        Endpoint("10.1.0.6", "api-7d9-c", "true", "true"),
                    ]
                ),
                Slice("IPv4", [moving]),
                Slice("IPv6", [Endpoint("fd00::7", "api-7d9-d", "null")])
            )
        );

        Assert.Equal(
            [
                ("api-7d9-a", "http://10.1.0.4:8080"),
                ("api-7d9-b", "http://10.1.0.5:8080"),
                ("api-7d9-d", "http://[fd00::7]:8080"),
            ],
            found.Select(one => (one.Name, one.Address))
        );
    }

    [Fact]
    public async Task Ask_NoEndpointsYet_IsAnEmptyAnswer()
    {
        Assert.Empty(await AskAsync(Slices(Slice("IPv4", []))));
        Assert.Empty(
            await AskAsync(
                """{"kind":"EndpointSliceList","apiVersion":"discovery.k8s.io/v1","items":[{"ports":null}]}"""
            )
        );
    }

    [Fact]
    public async Task Ask_NoPortOfThatName_IsAnEmptyAnswer() =>
        Assert.Empty(await AskAsync(Slices(Slice("IPv4", [Endpoint("10.1.0.4", "a", "true")])), port: "admin"));

    [Theory]
    [InlineData("403 Forbidden", "{}", "the API server answered 403")]
    [InlineData("500 Internal Server Error", "no", "the API server answered 500")]
    [InlineData("200 OK", "<html>", "answer is not what was asked for")]
    [InlineData("200 OK", "[]", "answer is not what was asked for")]
    public async Task Ask_AnswerIsNone_SaysWhy(string status, string body, string why)
    {
        await using var server = new Website
        {
            Otherwise = (status, body),
            Headers = "Content-Type: application/json\r\n",
        };

        var problem = await Assert.ThrowsAsync<SourceUnavailableException>(() => AskAsync(server, "http"));

        Assert.Contains(why, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ask_NobodyListens_IsUnavailable()
    {
        var server = new Website();
        await server.DisposeAsync();

        await Assert.ThrowsAsync<SourceUnavailableException>(() => AskAsync(server, "http"));
    }

    [Fact]
    public async Task Ask_NoKubeConfigAndNoCluster_IsUnavailable() =>
        await Assert.ThrowsAsync<SourceUnavailableException>(() =>
            new KubernetesSource(new() { Kubernetes = new() { Service = "api" } }).AskAsync([], CancellationToken.None)
        );

    [Theory]
    [InlineData("{ no: yaml: at all")]
    [InlineData("kind: Config")]
    public async Task Ask_KubeConfigIsNone_IsUnavailable(string text)
    {
        var options = new KubernetesSourceOptions { Service = "api", KubeConfig = _folder.File("kubeconfig", text) };

        await Assert.ThrowsAsync<SourceUnavailableException>(() =>
            new KubernetesSource(new() { Kubernetes = options }).AskAsync([], CancellationToken.None)
        );
    }

    public void Dispose() => _folder.Dispose();

    private async Task<IReadOnlyList<InstanceOptions>> AskAsync(string document, string port = "http")
    {
        await using var server = new Website(new Dictionary<string, string> { [Path] = document })
        {
            Headers = "Content-Type: application/json\r\n",
        };
        return await AskAsync(server, port);
    }

    private async Task<IReadOnlyList<InstanceOptions>> AskAsync(Website server, string port)
    {
        var config = _folder.File(
            "kubeconfig",
            $$$"""
            apiVersion: v1
            kind: Config
            clusters: [{name: here, cluster: {server: "http://127.0.0.1:{{{server.Server.Port}}}"}}]
            users: [{name: watchdog, user: {token: not-a-secret}}]
            contexts: [{name: here, context: {cluster: here, user: watchdog}}]
            current-context: here
            """
        );
        using var source = new KubernetesSource(
            new()
            {
                Kubernetes = new()
                {
                    Namespace = "portal",
                    Service = "api",
                    Port = port,
                    KubeConfig = config,
                },
            }
        );
        return await source.AskAsync([], CancellationToken.None);
    }

    private static string Slices(params string[] slices) =>
        $$"""{"kind":"EndpointSliceList","apiVersion":"discovery.k8s.io/v1","metadata":{"resourceVersion":"1"},"items":[{{string.Join(',', slices)}}]}""";

    private static string Slice(string type, string[] endpoints) =>
        $$"""
            {"metadata":{"name":"api-x","labels":{"kubernetes.io/service-name":"api"} },"addressType":"{{type}}",
            "endpoints":[{{string.Join(',', endpoints)}}],
            "ports":[{"name":"metrics","port":9090,"protocol":"TCP"},{"name":"http","port":8080,"protocol":"TCP"}]}
            """;

    private static string Endpoint(string address, string pod, string ready, string terminating = "false") =>
        $$$"""
            {"addresses":["{{{address}}}"],"conditions":{"ready":{{{ready}}},"serving":true,"terminating":{{{terminating}}} },
            "targetRef":{"kind":"Pod","namespace":"portal","name":"{{{pod}}}"},"nodeName":"n1"}
            """;
}
