using System.Data.Common;
using System.Security.Cryptography;
using Mcpx.Db;
using Mcpx.Db.Engines.SqlServer;
using Mcpx.Domain.Incidents;
using Mcpx.Domain.Journal;
using Mcpx.Watchdog.Tests.Support.Tds;
using Microsoft.Data.SqlClient;

namespace Mcpx.Watchdog.Tests.Ledger;

/// <summary>
/// What an append sends to a SQL Server, and what becomes of what comes back, or does not: the real client, over a socket, to a
/// server that speaks its protocol and answers as told.
/// </summary>
public sealed class SqlServerJournalTests : IAsyncDisposable
{
    private static readonly Actor Ada = new("ada", Role.IncidentCommander);
    private readonly Queue<TdsReply> _answers = [];
    private readonly TdsServer _server;
    private Func<byte[], TdsReply> _stands = _ => TdsReply.Done;
    private readonly TdsChain _chain = new();
    private string _sent = "";

    public SqlServerJournalTests() => _server = new(Answer);

    public ValueTask DisposeAsync()
    {
        SqlConnection.ClearAllPools();
        return _server.DisposeAsync();
    }

    [Fact]
    public void Append_Taken_IsOneCallWithEveryEvent()
    {
        _answers.Enqueue(Position(7));

        Assert.Equal(
            new AppendOutcome.Appended(7),
            Journal()
                .Append(
                    Ada,
                    Some.Start,
                    Notes("incident/INC-0001", 4, "one", "two"),
                    Notes("environment/Prod", 0, "three")
                )
        );

        var call = Assert.Single(_server.Requests);
        Assert.Equal("watchdog.AppendEvents", call.Procedure);
        Assert.Equal(
            ["@Actor nvarchar(4000)", "@At datetimeoffset", "@Events watchdog.EventRow", "@Streams watchdog.StreamRow"],
            call.Parameters.Select(parameter => $"{parameter.Name} {parameter.Type}").Order(StringComparer.Ordinal)
        );
        Assert.Equal("ada", call["@Actor"]);
        Assert.Equal("1|incident/INC-0001|4\n2|environment/Prod|0", call["@Streams"]);
        var events = call["@Events"]!.Split('\n').Select(line => line.Split('|')).ToArray();
        Assert.Equal(
            ["1 incident/INC-0001 5 NoteAdded", "2 incident/INC-0001 6 NoteAdded", "3 environment/Prod 1 NoteAdded"],
            events.Select(line => string.Join(' ', line[..4]))
        );
        Assert.All(
            events,
            line => Assert.Equal(Convert.ToHexString(SHA256.HashData(Convert.FromHexString(line[5]))), line[4])
        );
    }

    [Fact]
    public void Append_StreamMovedOn_IsAConflict()
    {
        _answers.Enqueue(TdsReply.Error(51000, "4 6 incident/with a blank"));

        Assert.Equal(
            new AppendOutcome.Conflict("incident/with a blank", 4, 6),
            Journal().Append(Ada, Some.Start, Notes("incident/with a blank", 4, "x"))
        );
    }

    /// <summary>The server wrote it, and the way back broke: what stands there is ours.</summary>
    [Fact]
    public void Append_AnswerIsLostAfterItWasWritten_IsFoundAgainAndNotWrittenTwice()
    {
        _answers.Enqueue(TdsReply.Cut);
        _answers.Enqueue(TdsReply.Error(51000, "0 1 a"));
        _stands = ours => Link(3, ours);

        Assert.Equal(new AppendOutcome.Appended(3), Journal().Append(Ada, Some.Start, Notes("a", 0, "x")));
        Assert.Equal(
            ["watchdog.AppendEvents", "watchdog.AppendEvents", "watchdog.LinkOfVersion"],
            _server.Requests.Select(request => request.Procedure)
        );
    }

    /// <summary>Somebody else was faster while the way was broken: that is a conflict, not an append.</summary>
    [Fact]
    public void Append_AnswerIsLostAndSomebodyElseWrote_IsAConflict()
    {
        _answers.Enqueue(TdsReply.Cut);
        _answers.Enqueue(TdsReply.Error(51000, "0 1 a"));

        _stands = _ => Link(3, new byte[32]);

        Assert.Equal(new AppendOutcome.Conflict("a", 0, 1), Journal().Append(Ada, Some.Start, Notes("a", 0, "x")));
    }

    [Fact]
    public void Append_AnswerIsLostBeforeItWasWritten_IsWrittenOnce()
    {
        _answers.Enqueue(TdsReply.Cut);
        _answers.Enqueue(Position(1));

        Assert.Equal(new AppendOutcome.Appended(1), Journal().Append(Ada, Some.Start, Notes("a", 0, "x")));
        Assert.Equal(2, _server.Requests.Count);
    }

    [Fact]
    public void Append_PassingFault_IsTriedFourTimesAndThenTold()
    {
        for (var answer = 0; answer < 4; answer++)
        {
            _answers.Enqueue(TdsReply.Error(1205, "busy", severity: 13));
        }

        var told = Assert.Throws<SqlException>(() => Journal().Append(Ada, Some.Start, Notes("a", 0, "x")));

        Assert.Equal(1205, told.Number);
        Assert.Equal(4, _server.Requests.Count);
    }

    [Fact]
    public void Append_FaultThatStays_IsToldAtOnce()
    {
        _answers.Enqueue(TdsReply.Error(229, "no"));

        Assert.Equal(
            229,
            Assert.Throws<SqlException>(() => Journal().Append(Ada, Some.Start, Notes("a", 0, "x"))).Number
        );
        Assert.Single(_server.Requests);
    }

    /// <summary>What the server's own rules refuse is a reason and no number; only a held journal is tried again.</summary>
    [Theory]
    [InlineData(51001, StoreRefusal.Busy, 4)]
    [InlineData(51002, StoreRefusal.AppendOnly, 1)]
    [InlineData(51003, StoreRefusal.TooYoung, 1)]
    [InlineData(51004, StoreRefusal.Sealed, 1)]
    [InlineData(51005, StoreRefusal.OtherBodies, 1)]
    public void Append_RefusedByARuleOfTheStore_SaysWhich(int number, StoreRefusal reason, int tries)
    {
        for (var answer = 0; answer < tries; answer++)
        {
            _answers.Enqueue(TdsReply.Error(number, "no"));
        }

        var refused = Assert.Throws<StoreRefusedException>(() => Journal().Append(Ada, Some.Start, Notes("a", 0, "x")));

        Assert.Equal(reason, refused.Reason);
        Assert.Equal(tries, _server.Requests.Count);
    }

    [Fact]
    public void Prove_LongerThanAPage_IsAskedPageByPageUpToWhereItEnded()
    {
        for (var number = 0; number < 2_500; number++)
        {
            _chain.Add("a", number + 1);
        }

        var report = Journal().Prove([]);

        Assert.Equal((true, 2_500L), (report.Holds, report.Events));
        Assert.Equal(
            ["1000 2500", "1000 2500", "1000 2500", "1000 2500"],
            _chain.Pages.Select(page => $"{page["@Most"]} {page["@Through"]}")
        );
    }

    /// <summary>The question saw the chain before the purge and the bodies after it: asked once more it holds together.</summary>
    [Fact]
    public void Prove_PurgedWhileItIsRead_AsksAgainAndGoesOnToThePurge()
    {
        for (var number = 0; number < 3; number++)
        {
            _chain.Add("incident/INC-0001", number + 1);
        }

        _chain.PurgeAfterTheNextPage("incident/INC-0001", 3);

        var report = Journal().Prove([]);

        Assert.Equal((true, 4L, 3L), (report.Holds, report.Events, report.Purged));
    }

    [Fact]
    public void Prove_BodyIsGoneForGood_IsFound()
    {
        _chain.Add("a", 1);
        _chain.Lose(1);

        Assert.StartsWith("Position 1: the body is not there", Journal().Verify(), StringComparison.Ordinal);
    }

    /// <summary>What the driver throws then is no fault of a database; to those who go on after one it must be.</summary>
    [Fact]
    public void Open_PoolIsUsedUp_IsAFaultOfTheStore()
    {
        var place = new StoreConnection(
            new SqlConnectionStringBuilder(_server.ConnectionString) { MaxPoolSize = 1, ConnectTimeout = 1 }
        );
        using var held = place.Open();

        Assert.IsAssignableFrom<DbException>(Record.Exception(() => place.Open()));
    }

    private static TdsReply Position(long position) =>
        new(new TdsTokens().Columns(("Position", TdsColumn.BigInt)).Row((TdsColumn.BigInt, position)).Done().Bytes);

    private static TdsReply Link(long position, byte[] bodyHash) =>
        new(
            new TdsTokens()
                .Columns(("Position", TdsColumn.BigInt), ("BodyHash", TdsColumn.Binary))
                .Row((TdsColumn.BigInt, position), (TdsColumn.Binary, bodyHash))
                .Done()
                .Bytes
        );

    private static StreamAppend Notes(string stream, int version, params string[] texts) =>
        new(stream, version, [.. texts.Select(text => new NoteAdded(text))]);

    private TdsReply Answer(TdsRequest request)
    {
        if (request.Procedure is not ("watchdog.AppendEvents" or "watchdog.LinkOfVersion"))
        {
            return _chain.Answer(request);
        }

        if (request.Procedure != "watchdog.LinkOfVersion")
        {
            _sent = request["@Events"]!.Split('\n')[^1].Split('|')[4];
            return _answers.Dequeue();
        }

        return _stands(Convert.FromHexString(_sent));
    }

    private Journal Journal() =>
        new(
            new SqlServerJournal(new(new SqlConnectionStringBuilder(_server.ConnectionString)), wait: _ => { }),
            redaction: null
        );
}
