using System.Collections.Immutable;
using CsCheck;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Signals;

namespace Mcpx.Domain.Tests.Incidents;

/// <summary>Audit and poll tell of the same changes; each counts once, at the audit's own time.</summary>
public sealed class ChangeHistoryTests
{
    [Fact]
    public void Add_AuditThenPoll_IsTheAuditsOnly()
    {
        var audited = Audited("1", "A", "b", at: 5);

        Assert.Equal([audited], History(audited, Polled("A", "b", since: 0, at: 10)));
    }

    [Fact]
    public void Add_PollThenAudit_TakesTheAuditsTime()
    {
        var audited = Audited("1", "A", "b", at: 5);

        Assert.Equal([audited], History(Polled("A", "b", since: 0, at: 10), audited));
    }

    [Theory]
    [InlineData(-60, true)]
    [InlineData(-61, false)]
    [InlineData(70, true)]
    [InlineData(71, false)]
    public void Add_AuditWithAnotherClock_IsTheSameWithinTheSkew(int at, bool same) =>
        Assert.Equal(same ? 1 : 2, History(Polled("A", "b", since: 0, at: 10), Audited("1", "A", "b", at)).Count);

    [Theory]
    [InlineData("B", "b", ChangeKind.Config)]
    [InlineData("A", "c", ChangeKind.Config)]
    [InlineData("A", "b", ChangeKind.Flag)]
    public void Add_AuditOfSomethingElse_IsAnotherChange(string key, string after, ChangeKind kind) =>
        Assert.Equal(
            2,
            History(Polled("A", "b", since: 0, at: 10), Audited("1", key, after, at: 5) with { Kind = kind }).Count
        );

    [Fact]
    public void Add_FlagInOtherWords_IsTheSameChange()
    {
        var audited = Audited("1", "X", "true", at: 5) with { Kind = ChangeKind.Flag };
        var polled = Polled("x", "on", since: 0, at: 10) with { Kind = ChangeKind.Flag };

        Assert.Equal([audited], History(audited, polled));
        Assert.Equal([audited], History(polled, audited));
    }

    [Fact]
    public void Add_ThereAndBackAndThere_EachCountsOnceInAnyOrder()
    {
        var audits = new[]
        {
            Audited("1", "A", "b", at: 5),
            Audited("2", "A", "a", at: 15),
            Audited("3", "A", "b", at: 25),
        };
        var polls = new[]
        {
            Polled("A", "b", since: 0, at: 10),
            Polled("A", "a", since: 10, at: 20),
            Polled("A", "b", since: 20, at: 30),
        };

        Assert.Equal(audits, History([.. polls, .. audits]));
        Assert.Equal(audits, History([.. audits, .. polls]));
        Assert.Equal(audits, History(polls[0], audits[0], polls[1], audits[1], polls[2], audits[2]));
        Assert.Equal(audits, History(audits[0], polls[0], audits[1], polls[1], audits[2], polls[2]));
    }

    [Fact]
    public void Add_ThirdFlipWithoutAudit_IsNotTakenForTheFirst()
    {
        var history = History(
            Audited("1", "A", "b", at: 5),
            Polled("A", "b", since: 0, at: 10),
            Audited("2", "A", "a", at: 15),
            Polled("A", "a", since: 10, at: 20),
            Polled("A", "b", since: 20, at: 30)
        );

        Assert.Equal(3, history.Count);
        Assert.Equal(Change.UnknownAuthor, history[^1].By);
    }

    [Fact]
    public void Add_TwoAuditsWithinOnePoll_TellTheWholeStory()
    {
        var (first, second) = (Audited("1", "A", "b", at: 4), Audited("2", "A", "c", at: 6));
        var polled = Polled("A", "c", since: 0, at: 10);

        Assert.Equal([first, second], History(polled, first, second));
        Assert.Equal([first, second], History(first, second, polled));
        Assert.Equal([first, second], History(first, polled, second));
    }

    [Fact]
    public void Add_SamePollAgain_IsKnown()
    {
        var polled = Polled("A", "b", since: 0, at: 10);

        Assert.Single(History(polled, polled with { At = Some.At(12) }));
    }

    [Fact]
    public void Add_OldEntryWithThatValue_TellsNothingNew() =>
        Assert.Equal(2, History(Audited("1", "A", "b", at: -600), Polled("A", "b", since: 0, at: 10)).Count);

    [Fact]
    public void Add_Deployment_IsNeverTakenForASetting()
    {
        var migration = Audited("m", "A", "b", at: 5) with { Kind = ChangeKind.Migration };

        Assert.Equal(2, History(migration, Polled("A", "b", since: 0, at: 10)).Count);
    }

    /// <summary>Any flips of one key, each polled, and audited in order but up to three polls late.</summary>
    [Fact]
    public void Add_EveryChangeAudited_EndsAtTheAuditsWhateverCameFirst() =>
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 7])
            .Array[1, 12]
            .Sample(
                flips =>
                {
                    var arrival = new List<(int Order, Change Change)>();
                    var (last, late) = (-1, 0);
                    for (var i = 0; i < flips.Length; i++)
                    {
                        var (value, delay) = flips[i];
                        if (value == last)
                        {
                            continue;
                        }

                        (last, late) = (value, Math.Max(late, (i * 2) + delay));
                        arrival.Add(((i * 2) + 1, Polled("A", $"{value}", since: i * 200, at: (i * 200) + 10)));
                        arrival.Add((late, Audited($"{i}", "A", $"{value}", at: (i * 200) + 5)));
                    }

                    var history = History([.. arrival.OrderBy(one => one.Order).Select(one => one.Change)]);
                    Assert.Equal(arrival.Select(one => one.Change).Where(change => change.NotBefore is null), history);
                },
                iter: 5_000
            );

    private static ImmutableList<Change> History(params Change[] changes) =>
        changes.Aggregate(ImmutableList<Change>.Empty, ChangeHistory.Add);

    private static Change Audited(string id, string key, string after, int at) =>
        new(id, ChangeKind.Config, Component.Config, key, "a", after, "ada", Some.At(at));

    private static Change Polled(string key, string after, int since, int at) =>
        new(
            $"poll-{since}-{key}",
            ChangeKind.Config,
            Component.Config,
            key,
            "a",
            after,
            Change.UnknownAuthor,
            Some.At(at),
            Some.At(since)
        );
}
