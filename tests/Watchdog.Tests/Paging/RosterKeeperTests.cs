using System.Text;
using CsCheck;
using Mcpx.Domain.Comms;
using Mcpx.Domain.Configuration;
using Mcpx.Domain.Incidents;
using Mcpx.Watchdog.Paging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Mcpx.Watchdog.Tests.Paging;

/// <summary>Who is on, as it is written down; and a schedule that answers, lies or is silent.</summary>
public sealed class RosterKeeperTests : IAsyncDisposable
{
    private readonly Rig _rig = new();
    private readonly ApiServer _schedule;
    private Func<ApiCall, ApiReply> _answer = call =>
        ApiReply.Json($$"""{"name":"{{call.Path.Split('/')[^1]}}-now"}""");

    public RosterKeeperTests() => _schedule = new(call => _answer(call));

    public async ValueTask DisposeAsync()
    {
        await _schedule.DisposeAsync();
        _rig.Dispose();
    }

    [Fact]
    public async Task Keep_ConfiguredNamesOnly_WritesNothing()
    {
        await Keeper(new() { IncidentCommander = "rina" }).KeepAsync(CancellationToken.None);

        Assert.Empty(_rig.Events<RosterSeen>());
    }

    [Fact]
    public async Task Keep_ShiftBeginsAndEnds_IsWrittenDownEachTimeAndOnce()
    {
        var now = _rig.Time.GetUtcNow();
        using var keeper = Keeper(
            new()
            {
                Contacts = [new() { Name = "nils" }],
                Shifts =
                [
                    new()
                    {
                        Role = Role.Deputy,
                        Person = "nils",
                        From = now.AddMinutes(1),
                        Until = now.AddMinutes(2),
                    },
                ],
            }
        );
        for (var i = 0; i < 20; i++)
        {
            await keeper.KeepAsync(CancellationToken.None);
            _rig.Time.Advance(TimeSpan.FromSeconds(10));
        }

        Assert.Equal(["nils", "deputy"], _rig.Events<RosterSeen>().Select(seen => seen.On[1].Name));
        Assert.Equal("deputy", _rig.Tail.CatchUp().RosterOf("Prod").Deputy);
    }

    [Fact]
    public async Task Keep_ScheduleAnswers_CountsBeforeTheNames()
    {
        using var keeper = Keeper(Asking());

        await keeper.KeepAsync(CancellationToken.None);

        Assert.Equal(
            [
                ("IncidentCommander-now", RosterBasis.Source),
                ("Deputy-now", RosterBasis.Source),
                ("DecisionOwner-now", RosterBasis.Source),
            ],
            Assert.Single(_rig.Events<RosterSeen>()).On.Select(on => (on.Name, on.Basis))
        );
        Assert.Equal("Deputy-now", _rig.Tail.CatchUp().RosterOf("Prod").Deputy);
        Assert.Contains("/on/Prod/Deputy", _schedule.Calls.Select(call => call.Path));
    }

    [Fact]
    public async Task Keep_ScheduleFallsSilent_WarnsKeepsItsAnswerForAWhileAndThenTheNames()
    {
        using var keeper = Keeper(Asking());
        await keeper.KeepAsync(CancellationToken.None);
        _answer = _ => new(500, "{}");

        _rig.Time.Advance(TimeSpan.FromMinutes(2));
        await keeper.KeepAsync(CancellationToken.None);
        var soon = _rig.Events<RosterSeen>()[^1];
        _rig.Time.Advance(TimeSpan.FromMinutes(2));
        await keeper.KeepAsync(CancellationToken.None);
        Assert.Equal(soon, _rig.Events<RosterSeen>()[^1] with { On = soon.On });
        _rig.Time.Advance(TimeSpan.FromHours(1));
        await keeper.KeepAsync(CancellationToken.None);
        var late = _rig.Events<RosterSeen>()[^1];

        Assert.Equal("Deputy-now", soon.On[1].Name);
        Assert.Contains("still counts", soon.Warning, StringComparison.Ordinal);
        Assert.Equal("deputy", late.On[1].Name);
        Assert.Contains("shifts and names count", late.Warning, StringComparison.Ordinal);
        Assert.Equal(3, _rig.Events<RosterSeen>().Count);
    }

    [Theory]
    [InlineData("""{"name":"zoe","until":"2026-01-01T00:00:00Z","slackId":"U1","mail":"z@example.com"}""", "zoe")]
    [InlineData("""{"name":"  zoe "}""", "zoe")]
    [InlineData("""{"name":""}""", null)]
    [InlineData("""{"name":7}""", null)]
    [InlineData("""{"name":"a\nb"}""", null)]
    [InlineData("""[]""", null)]
    [InlineData("""null""", null)]
    [InlineData("""{"name":"zoe","until":"tomorrow"}""", null)]
    [InlineData("<html>", null)]
    [InlineData("", null)]
    public void Read_Answers_OnlyWhatIsARosterCounts(string body, string? name) =>
        Assert.Equal(name, RosterSource.Read(Encoding.UTF8.GetBytes(body), Role.Deputy, Some.Start)?.Name);

    [Fact]
    public void Read_AnyBytes_NeverThrows() =>
        Gen
            .Byte.Array[0, 200]
            .Sample(bytes => Assert.Null(Record.Exception(() => RosterSource.Read(bytes, Role.Deputy, Some.Start))));

    private RosterOptions Asking() =>
        new() { Source = new() { Address = $"{_schedule.Address}/on/{{environment}}/{{role}}" } };

    private RosterKeeper Keeper(RosterOptions roster)
    {
        var options = _rig.Options with { Roster = roster };
        var board = new RosterBoard(options);
        return new(
            options,
            board,
            new(options, board, new(_rig.Time)),
            _rig.Tail,
            _rig.Environments,
            _rig.Time,
            NullLogger<RosterKeeper>.Instance
        );
    }
}
