using System.Text.Json;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Rca;
using Mcpx.Watchdog.FollowUps;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.FollowUps;

/// <summary>Follow-ups become issues once, whatever the network does.</summary>
public sealed class FollowUpFilerTests : IAsyncDisposable
{
    private const string Issues = "/repos/example/portal/issues";
    private static readonly FollowUp Test = new("Test: a stream flushes", "qa", new DateOnly(2026, 11, 28));
    private static readonly FollowUp Page = new("Page the commander", "sre", new DateOnly(2026, 11, 30));

    private readonly Rig _rig = new();
    private readonly List<(string Title, string Body)> _issues = [];
    private readonly ApiServer _github;
    private Func<ApiCall, ApiReply?> _first = _ => null;

    public FollowUpFilerTests()
    {
        Environment.SetEnvironmentVariable("MCPX_TEST_ISSUES", "token-of-a-test");
        _github = new(Answer);
    }

    public async ValueTask DisposeAsync()
    {
        await _github.DisposeAsync();
        _rig.Dispose();
    }

    [Fact]
    public async Task File_PublishedReport_MakesAnIssueOfEachAndSaysWhere()
    {
        Publish(Test, Page);

        await RunAsync(() => _rig.Events<FollowUpFiled>().Count == 2);

        Assert.Equal([Test.What, Page.What], _issues.Select(issue => issue.Title));
        Assert.Contains("Owner: qa\nDue: 2026-11-28", _issues[0].Body, StringComparison.Ordinal);
        Assert.Equal($"{_github.Address}/issues/1", _rig.Incident.Filed[Test.What]);
        Assert.Empty(_rig.Incident.FollowUpsToFile);
    }

    [Fact]
    public async Task File_OnlyReviewed_FilesNothing()
    {
        Keep(ReportStage.Draft, 0, Test);
        Keep(ReportStage.Reviewed, 1, Test);

        Assert.Empty(_rig.Incident.FollowUpsToFile);
        await RunAsync(() => true);
        Assert.Empty(_issues);
    }

    [Fact]
    public async Task File_AnswerLost_FindsTheIssueAndMakesNoOther()
    {
        Publish(Test);
        var lost = false;
        _first = call =>
        {
            if (call.Method != "POST" || lost)
            {
                return null;
            }

            lost = true;
            Add(call);
            return ApiReply.Lost;
        };

        await RunAsync(() => _rig.Events<FollowUpFiled>().Count == 1);

        Assert.Single(_issues);
    }

    [Fact]
    public async Task File_Refused_IsTriedAgain()
    {
        Publish(Test);
        var refused = 0;
        _first = call => call.Method == "POST" && refused++ < 2 ? new ApiReply(503, "{}") : null;

        await RunAsync(() => _rig.Events<FollowUpFiled>().Count == 1);

        Assert.Single(_issues);
        Assert.Equal(3, refused);
    }

    private void Publish(params FollowUp[] followUps)
    {
        Keep(ReportStage.Draft, 0, followUps);
        Keep(ReportStage.Reviewed, 1, followUps);
        Keep(ReportStage.Published, 2, followUps);
    }

    private void Keep(ReportStage stage, int basis, params FollowUp[] followUps)
    {
        if (_rig.Tail.CatchUp().Incidents.IsEmpty)
        {
            _rig.Look(Rig.Breach());
        }

        _rig.Incidents.Record(
            _rig.Incident.Id,
            new ReportKept(basis + 1, stage, new("It was the buffer.", [], followUps), "", "ab"),
            Some.Ic
        );
    }

    private async Task RunAsync(Func<bool> until)
    {
        using var filer = new FollowUpFiler(
            _rig.Options with
            {
                FollowUps = new()
                {
                    Repository = "example/portal",
                    TokenVariable = "MCPX_TEST_ISSUES",
                    Address = _github.Address,
                },
            },
            _rig.Tail,
            _rig.Incidents,
            _rig.Time,
            NullLogger<FollowUpFiler>.Instance
        );
        await filer.StartAsync(CancellationToken.None);
        await Wait.UntilAsync(_rig.Time, "filed", until, TimeSpan.FromSeconds(1));
        await filer.StopAsync(CancellationToken.None);
    }

    private ApiReply Answer(ApiCall call) =>
        _first(call) is { } reply ? reply
        : call.Path.Split('?')[0] != Issues ? new(404, "{}")
        : call.Method == "POST" ? new(201, Add(call))
        : ApiReply.Json($"[{string.Join(',', Enumerable.Range(1, _issues.Count).Select(Json))}]");

    private string Add(ApiCall call)
    {
        using var body = JsonDocument.Parse(call.Body);
        _issues.Add(
            (body.RootElement.GetProperty("title").GetString()!, body.RootElement.GetProperty("body").GetString()!)
        );
        return Json(_issues.Count);
    }

    private string Json(int number) =>
        $$"""
            {"number":{{number}},"title":{{JsonSerializer.Serialize(_issues[number - 1].Title)}},"state":"open",
             "body":{{JsonSerializer.Serialize(
                _issues[number - 1].Body
            )}},"html_url":"{{_github.Address}}/issues/{{number}}"}
            """;
}
