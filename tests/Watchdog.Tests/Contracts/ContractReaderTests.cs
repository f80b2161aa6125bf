using System.Text;
using Mcpx.Domain.Contracts;
using Mcpx.Watchdog.Contracts;
using Mcpx.Watchdog.Replay;
using Mcpx.Watchdog.Yaml;

namespace Mcpx.Watchdog.Tests.Contracts;

public sealed class ContractReaderTests
{
    private const string Good = """
        envelope: false
        shapes:
          job: { id: number, "note?": nullable string }
        endpoints:
          - path: /api/jobs
            maxBody: 2MiB
            expect:
              status: [200, 204]
              headers: { Content-Type: matches ^application/json, X-Request-Id: present }
              json: array of job
          - method: HEAD
            path: /api/jobs?all=1
            auth: none
            expect: { status: 401, code: unauthorized }
        """;

    [Fact]
    public void Read_EveryKey_IsTaken()
    {
        var contract = Read(Good);

        var (jobs, refused) = (contract.Endpoints[0], contract.Endpoints[1]);
        Assert.Equal(
            ("GET", "/api/jobs", true, 2 * 1024 * 1024, false),
            (jobs.Method, jobs.Path, jobs.Bearer, jobs.MaxBody, jobs.Envelope)
        );
        Assert.Equal([200, 204], jobs.Status);
        Assert.Equal(
            [typeof(HeaderRule.Matches), typeof(HeaderRule.Present)],
            jobs.Headers.Select(rule => rule.GetType())
        );
        var job = Assert.IsType<JsonShape.Object>(Assert.IsType<JsonShape.ArrayOf>(jobs.Json).Item);
        Assert.Equal((false, true), (job.Members["id"].Optional, job.Members["note"].Optional));
        Assert.Equal(("HEAD", false, "unauthorized"), (refused.Method, refused.Bearer, refused.Code));
        Assert.Equal([401], refused.Status);
    }

    [Fact]
    public void Read_OnlyAPath_IsGetWithTokenAndTwoHundred()
    {
        var endpoint = Assert.Single(Read("endpoints: [{ path: /x }]").Endpoints);

        Assert.Equal(("GET", true, true, null), (endpoint.Method, endpoint.Bearer, endpoint.Envelope, endpoint.Json));
        Assert.Equal([200], endpoint.Status);
    }

    [Theory]
    [InlineData("[]", ":1:1: keys and values must stand here")]
    [InlineData("endpoints: []", ":1:12: endpoints must be a list")]
    [InlineData("endpoints: {}", ":1:12: endpoints must be a list")]
    [InlineData(
        "more: 1\nendpoints: [{ path: /x }]",
        ":1:1: unknown key more; known here are envelope, shapes, endpoints"
    )]
    [InlineData("endpoints: [{ path: /x, mode: 1 }]", ":1:25: unknown key mode")]
    [InlineData("endpoints: [{ method: GET }]", ":1:13: path is missing")]
    [InlineData("endpoints: [{ path: x }]", "path = x: must begin with one /")]
    [InlineData("endpoints: [{ path: //evil.example/x }]", "path = //evil.example/x: must begin with one /")]
    [InlineData("endpoints: [{ path: '/\\evil.example' }]", "must begin with one /")]
    [InlineData("endpoints: [{ path: /x, method: POST }]", "method = POST: must be one of GET, HEAD, OPTIONS")]
    [InlineData("endpoints: [{ path: /x, auth: basic }]", "auth = basic: must be one of bearer, none")]
    [InlineData("endpoints: [{ path: /x, maxBody: 5MiB }]", "maxBody = 5MiB: must be a size")]
    [InlineData("endpoints: [{ path: /x, maxBody: 0 }]", "maxBody = 0: must be a size")]
    [InlineData("endpoints: [{ path: /x, expect: { status: 500 } }]", "status must be a number from 200 to 499")]
    [InlineData("endpoints: [{ path: /x, expect: { status: [] } }]", "status names none")]
    [InlineData("endpoints: [{ path: /x, expect: { status: 200, code: y } }]", "no error status is expected")]
    [InlineData("endpoints: [{ path: /x, expect: { headers: { A: nice } } }]", "A: must be present")]
    [InlineData("endpoints: [{ path: /x, expect: { headers: { 'A b': present } } }]", "A b is no name of a header")]
    [InlineData("endpoints: [{ path: /x, expect: { headers: { A: 'matches (?=x)' } } }]", "A: must be present")]
    [InlineData("endpoints: [{ path: /x, expect: { json: strin } }]", "strin: must be string, number")]
    [InlineData("endpoints: [{ path: /x, expect: { json: [] } }]", "a list must hold the one shape")]
    [InlineData("endpoints: [{ path: /x, expect: { json: { a: number, 'a?': number } } }]", "stands above already")]
    [InlineData("endpoints: [{ path: /x }, { path: /x }]", ":1:27: GET /x stands above already")]
    [InlineData("envelope: perhaps\nendpoints: [{ path: /x }]", "envelope = perhaps: must be one of true, false")]
    [InlineData("shapes: { a: array of a }\nendpoints: [{ path: /x }]", "array of a: a shape must not hold itself")]
    [InlineData("shapes: { a: { b: b }, b: { a: a } }\nendpoints: [{ path: /x }]", "a shape must not hold itself")]
    [InlineData("shapes: { string: number }\nendpoints: [{ path: /x }]", "string cannot be a shape's name")]
    [InlineData("endpoints: &a [{ path: /x }]\nshapes: *a", ":2:9: aliases are not read")]
    [InlineData("endpoints: [", "contract.yaml:2:1: ")]
    [InlineData("", "One YAML document must stand here")]
    [InlineData("a: 1\n---\nb: 2", "One YAML document must stand here")]
    [InlineData("endpoints: [{ path: /x, path: /y }]", "contract.yaml:1:")]
    public void Read_Wrong_SaysWhereAndWhat(string yaml, string problem) =>
        Assert.Contains(problem, Refused(yaml).Message, StringComparison.Ordinal);

    [Fact]
    public void Read_ManyThingsWrong_AreAllToldAtOnce()
    {
        var problems = Refused(
            """
            shapes: { a: numbr }
            endpoints:
              - { path: x, method: PUT }
              - { path: /y, expect: { status: 99, json: nonsense } }
            """
        ).Problems;

        Assert.Equal(
            [1L, 3L, 3L, 4L, 4L],
            problems
                .Select(problem => long.Parse(problem.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture))
                .Order()
        );
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Read_EndlessDepth_IsRefusedAndEndsNothing(string open) =>
        Assert.NotEmpty(Refused(string.Concat(Enumerable.Repeat(open, 50_000))).Problems);

    [Fact]
    public void Read_ShapesThatDouble_CostNoMoreThanTheirLines()
    {
        var shapes = new StringBuilder("shapes:\n  s0: string\n");
        for (var i = 1; i <= 60; i++)
        {
            shapes.Append(
                System.Globalization.CultureInfo.InvariantCulture,
                $"  s{i}: {{ a: s{i - 1}, b: s{i - 1} }}\n"
            );
        }

        var contract = Read($"{shapes}endpoints: [{{ path: /x, expect: {{ json: s60 }} }}]");

        Assert.IsType<JsonShape.Object>(Assert.Single(contract.Endpoints).Json);
    }

    [Fact]
    public void Load_TooLong_IsRefused()
    {
        using var folder = new Folder();
        var file = folder.File("long.yaml", new string('#', 2_000_000));

        Assert.Contains(
            "longer than 1024 KiB",
            Assert.Throws<BadFileException>(() => ContractFile.Load(file)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Load_Shipped_IsRightAndTheDigestIsTheFiles()
    {
        var path = Path.Combine(Shipped.Folder("contracts"), "portal.yaml");

        var file = ContractFile.Load(path);

        Assert.Equal(8, file.Contract.Endpoints.Count);
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(path))),
            file.Sha256
        );
    }

    [Fact]
    public void Read_Mutated_IsReadOrRefused() =>
        YamlFuzz.Run(Good, "contract.yaml", (file, root) => ContractReader.Read(file, root));

    private static Contract Read(string yaml) =>
        ContractReader.Read("contract.yaml", YamlFile.Parse("contract.yaml", yaml));

    private static BadFileException Refused(string yaml) => Assert.Throws<BadFileException>(() => Read(yaml));
}
