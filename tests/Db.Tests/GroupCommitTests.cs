using Mcpx.Domain.Incidents;
using Microsoft.Data.Sqlite;

namespace Mcpx.Db.Tests;

/// <summary>Appends that share a transaction, each still whole and with its own outcome.</summary>
public sealed class GroupCommitTests : IDisposable
{
    private const int Writers = 8;
    private readonly DataFolder _folder = new();

    private Journal Journal => _folder.Store.Journal;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Append_OneOfManyIsRefusedByTheDatabase_TheOthersAreWritten()
    {
        _folder.Sql(
            """
            CREATE TRIGGER poisoned BEFORE INSERT ON body WHEN instr(CAST(NEW.body AS TEXT), 'own/3') > 0
            BEGIN SELECT RAISE(ABORT, 'poisoned'); END
            """
        );

        var outcomes = Together(writer => Journal.Append(Some.Ic, Some.Start, Some.Notes($"own/{writer}", 0, 2)));

        Assert.Contains("poisoned", Assert.IsType<SqliteException>(outcomes[3]).Message, StringComparison.Ordinal);
        Assert.All(
            outcomes.Where((_, writer) => writer != 3),
            outcome => Assert.IsType<AppendOutcome.Appended>(outcome)
        );
        Assert.Equal(2 * (Writers - 1), Journal.Head());
        Assert.Empty(Journal.Read("own/3"));
        Assert.Null(Journal.Verify());
    }

    [Fact]
    public void Append_AllWantTheSameVersion_OneGetsItAndEachOtherLearnsWhy()
    {
        var outcomes = Together(_ =>
            Journal.Append(Some.Ic, Some.Start, Some.Notes("shared", 0), Some.Notes("other", 0))
        );

        Assert.Single(outcomes.OfType<AppendOutcome.Appended>());
        Assert.Equal(
            Writers - 1,
            outcomes.Count(outcome => outcome is AppendOutcome.Conflict { Expected: 0, Actual: 1 })
        );
        Assert.Equal(2, Journal.Head());
        Assert.Null(Journal.Verify());
    }

    [Fact]
    public void Append_PositionsOfAGroup_AreTheirOwn()
    {
        var outcomes = Together(writer => Journal.Append(Some.Ic, Some.Start, Some.Notes($"own/{writer}", 0)));

        Assert.Equal(
            Enumerable.Range(1, Writers).Select(position => (long)position),
            outcomes.Cast<AppendOutcome.Appended>().Select(outcome => outcome.Position).Order()
        );
        Assert.All(
            Enumerable.Range(0, Writers),
            writer =>
                Assert.Equal(
                    ((AppendOutcome.Appended)outcomes[writer]).Position,
                    Assert.Single(Journal.Read($"own/{writer}")).Position
                )
        );
    }

    [Fact]
    public void Append_AfterAFailureAndAfterRelease_WritesAgain()
    {
        _folder.Sql("ALTER TABLE body RENAME TO elsewhere");
        Assert.Throws<SqliteException>(() => Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 0)));
        _folder.Sql("ALTER TABLE elsewhere RENAME TO body");

        Assert.IsType<AppendOutcome.Appended>(Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 0)));
        Journal.Release();
        Assert.IsType<AppendOutcome.Appended>(Journal.Append(Some.Ic, Some.Start, Some.Notes("a", 1)));

        Assert.Null(Journal.Verify());
    }

    /// <summary>All at once: while somebody else holds the file, they queue up behind the first.</summary>
    private object[] Together(Func<int, AppendOutcome> append)
    {
        var outcomes = new object[Writers];
        using var blocker = new SqliteConnection($"Data Source={_folder.JournalFile};Pooling=False");
        blocker.Open();
        using var held = blocker.BeginTransaction(deferred: false);
        var threads = Enumerable
            .Range(0, Writers)
            .Select(writer => new Thread(() => outcomes[writer] = Of(() => append(writer))))
            .ToList();
        threads.ForEach(thread => thread.Start());
        for (
            var i = 0;
            i < 200 && threads.Count(thread => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin)) < Writers - 1;
            i++
        )
        {
            Thread.Sleep(5);
        }

        held.Rollback();
        threads.ForEach(thread => thread.Join());
        return outcomes;
    }

    private static object Of(Func<object> run)
    {
        try
        {
            return run();
        }
        catch (SqliteException problem)
        {
            return problem;
        }
    }
}
