using System.Collections.Concurrent;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Workflows;
using Mcpx.Watchdog.Workflows;

namespace Mcpx.Watchdog.Tests.Workflows;

/// <summary>Walks against servers that answer by method and path.</summary>
public sealed class WorkflowWalkerTests : IDisposable
{
    private static readonly WatchdogOptions Options = Some.Options(Some.Environment());

    private readonly Folder _folder = new();
    private readonly ConcurrentQueue<string> _heads = new();

    public static TheoryData<string> Bad => [.. Behaviours.Bad.Keys];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Walk_Steps_PassWithCookiesCapturesAndOurName()
    {
        await using var server = Serving(
            ("POST /login", "302 Found", "", "Set-Cookie: session=abc123; HttpOnly\r\nLocation: /home\r\n"),
            ("GET /api/jobs", "200 OK", """[{"id":7,"name":"x"}]""", ""),
            ("GET /api/jobs/7", "200 OK", """{"id":7}""", "")
        );

        var fault = await WalkAsync(
            """
            writes: []
            secrets: { password: MCPX_WEB_PASSWORD }
            steps:
              - name: sign in
                method: POST
                path: /login
                auth: none
                form: { user: a, password: "{{password}}" }
                expect: { status: 302, headers: { Location: is /home } }
              - name: list
                path: /api/jobs
                expect: { json: { "$[0].name": is x } }
                capture: { job: "json $[0].id" }
              - name: one
                path: /api/jobs/{{job}}
                headers: { Accept: application/json }
                expect: { json: { $.id: "is {{job}}" } }
            """,
            server
        );

        Assert.Null(fault);
        var heads = _heads.ToArray();
        Assert.Equal(3, heads.Length);
        Assert.All(heads, head => Assert.Contains("X-Caller: watchdog", head, StringComparison.Ordinal));
        Assert.All(heads, head => Assert.Contains("User-Agent: mcpx-watchdog", head, StringComparison.Ordinal));
        Assert.All(heads, head => Assert.Matches("(?i)X-Request-Id: wd[0-9a-f]{32}\r\n", head));
        Assert.DoesNotContain("Cookie:", heads[0], StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", heads[0], StringComparison.Ordinal);
        Assert.All(heads[1..], head => Assert.Contains("Cookie: session=abc123\r\n", head, StringComparison.Ordinal));
        Assert.Contains($"Bearer {TestEnvironment.PortalToken}", heads[2], StringComparison.Ordinal);
        Assert.Contains("Accept: application/json", heads[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "500 Sorry",
        """{"code":"internal_error","message":"m","requestId":"1"}""",
        "expect: {}",
        "answered 500 (internal_error), expected 200"
    )]
    [InlineData("200 OK", "<html>", "expect: { json: { $.a: exists } }", "200 without JSON")]
    [InlineData("200 OK", "{}", "expect: { json: { $.a: exists } }", "$.a is not there, expected: exists")]
    [InlineData("200 OK", """{"a":1}""", "expect: { json: { $.a: absent } }", "$.a is “1”, expected: absent")]
    [InlineData("200 OK", """{"a":1}""", "expect: { json: { $.a: is 2 } }", "$.a is “1”, expected: is 2")]
    [InlineData("200 OK", """{"a":[]}""", "expect: { json: { $.a: is 2 } }", "$.a is an array, expected: is 2")]
    [InlineData(
        "200 OK",
        """{"a":"xyz"}""",
        "expect: { json: { $.a: matches ^y } }",
        "$.a is “xyz”, expected: matches ^y"
    )]
    [InlineData(
        "200 OK",
        """{"a":"xyz"}""",
        "expect: { json: { $.a: 'is {{walk}}' } }",
        "$.a is “xyz”, expected: is {{walk}}"
    )]
    [InlineData("200 OK", """{"a":"\ud800"}""", "expect: { json: { $.a: is b } }", "200 without JSON")]
    [InlineData("200 OK", "{}", "expect: { headers: { X-Gone: present } }", "X-Gone is missing")]
    [InlineData(
        "200 OK",
        "{}",
        "capture: { a: 'json $.a' }",
        "a cannot be kept: $.a is not there, or is no single line"
    )]
    [InlineData(
        "200 OK",
        """{"a":"x\ny"}""",
        "capture: { a: 'json $.a' }",
        "a cannot be kept: $.a is not there, or is no single line"
    )]
    [InlineData(
        "200 OK",
        """{"password":"hunter2"}""",
        "expect: { json: { $.password: is b } }",
        "$.password is [removed], expected: is b"
    )]
    [InlineData(
        "200 OK",
        """{"a":"it says portal-visitor"}""",
        "expect: { json: { $.a: is b } }",
        "$.a is “it says [removed]”, expected: is b"
    )]
    public async Task Walk_StepFails_NamesStepAndBothSides(string status, string body, string step, string expected)
    {
        await using var server = Serving(("GET /x", status, body, ""));

        var fault = await WalkAsync(
            $$"""
            secrets: { password: MCPX_WEB_PASSWORD }
            steps:
              - name: look
                path: /x
                {{step}}
              - name: never reached
                path: /y
            """,
            server
        );

        Assert.Equal($"“look” on api-1: {expected}", fault);
        Assert.Single(_heads);
    }

    [Fact]
    public async Task Walk_StepFails_CleanUpRunsAllTheSame()
    {
        await using var server = Serving(
            ("GET /x", "404 No", "", ""),
            ("DELETE /a", "200 OK", "", ""),
            ("DELETE /b", "200 OK", "", "")
        );

        var fault = await WalkAsync(Cleaning, server);

        Assert.Equal("“look” on api-1: answered 404, expected 200", fault);
        // What was never captured cannot be put back and is passed over.
        Assert.Equal(["GET /x", "DELETE /a", "DELETE /b"], Calls);
    }

    [Fact]
    public async Task Walk_CleanUpFails_IsToldApartAndGoesOn()
    {
        await using var server = Serving(
            ("GET /x", "200 OK", """{"id":5}""", ""),
            ("DELETE /a", "500 Sorry", "", ""),
            ("DELETE /b", "200 OK", "", ""),
            ("DELETE /c/5", "200 OK", "", "")
        );

        var fault = await WalkAsync(Cleaning, server);

        Assert.Equal("clean-up: “undo a” on api-1: answered 500, expected 200", fault);
        Assert.Equal(["GET /x", "DELETE /a", "DELETE /b", "DELETE /c/5"], Calls);
    }

    [Fact]
    public async Task Walk_LongerThanAllowed_EndsAndCleansUp()
    {
        await using var server = new HostileServer(async peer =>
        {
            var head = await peer.ReadAsync();
            _heads.Enqueue(head);
            await (
                head.StartsWith("DELETE", StringComparison.Ordinal)
                    ? AnswerAsync(peer, "200 OK", "", "")
                    : peer.SilenceAsync()
            );
        });

        var fault = await WalkAsync($"timeout: 300ms\nstepTimeout: 1m\n{Cleaning}", server);

        Assert.Equal("“look”: the time of the whole walk was over", fault);
        Assert.Equal(["GET /x", "DELETE /a", "DELETE /b"], Calls);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Walk_HostileTarget_Fails(string name)
    {
        await using var server = new HostileServer(Behaviours.Bad[name].Behave);

        Assert.StartsWith("“look” on api-1: ", await WalkAsync(Looking, server), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Walk_OneInstanceSilent_IsAnotherTriggersMatter()
    {
        await using var dead = new HostileServer(_ => Task.CompletedTask);
        await using var good = Serving(("GET /x", "200 OK", "{}", ""));
        await using var bad = Serving(("GET /x", "404 No", "", ""));

        Assert.Null(await WalkAsync(Looking, dead, good));
        Assert.Null(await WalkAsync(Looking, good, dead));
        Assert.Equal("“look” on api-2: answered 404, expected 200", await WalkAsync(Looking, dead, bad));
        Assert.Equal("“look” on api-1: no whole answer came (Closed)", await WalkAsync(Looking, dead));
    }

    [Fact]
    public async Task Walk_CapturedPath_StaysOnTheInstance()
    {
        await using var server = Serving(
            ("GET /x", "200 OK", """{"id":"/../..//evil.example/?a#b"}""", ""),
            ("GET /y/%2F..%2F..%2F%2Fevil.example%2F%3Fa%23b", "200 OK", "", "")
        );

        Assert.Null(
            await WalkAsync(
                """
                steps:
                  - { name: look, path: /x, capture: { id: json $.id } }
                  - { name: follow, path: "/y/{{id}}" }
                """,
                server
            )
        );
    }

    [Fact]
    public void OwnRequests_AfterARestart_AreKnownAndNobodyElsesAre()
    {
        var id = new OwnRequests(Options).Next();

        Assert.Matches("^wd[0-9a-f]{32}$", id);
        Assert.True(new OwnRequests(Options).IsOwn(id));
        Assert.False(new OwnRequests(Options with { ServiceTokenVariable = "MCPX_WEB_PASSWORD" }).IsOwn(id));
        Assert.All(
            [null, "", "wd", $"{id}0", $"{id[..^1]}{(id[^1] == '0' ? '1' : '0')}", new string('é', 34)],
            other => Assert.False(new OwnRequests(Options).IsOwn(other))
        );
    }

    private const string Looking = "steps: [{ name: look, path: /x }]";

    private const string Cleaning = """
        writes: ["config:A"]
        steps:
          - { name: look, path: /x, capture: { id: json $.id } }
        cleanup:
          - { name: undo a, method: DELETE, path: /a }
          - { name: undo b, method: DELETE, path: /b }
          - { name: undo c, method: DELETE, path: "/c/{{id}}" }
        """;

    private IEnumerable<string> Calls => _heads.Select(head => head[..head.IndexOf(" HTTP", StringComparison.Ordinal)]);

    private HostileServer Serving(params (string Call, string Status, string Body, string Headers)[] answers) =>
        new(async peer =>
        {
            var head = await peer.ReadAsync();
            _heads.Enqueue(head);
            var (_, status, body, headers) = Array.Find(
                answers,
                answer => head.StartsWith($"{answer.Call} HTTP", StringComparison.Ordinal)
            );
            await AnswerAsync(peer, status ?? "418 Nobody expected this", body ?? "", headers ?? "");
        });

    private static Task AnswerAsync(Peer peer, string status, string body, string headers) =>
        peer.SendAsync(
            $"HTTP/1.1 {status}\r\nConnection: close\r\n{headers}Content-Length: {System.Text.Encoding.UTF8.GetByteCount(body)}\r\n\r\n{body}"
        );

    private async Task<string?> WalkAsync(string yaml, params HostileServer[] servers)
    {
        _folder.File("walk.yaml", yaml);
        var environment = Senses.Environment(servers, new() { Workflows = new() { Files = ["walk.yaml"] } });
        var files = new ConfiguredFiles();
        var errors = new List<ConfigurationError>();
        files.Read(Some.Options(environment), _folder.Path, errors);
        Assert.Empty(errors);
        var inputs = new Inputs();
        var probe = new ScriptProbe(
            new(Portal.Client, new(Options), new Secrets(Options), TimeProvider.System),
            files,
            inputs,
            TimeProvider.System
        );
        var told = (WorkflowWalked)Assert.Single(await Senses.AskAsync(environment, inputs, probe));
        Assert.Equal("walk", told.Workflow);
        return told.Fault;
    }
}
