using System.Text.Json.Nodes;
using Mcpx.Watchdog.Commands;

namespace Mcpx.Watchdog.Tests.Commands;

/// <summary>Who is on, as the command says it; the schedule is a real one on this machine.</summary>
public sealed class CheckConfigCommandTests : IAsyncDisposable
{
    private readonly ConfigurationFile _file = new();
    private readonly StringWriter _output = new();
    private readonly ApiServer _schedule;
    private ApiReply? _answer;

    public CheckConfigCommandTests()
    {
        _schedule = new(call => _answer ?? ApiReply.Json($$"""{"name":"{{call.Path.Split('/')[^1]}}-now"}"""));
        _file.With("Watchdog:Roster:Source:Address", $"\"{_schedule.Address}/on/{{environment}}/{{role}}\"");
    }

    public async ValueTask DisposeAsync()
    {
        await _schedule.DisposeAsync();
        await _output.DisposeAsync();
        _file.Dispose();
    }

    [Fact]
    public async Task Check_ScheduleAnswers_IsAskedOncePerRoleAndNamed()
    {
        Assert.Equal(0, await CheckAsync(json: false));

        Assert.Contains(
            "Prod: on now are Incident Commander IncidentCommander-now (the schedule), Deputy Deputy-now (the schedule), "
                + "Decision Owner DecisionOwner-now (the schedule).",
            _output.ToString(),
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("Warning: The schedule", _output.ToString(), StringComparison.Ordinal);
        Assert.Equal(3, _schedule.Calls.Count);
    }

    [Fact]
    public async Task Check_ScheduleIsDown_WarnsAndNamesWhoIsOnWithoutIt()
    {
        _answer = new(503, "{}");

        Assert.Equal(0, await CheckAsync(json: false));

        Assert.Contains("Deputy deputy, Decision Owner director.", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains(
            "Warning: The schedule does not say who is on in Prod (127.0.0.1 answered 503); shifts and names count.",
            _output.ToString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Check_Json_ListsWhoIsOnWithTheBasis()
    {
        Assert.Equal(0, await CheckAsync(json: true));

        var on = JsonNode.Parse(_output.ToString())!["on"]!["Prod"]!.AsArray();
        Assert.Equal(
            [
                "IncidentCommander IncidentCommander-now Source",
                "Deputy Deputy-now Source",
                "DecisionOwner DecisionOwner-now Source",
            ],
            on.Select(one => $"{one!["role"]} {one["name"]} {one["basis"]}")
        );
    }

    [Fact]
    public async Task Check_WrongConfiguration_AsksNobody()
    {
        _file.With("Watchdog:Environments:Prod:Lkg:Web", "\"v9\"");

        Assert.Equal(2, await CheckAsync(json: true));

        Assert.Empty(_schedule.Calls);
    }

    private Task<int> CheckAsync(bool json) =>
        CheckConfigCommand.CheckAsync(_file.Write(), json, _output, CancellationToken.None);
}
