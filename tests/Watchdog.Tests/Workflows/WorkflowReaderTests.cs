using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Workflows;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Tests.Workflows;

public sealed class WorkflowReaderTests
{
    internal const string Good = """
        about: Everything a workflow can say.
        timeout: 5s
        stepTimeout: 2s
        writes: ["config:Watchdog:Walk"]
        variables: { key: "Watchdog-{{environment}}" }
        secrets: { password: MCPX_WEB_PASSWORD }
        steps:
          - name: sign in
            method: POST
            path: /login?next={{key}}
            auth: none
            headers: { Accept: text/html, Authorization: "Basic {{password}}" }
            form: { user: "{{instance}}", password: "{{password}}" }
            timeout: 1s500ms
            expect:
              status: [200, 302]
              headers: { Location: matches ^/ }
            capture:
              session: cookie session
              where: header Location
          - name: write
            method: PUT
            path: /api/{{where}}
            json: { id: "{{requestId}}", n: 4, on: true, none: null, list: [1, "2"] }
            expect:
              json:
                $.after: is {{walk}}
                $['any name'][0]: exists
                $.old: absent
                $[*].id: matches ^[0-9]+$
            capture: { id: "json $.id" }
        cleanup:
          - name: undo
            method: DELETE
            path: /api/{{id}}
            expect: { status: [200, 404] }
        """;

    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        var workflow = Read(Good);

        Assert.Equal(("workflow", 5.0), (workflow.Name, workflow.Timeout.TotalSeconds));
        Assert.Equal(["config:Watchdog:Walk"], workflow.Writes);
        var (signIn, write, undo) = (workflow.Steps[0], workflow.Steps[1], Assert.Single(workflow.CleanUp));
        Assert.Equal(
            (1_500.0, 2_000.0),
            (signIn.Timeout!.Value.TotalMilliseconds, write.Timeout!.Value.TotalMilliseconds)
        );
        Assert.Equal((false, true), (signIn.Bearer, write.Bearer));
        Assert.Equal(["instance", "key", "password"], signIn.Needs.Order());
        Assert.Equal([CaptureSource.Cookie, CaptureSource.Header], signIn.Captures.Select(capture => capture.Source));
        Assert.Equal(
            ["is {{walk}}", "exists", "absent", "matches ^[0-9]+$"],
            write.AnswerJson.Select(rule => rule.Words)
        );
        Assert.Equal(
            """{"id":"r1","n":4,"on":true,"none":null,"list":[1,"2"]}""",
            System.Text.Encoding.UTF8.GetString(
                write.Json!.Fill(new Dictionary<string, string> { ["requestId"] = "r1" })
            )
        );
        Assert.Equal(["id"], undo.Needs);
    }

    [Theory]
    [InlineData("steps: []", "steps must be a list of 1 to 50")]
    [InlineData("about: x", "steps must be a list of 1 to 50")]
    [InlineData("steps: [{ path: /x }]", ":1:9: name is missing")]
    [InlineData("steps: [{ name: a }]", "path is missing")]
    [InlineData("steps: [{ name: a, path: /x, verb: GET }]", ":1:30: unknown key verb")]
    [InlineData("steps: [{ name: a, path: //evil.example }]", "must begin with one /")]
    [InlineData("steps: [{ name: a, path: '/{{' }]", "a variable is written {{name}}")]
    [InlineData("steps: [{ name: a, path: '/{{x}}' }]", "{{x}} has no value here; known are environment")]
    [InlineData("steps: [{ name: a, path: '/{{x}}', capture: { x: json $.x } }]", "{{x}} has no value here")]
    [InlineData("steps: [{ name: a, path: /x, method: POST }]", "writes is missing")]
    [InlineData("writes: ['config:A']\nsteps: [{ name: a, path: /x, method: POST }]", "cleanup is missing")]
    [InlineData("writes: [A]\nsteps: [{ name: a, path: /x }]", "writes must name keys")]
    [InlineData("steps: [{ name: a, path: /x, json: {} }]", "GET, HEAD and OPTIONS have none")]
    [InlineData(
        "writes: []\nsteps: [{ name: a, path: /x, method: POST, json: {}, form: { a: b } }]",
        "one body at most"
    )]
    [InlineData("steps: [{ name: a, path: /x, headers: { User-Agent: me } }]", "that the watchdog writes itself")]
    [InlineData("steps: [{ name: a, path: /x, headers: { X-Caller: me } }]", "that the watchdog writes itself")]
    [InlineData("steps: [{ name: a, path: /x, headers: { x-request-id: me } }]", "that the watchdog writes itself")]
    [InlineData("steps: [{ name: a, path: /x, headers: { Authorization: me } }]", "that the watchdog writes itself")]
    [InlineData("steps: [{ name: a, path: /x, headers: { A: \"b\\nc\" } }]", "must be one line")]
    [InlineData(
        "secrets: { s: MCPX_WEB_PASSWORD }\nsteps: [{ name: a, path: '/x?{{s}}' }]",
        "a path must hold no secret"
    )]
    [InlineData(
        "secrets: { walk: MCPX_WEB_PASSWORD }\nsteps: [{ name: a, path: /x }]",
        "walk: must be a name of its own"
    )]
    [InlineData(
        "variables: { a: '{{requestId}}' }\nsteps: [{ name: a, path: /x }]",
        "a: must be a text with no variable but"
    )]
    [InlineData("variables: { walk: x }\nsteps: [{ name: a, path: /x }]", "walk: must be a name of its own")]
    [InlineData("steps: [{ name: a, path: /x, expect: { json: { a.b: exists } } }]", "a.b: must be a place like")]
    [InlineData("steps: [{ name: a, path: /x, expect: { json: { $.a: maybe } } }]", "$.a: must be exists")]
    [InlineData("steps: [{ name: a, path: /x, expect: { json: { $.a: 'matches (?=x)' } } }]", "$.a: must be exists")]
    [InlineData("steps: [{ name: a, path: /x, expect: { status: 700 } }]", "status must be a number from 200 to 599")]
    [InlineData("steps: [{ name: a, path: /x, capture: { walk: json $.x } }]", "walk: must be a name of its own")]
    [InlineData("steps: [{ name: a, path: /x, capture: { x: body } }]", "x: must be “json $.place”")]
    [InlineData("timeout: 6m\nsteps: [{ name: a, path: /x }]", "timeout must be longer than zero and at most 5m")]
    [InlineData("timeout: soon\nsteps: [{ name: a, path: /x }]", "timeout = soon: must be a duration")]
    public void Read_Wrong_SaysWhereAndWhat(string yaml, string problem) =>
        Assert.Contains(problem, Assert.Throws<BadFileException>(() => Read(yaml)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("config", 3, 1)]
    [InlineData("flags", 2, 1)]
    [InlineData("jobs", 3, 0)]
    [InlineData("audit", 3, 1)]
    public void Read_Shipped_IsRight(string name, int steps, int cleanUp)
    {
        var file = Path.Combine(Shipped.Folder("workflows"), $"{name}.yaml");

        var workflow = WorkflowReader.Read(file, YamlFile.Load(file).Root);

        Assert.Equal((name, steps, cleanUp), (workflow.Name, workflow.Steps.Count, workflow.CleanUp.Count));
    }

    [Fact]
    public void Read_Mutated_IsReadOrRefused() =>
        YamlFuzz.Run(Good, "workflow.yaml", (file, root) => WorkflowReader.Read(file, root));

    private static Workflow Read(string yaml) =>
        WorkflowReader.Read("workflow.yaml", YamlFile.Parse("workflow.yaml", yaml));
}
