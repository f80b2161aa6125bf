using Mcpx.Domain.Configuration;
using Mcpx.Domain.Rollback;
using Mcpx.Domain.Signals;
using Mcpx.Watchdog.Configuration;
using Mcpx.Watchdog.Judging;
using Mcpx.Watchdog.Probes.Contract;
using Mcpx.Watchdog.Runner.Smoke;

namespace Mcpx.Watchdog.Tests.Contracts;

/// <summary>What a configured contract file decides: what is called, what is judged, what a rollback must show.</summary>
public sealed class ContractFileUseTests : IDisposable
{
    private const string Yaml = """
        endpoints:
          - path: /api/jobs
            maxBody: 100
            expect: { headers: { X-Mode: is fast }, json: [{ id: number }] }
          - path: /api/jobs
            auth: none
            expect: { status: 401, code: unauthorized }
        """;

    private readonly Folder _folder = new();
    private readonly ConfiguredFiles _files = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("200 OK", """[{"id":1}]""", "401 No", Fault.None, null)]
    [InlineData("200 OK", """[{"id":"1"}]""", "401 No", Fault.None, "$[0].id is a string, not a number")]
    [InlineData(
        "200 OK",
        "[                                                                                                                        ]",
        "401 No",
        Fault.Body,
        "a body longer than 100 bytes"
    )]
    [InlineData("503 Sorry", "", "401 No", Fault.Status, null)]
    public async Task Ask_AnswerWithToken_IsJudgedByTheFile(
        string status,
        string body,
        string refusal,
        Fault fault,
        string? broken
    )
    {
        await using var server = Portal(status, body, refusal);

        var call = (await AskAsync(server, rounds: 1))[0];

        Assert.Equal(("/api/jobs", fault, broken), (call.Path, call.Fault, call.Broken));
    }

    [Theory]
    [InlineData("401 No", Fault.None, null)]
    [InlineData("200 OK", Fault.None, "answered 200 (unauthorized), not 401; 200 with the error unauthorized")]
    [InlineData("403 No", Fault.Status, "answered 403 (unauthorized), not 401")]
    public async Task Ask_RefusalThatTheContractWants_IsNoFault(string refusal, Fault fault, string? broken)
    {
        await using var server = Portal("200 OK", "[]", refusal);

        var call = (await AskAsync(server, rounds: 2))[1];

        Assert.Equal(("/api/jobs without a token", fault, broken), (call.Path, call.Fault, call.Broken));
    }

    [Fact]
    public async Task Smoke_ApprovedFile_ChecksEveryCallOnEveryInstance()
    {
        await using var good = Portal("200 OK", """[{"id":1}]""", "401 No");
        await using var bad = Portal("200 OK", """[{"id":null}]""", "401 No");
        var lines = new List<string>();

        var checks = await new ContractSmoke(new(Support.Portal.Client), _files).RunAsync(
            Some.Step(Configure(Environment(good, bad)), StepKind.Validate, lines.Add),
            CancellationToken.None
        );

        Assert.Equal(
            [("Contract GET /api/jobs", false), ("Contract GET /api/jobs without a token", true)],
            checks.Select(check => (check.Name, check.Passed))
        );
        Assert.Matches(
            "^api-2 GET /api/jobs \\$\\[0\\].id is null, not a number .*, request [0-9a-f]{32}$",
            checks[0].Measured
        );
        Assert.Equal(("2 of 2", "as contract.yaml says, on every instance"), (checks[1].Measured, checks[1].Required));
        Assert.Equal(4, lines.Count);
    }

    [Fact]
    public async Task Smoke_PlanOfAnotherFile_FailsAndCallsNobody()
    {
        await using var server = Portal("200 OK", """[{"id":1}]""", "401 No");
        var environment = Configure(Environment(server));
        var approved = environment with
        {
            Validation = environment.Validation with { ContractSha256 = new string('0', 64) },
        };

        var check = Assert.Single(
            await new ContractSmoke(new(Support.Portal.Client), _files).RunAsync(
                Some.Step(approved, StepKind.Validate),
                CancellationToken.None
            )
        );

        Assert.False(check.Passed);
        Assert.Equal(
            ("another file was read at start", "the file that was approved, sha256 0000 0000 0000 0000"),
            (check.Measured, check.Required)
        );
        Assert.Equal(0, server.Connections);
    }

    [Fact]
    public void Load_ContractFile_IsFoundBesideTheConfigurationAndItsDigestIsBound()
    {
        using var file = new ConfigurationFile().With(
            "Watchdog:Environments:Prod:Validation:ContractFile",
            "\"rules/contract.yaml\""
        );
        file.AddFile("rules/contract.yaml", Yaml);
        var first = file.Load();
        file.AddFile("rules/contract.yaml", Yaml + "\n# other\n");
        var second = file.Load();

        Assert.Empty(first.Errors);
        var (before, after) = (first.Options.Environments["Prod"], second.Options.Environments["Prod"]);
        Assert.NotEqual(before.Validation.ContractSha256, after.Validation.ContractSha256);
        Assert.NotEqual(PlanHash.Of(Some.Plan(before)), PlanHash.Of(Some.Plan(after)));
        Assert.Null(second.Files.ContractOf(before.Validation));
        Assert.Equal(2, second.Files.ContractOf(after.Validation)!.Endpoints.Count);
    }

    [Fact]
    public void Load_FilesAreWrong_EveryProblemHasKeyFileAndLine()
    {
        using var file = new ConfigurationFile()
            .With("Watchdog:Environments:Prod:Validation:ContractFile", "\"contract.yaml\"")
            .With(
                "Watchdog:Environments:Prod:Probes:Workflows:Files",
                "[\"a.yaml\", \"gone.yaml\", \"b.yaml\", \"c/b.yaml\", \"contract.yaml\"]"
            );
        file.AddFile("contract.yaml", "endpoints:\n  - { path: x }\n  - { pth: /y }");
        file.AddFile(
            "a.yaml",
            "writes: ['config:A']\nsteps: [{ name: a, path: /x }]\ncleanup: [{ name: b, path: /x }]"
        );
        file.AddFile(
            "b.yaml",
            "writes: ['config:A']\nsteps: [{ name: a, path: /x }]\ncleanup: [{ name: b, path: /x }]"
        );
        file.AddFile("c/b.yaml", "steps: [{ name: a }]");

        var errors = file.Load().Errors.Select(error => error.ToString()).ToList();

        Told("Validation:ContractFile = contract.yaml: ", "contract.yaml:2:");
        Told("Validation:ContractFile = contract.yaml: ", "contract.yaml:3:");
        Told("Workflows:Files:1 = gone.yaml: ", "gone.yaml");
        Told("Workflows:Files:2 = b.yaml: writes config:A", "another workflow");
        Told("Workflows:Files:3 = c/b.yaml: must be a file whose name no other workflow has", "");
        Told("Workflows:Files:3 = c/b.yaml: ", "b.yaml:1:9: path is missing");
        Told("Workflows:Files:4 = contract.yaml: must be a file whose name", "");

        void Told(string key, string problem) =>
            Assert.Contains(
                errors,
                error =>
                    error.Contains(key, StringComparison.Ordinal) && error.Contains(problem, StringComparison.Ordinal)
            );
    }

    [Theory]
    [InlineData("ContractSha256", "\"00\"", null)]
    [InlineData("ContractPaths", "[\"/api/a\"]", null)]
    [InlineData("ContractSha256", "\"00\"", "ContractFile")]
    public void Load_PinOrPathsThatDoNotFit_AreErrors(string key, string value, string? without)
    {
        using var file = new ConfigurationFile()
            .With("Watchdog:Environments:Prod:Validation:ContractFile", without is null ? "\"contract.yaml\"" : "null")
            .With($"Watchdog:Environments:Prod:Validation:{key}", value);
        file.AddFile("contract.yaml", Yaml);

        Assert.Contains(file.Load().Errors, error => error.Key.EndsWith($"Validation:{key}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a\\u0000b")]
    [InlineData(".")]
    public void Load_ContractFileThatIsNone_IsAnError(string path)
    {
        using var file = new ConfigurationFile().With(
            "Watchdog:Environments:Prod:Validation:ContractFile",
            $"\"{path}\""
        );

        Assert.EndsWith(":ContractFile", Assert.Single(file.Load().Errors).Key, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_WorkflowsSecretIsNotSet_NamesTheVariable()
    {
        using var file = new ConfigurationFile().With(
            "Watchdog:Environments:Prod:Probes:Workflows:Files",
            "[\"a.yaml\"]"
        );
        file.AddFile("a.yaml", "secrets: { word: MCPX_NOT_SET_ANYWHERE }\nsteps: [{ name: a, path: /x }]");

        var error = Assert.Single(file.Load().Errors);

        Assert.EndsWith("Workflows:Files:0:wordVariable", error.Key, StringComparison.Ordinal);
        Assert.Equal("MCPX_NOT_SET_ANYWHERE", error.Value);
    }

    private static HostileServer Portal(string status, string body, string refusal) =>
        new(async peer =>
        {
            var head = await peer.ReadAsync();
            var known = head.Contains("Authorization: Bearer", StringComparison.Ordinal);
            var (first, text) = known
                ? (status, body)
                : (refusal, """{"code":"unauthorized","message":"m","requestId":"r"}""");
            await peer.SendAsync(
                $"HTTP/1.1 {first}\r\nX-Mode: fast\r\nConnection: close\r\nContent-Length: {text.Length}\r\n\r\n{text}"
            );
        });

    private static EnvironmentOptions Environment(params HostileServer[] servers) =>
        Senses.Environment(servers, validation: new() { ContractFile = "contract.yaml" }) with
        {
            Lkg = Some.Environment().Lkg,
            Deployers = Some.Environment().Deployers,
        };

    private EnvironmentOptions Configure(EnvironmentOptions environment)
    {
        _folder.File("contract.yaml", Yaml);
        var errors = new List<ConfigurationError>();
        var (_, options) = _files.Read(Some.Options(environment), _folder.Path, errors);
        Assert.Empty(errors);
        return options.Environments["Prod"];
    }

    private async Task<List<ContractCalled>> AskAsync(HostileServer server, int rounds)
    {
        var environment = Configure(Environment(server));
        var inputs = new Inputs();
        var probe = new ContractProbe(new(Support.Portal.Client), _files, inputs, new(), TimeProvider.System);
        var calls = new List<ContractCalled>();
        for (var i = 0; i < rounds; i++)
        {
            calls.AddRange((await Senses.AskAsync(environment, inputs, probe)).Cast<ContractCalled>());
        }

        return calls;
    }
}
